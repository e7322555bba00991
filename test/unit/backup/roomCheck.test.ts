import { expect, it } from 'vitest';
import { planDump, type DumpPlan } from '../../../src/core/backup/dumpPlan';
import type { Room } from '../../../src/core/backup/ports';
import { wholeDatabase, type DumpOptions } from '../../../src/core/backup/request';
import { checkRoom } from '../../../src/core/backup/roomCheck';
import { inEnglish } from '../../../src/core/text';
import { errorOf } from '../thrownError';
import { capacity, request } from './backupSamples';

const data = { ...capacity, dataBytes: 10_000_000_000 };
const custom = planDump({ ...request, format: 'custom' }, capacity, 15, 1);
const plain = planDump({ ...request, format: 'plain' }, capacity, 15, 1);
const directory = planDump({ ...request, format: 'directory' }, capacity, 15, 1);

function warnings(
  room: Partial<Room>,
  plan: DumpPlan = custom,
  options: DumpOptions = wholeDatabase,
): string[] {
  return checkRoom({ freeBytes: undefined, mostFileBytes: undefined, ...room }, data, plan, options).map(
    inEnglish,
  );
}

it('says nothing where there is room, or nobody knows', () => {
  expect(warnings({ freeBytes: 5_000_000_000 })).toEqual([]);
  expect(warnings({})).toEqual([]);
});

it('warns where it may not suffice, by what the format takes', () => {
  expect(warnings({ freeBytes: 4_999_999_999 })).toEqual([
    'The folder has 5000 MB free; this backup may need up to 5000 MB.',
  ]);
  expect(warnings({ freeBytes: 14_000_000_000 }, plain)).toHaveLength(1);
});

it.each([0, 99_999_999])('refuses where it cannot suffice: %i bytes', (freeBytes) => {
  expect(errorOf(() => warnings({ freeBytes }))).toMatchObject({ kind: 'refused', code: 'no-room' });
});

it('never refuses an empty database', () => {
  const empty = { ...capacity, dataBytes: 0 };
  expect(checkRoom({ freeBytes: 0, mostFileBytes: undefined }, empty, custom, wholeDatabase)).toEqual([]);
});

it('says nothing about a part, whose size nobody knows', () => {
  expect(warnings({ freeBytes: 1 }, custom, { ...wholeDatabase, content: 'schema-only' })).toEqual([]);
  expect(warnings({ freeBytes: 1 }, custom, { ...wholeDatabase, tables: ['small'] })).toEqual([]);
});

it('warns of a file system that ends files at 4 GB, but not for a directory', () => {
  const room = { mostFileBytes: 4_294_967_295 };
  expect(warnings(room)).toEqual([expect.stringContaining('4295 MB')]);
  expect(warnings(room, directory)).toEqual([]);
  expect(warnings({ mostFileBytes: 5_000_000_000 })).toEqual([]);
});
