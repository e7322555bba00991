import { expect, test } from 'vitest';
import { canReadArchive, oldestReader } from '../../../src/core/tools/archiveReaders';
import { branchOf } from '../../../src/core/tools/toolVersion';

test.each([
  [{ major: 1, minor: 0 }, 90_000],
  [{ major: 1, minor: 12 }, 90_000],
  [{ major: 1, minor: 13 }, 110_000],
  [{ major: 1, minor: 14 }, 120_000],
  [{ major: 1, minor: 15 }, 160_000],
  [{ major: 1, minor: 16 }, 170_000],
  // A format that does not exist yet: no program of today reads it.
  [{ major: 1, minor: 17 }, 190_000],
  [{ major: 2, minor: 0 }, 190_000],
])('%j is read from this version on', (archive, reader) => {
  expect(oldestReader(archive)).toBe(reader);
  expect(canReadArchive(reader, archive)).toBe(true);
  expect(canReadArchive(branchOf(reader - 1), archive)).toBe(false);
});

test('the releases of March 2018 and later minor ones read 1.13 too', () => {
  const archive = { major: 1, minor: 13 };
  expect(
    [100_003, 100_023, 90_608, 90_624, 90_512, 90_417, 90_322].map((v) => canReadArchive(v, archive)),
  ).not.toContain(false);
  expect(
    [100_002, 90_607, 90_511, 90_416, 90_321, 90_224].map((v) => canReadArchive(v, archive)),
  ).not.toContain(true);
  expect(canReadArchive(100_023, { major: 1, minor: 14 })).toBe(false);
});
