import { describe, expect, it } from 'vitest';
import { databaseFacts } from '../../../src/core/archive/databaseFacts';
import { databasePropertyStatements } from '../../../src/core/archive/databasePropertyStatements';
import { findStructuralDamage } from '../../../src/core/archive/structuralDamage';
import { readTableOfContents, type ReadArchive } from '../../../src/core/archive/tableOfContents';
import { inEnglish } from '../../../src/core/text';
import { writeArchive } from './archiveWriter';
import { contentsOf, fixtureBytes, fixtureFiles, memoryFolder, memorySource } from './byteSources';
import { mangleLineEndings, randomNumbers } from './damageDone';
import { openBytes } from './opened';
import { sampleArchive } from './sampleArchive';

async function damageOf(bytes: Uint8Array): Promise<{ kind: string; message: string; read: ReadArchive }> {
  const read = await readTableOfContents(memorySource(bytes));
  if (read.ok) expect.fail('read as if nothing were wrong');
  return { kind: read.damage.kind, message: inEnglish(read.damage.message), read };
}

/** Where the number of entries stands: before the first entry of the sample, whose tag is known. */
function countPosition(bytes: Uint8Array): number {
  const tag = Buffer.from(bytes).indexOf('ENCODING');
  const [tagLength, oids, dumper, dumpId, count] = [5, 2 * 6, 5, 5, 5];
  return tag - tagLength - oids - dumper - dumpId - count;
}

function patched(bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
}

const whole = writeArchive(sampleArchive(14));

describe('a cut table of contents', () => {
  const contents = contentsOf('15/directory-gzip');
  it.each([
    { percent: 99, place: /byte 11725, inside entry 46 of 46/ },
    { percent: 90, place: /byte 10659, inside entry 4\d of 46/ },
    { percent: 60, place: /byte 7106, inside entry \d+ of 46/ },
    { percent: 30, place: /announces 46 entries, but only \d+ bytes follow/ },
    { percent: 1, place: /byte 118, inside the header/ },
  ])('is told at $percent percent of its bytes, with the place', async ({ percent, place }) => {
    const length = Math.floor((contents.length * percent) / 100);
    const { kind, message, read } = await damageOf(contents.slice(0, length));
    expect(kind).toBe('truncated');
    expect(message).toMatch(place);
    expect(read.ok ? undefined : read.header?.databaseName).toBe(
      percent === 1 ? undefined : 'Relevés "été" 1',
    );
  });

  it('is told at every single length', async () => {
    const { contentsEnd } = await openBytes(whole);
    for (let length = 5; length < contentsEnd; length++)
      expect((await damageOf(whole.slice(0, length))).kind, `at ${length}`).toBe('truncated');
  });
});

describe('an impossible value', () => {
  it('of a length, far beyond the file, is told with its place', async () => {
    const at = Buffer.from(whole).indexOf('CREATE TABLE') - 5;
    const { kind, message } = await damageOf(patched(whole, at, [0, 0xff, 0xff, 0xff, 0x7f]));
    expect(kind).toBe('impossible-value');
    expect(message).toBe(
      `Entry 3 of 7 of the table of contents holds an impossible value (2147483647) at byte ${at}: the file is damaged.`,
    );
  });

  it('of a length, a little beyond the file, is taken for a cut', async () => {
    const at = Buffer.from(whole).indexOf('CREATE TABLE') - 5;
    expect((await damageOf(patched(whole, at, [0, 0, 0x10, 0, 0]))).kind).toBe('truncated');
  });

  it('of a negative length is told', async () => {
    const at = Buffer.from(whole).indexOf('CREATE TABLE') - 5;
    expect((await damageOf(patched(whole, at, [1, 2, 0, 0, 0]))).kind).toBe('impossible-value');
  });

  it.each([
    { what: 'a tag that is null', marker: 'ENCODING', before: 5, value: [1, 1, 0, 0, 0] },
    { what: 'a section that is none', marker: 'CREATE TABLE', before: 10, value: [0, 9, 0, 0, 0] },
  ])('of $what is told', async ({ marker, before, value }) => {
    const at = Buffer.from(whole).indexOf(marker) - before;
    expect((await damageOf(patched(whole, at, value))).kind).toBe('impossible-value');
  });

  it.each([
    { count: [0, 0, 0, 0, 0x80], kind: 'impossible-value' },
    { count: [1, 1, 0, 0, 0], kind: 'impossible-value' },
    { count: [0, 0xff, 0xff, 0, 0], kind: 'truncated' },
    { count: [0, 8, 0, 0, 0], kind: 'impossible-value' },
  ])('of the number of entries ($count) is told', async ({ count, kind }) => {
    expect((await damageOf(patched(whole, countPosition(whole), count))).kind).toBe(kind);
  });

  it.each([
    { what: 'an integer size of 0', at: 8, value: 0 },
    { what: 'an integer size of 200', at: 8, value: 200 },
    { what: 'an offset size of 99', at: 9, value: 99 },
    { what: 'a format of 7', at: 10, value: 7 },
  ])('of $what in the header is told', async ({ at, value }) => {
    const { kind, message } = await damageOf(patched(whole, at, [value]));
    expect(kind).toBe('impossible-value');
    expect(message).toContain(`at byte ${at}`);
  });
});

describe('an archive version', () => {
  it('that is newer is told, with what the header says', async () => {
    const newer = writeArchive(sampleArchive(16));
    const { kind, message, read } = await damageOf(patched(newer, 6, [17]));
    expect(kind).toBe('too-new');
    expect(message).toContain('version 1.17-0; the newest that can be read here is 1.16');
    const header = read.ok ? undefined : read.header;
    expect(header).toMatchObject({ databaseName: 'base é', archiveVersion: { major: 1, minor: 17 } });
  });

  it('that is newer and laid out differently has no header facts', async () => {
    const { kind, read } = await damageOf(patched(whole, 6, [40]));
    expect(kind).toBe('too-new');
    expect(read.ok ? undefined : read.header).toBeUndefined();
  });

  it.each([
    [[0, 9], 'too-old'],
    [[1, 9], 'too-old'],
    [[2, 0], 'too-new'],
  ] as const)('%j is %s', async (version, kind) => {
    expect((await damageOf(patched(whole, 5, [...version]))).kind).toBe(kind);
  });
});

describe('something that is no archive', () => {
  it.each(['15/custom-gzip.backup', '15/custom-plain.backup', '15/directory-gzip', '17/custom-zstd.backup'])(
    'because LF became CR LF: %s',
    async (name) => {
      const { kind, message } = await damageOf(mangleLineEndings(contentsOf(name)));
      expect(kind).toBe('line-endings');
      expect(message).toContain('each LF became CR LF');
    },
  );

  it('is described', async () => {
    const { kind, message } = await damageOf(fixtureBytes('15/directory-gzip/3484.dat.gz'));
    expect([kind, message]).toEqual([
      'not-an-archive',
      'This file is compressed with gzip. Unpack it first.',
    ]);
  });

  it('inside a tar is told', async () => {
    const tar = fixtureBytes('15/tar.tar');
    expect((await damageOf(patched(tar, 512, [0x78]))).kind).toBe('not-an-archive');
  });

  it('because the file shrank while it was read is told', async () => {
    const announced = patched(whole, Buffer.from(whole).indexOf('CREATE TABLE') - 5, [0, 0, 0, 0x80, 0]);
    const read = await readTableOfContents({
      size: whole.length + 100_000_000,
      read: (offset, length) => memorySource(announced).read(offset, length),
    });
    expect(read.ok ? undefined : read.damage.kind).toBe('truncated');
  });
});

describe('a randomly damaged archive', () => {
  const cases = [
    '15/custom-gzip.backup',
    '17/custom-plain.backup',
    '15/custom-piped.backup',
    '15/tar.tar',
    '15/directory-gzip',
    'written/1.11.backup',
  ];
  it.each(cases)('is read or told to be damaged, never more: %s', async (name) => {
    const random = randomNumbers(name.length);
    const original = contentsOf(name);
    const isFolder = name.includes('directory');
    const files = isFolder ? fixtureFiles(name) : new Map<string, Uint8Array>();
    let damaged = 0;
    for (let round = 0; round < 350; round++) {
      const bytes = original.slice();
      // Most of what can go wrong is near the beginning.
      const reach = round % 3 === 0 ? bytes.length : Math.min(bytes.length, 4000);
      const flips = 1 + random(round % 5 === 0 ? 20 : 2);
      for (let flip = 0; flip < flips; flip++) bytes[random(reach)] = random(256);
      const source = memorySource(round % 7 === 0 ? bytes.slice(0, random(bytes.length)) : bytes);
      const read = await readTableOfContents(source);
      if (!read.ok) {
        expect(inEnglish(read.damage.message)).not.toMatch(/\{\w+\}/);
        damaged++;
        continue;
      }
      lookAtEverything(read);
      const where = isFolder ? memoryFolder(files) : source;
      const found = await findStructuralDamage(read.archive, where);
      if (found.damage.length > 0) damaged++;
    }
    expect(damaged).toBeGreaterThan(50);
  });
});

function lookAtEverything({ archive }: ReadArchive & { ok: true }): void {
  databaseFacts(archive);
  databasePropertyStatements(archive, 'target');
  for (const entry of archive.entries) {
    for (const value of Object.values(
      Object.getOwnPropertyDescriptors(Object.getPrototypeOf(entry) as object),
    ))
      value.get?.call(entry);
    expect(entry.dependencies.every(Number.isInteger)).toBe(true);
    expect(entry.dumpId).toBeGreaterThan(0);
  }
}
