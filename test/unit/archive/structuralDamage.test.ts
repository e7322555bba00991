import { describe, expect, it } from 'vitest';
import { findStructuralDamage } from '../../../src/core/archive/structuralDamage';
import type { StructuralFindings } from '../../../src/core/archive/structuralFindings';
import { readTableOfContents } from '../../../src/core/archive/tableOfContents';
import { inEnglish } from '../../../src/core/text';
import { writeArchive, type WrittenArchive } from './archiveWriter';
import { fixtureBytes, fixtureFiles, memoryFolder, memorySource } from './byteSources';
import { openBytes, openFixture } from './opened';
import { sampleArchive } from './sampleArchive';

async function findingsOf(bytes: Uint8Array, readLimit?: number): Promise<StructuralFindings> {
  return findStructuralDamage(await openBytes(bytes), memorySource(bytes), readLimit);
}

async function folderFindings(files: ReadonlyMap<string, Uint8Array>): Promise<StructuralFindings> {
  const archive = await openBytes(files.get('toc.dat') ?? new Uint8Array(0));
  return findStructuralDamage(archive, memoryFolder(files));
}

const told = ({ damage }: StructuralFindings): [string, string][] =>
  damage.map(({ kind, message }) => [kind, inEnglish(message)]);

const files = [
  '15/custom-gzip.backup',
  '15/custom-plain.backup',
  '15/schema-only.backup',
  '15/inserts.backup',
  '15/empty-database.backup',
  '15/tar.tar',
  '17/custom-gzip.backup',
  '17/custom-plain.backup',
  '17/custom-zstd.backup',
  '17/custom-lz4.backup',
  '17/tar.tar',
  'written/1.11.backup',
  'written/1.16.backup',
];
const folders = ['15/directory-gzip', '15/directory-plain', '17/directory-zstd', '17/directory-lz4'];

describe('a whole archive', () => {
  const nothing = { damage: [], offsetsMissing: false, partlyWalked: false, foreignFiles: [] };

  it.each(files)('has no damage: %s', async (name) => {
    expect(await findingsOf(fixtureBytes(name))).toEqual(nothing);
  });

  it.each(folders)('has no damage: %s', async (name) => {
    expect(await folderFindings(fixtureFiles(name))).toEqual(nothing);
  });

  it('that was written to a pipe is told to lack offsets', async () => {
    const found = await findingsOf(fixtureBytes('15/custom-piped.backup'));
    expect(found).toEqual({ ...nothing, offsetsMissing: true });
    const written = await findingsOf(writeArchive({ ...sampleArchive(12), piped: true }));
    expect(written).toEqual({ ...nothing, offsetsMissing: true });
  });
});

describe('a cut archive', () => {
  it.each(files.filter((name) => !name.includes('schema-only') && !name.includes('empty')))(
    'is told at 99, 90 and 60 percent: %s',
    async (name) => {
      const bytes = fixtureBytes(name);
      for (const percent of [99, 90, 60]) {
        const cut = bytes.slice(0, Math.floor((bytes.length * percent) / 100));
        const read = await readTableOfContents(memorySource(cut));
        const kinds = read.ok
          ? (await findStructuralDamage(read.archive, memorySource(cut))).damage.map(({ kind }) => kind)
          : [read.damage.kind];
        expect(kinds, `${percent} %`).toContain('truncated');
      }
    },
  );

  it('is told at every single length behind its table of contents', async () => {
    for (const piped of [false, true]) {
      const bytes = writeArchive({ ...sampleArchive(14), piped });
      const { contentsEnd } = await openBytes(bytes);
      for (let length = contentsEnd; length < bytes.length; length++)
        expect((await findingsOf(bytes.slice(0, length))).damage, `${length}`).not.toEqual([]);
    }
  });

  it('says which data is gone', async () => {
    const bytes = fixtureBytes('15/custom-gzip.backup');
    expect(told(await findingsOf(bytes.slice(0, 20_000)))).toEqual([
      [
        'truncated',
        expect.stringMatching(
          /^The file ends at byte 20000: the data of 4 entries is not in it, the first being TABLE DATA metier\.vide at byte \d+\./,
        ),
      ],
    ]);
  });

  it('that went into a pipe says what is missing when it ends between two blocks', async () => {
    const archive: WrittenArchive = { ...sampleArchive(14), piped: true };
    const shorter = { ...archive, entries: archive.entries.filter((entry) => entry.type !== 'BLOBS') };
    const blobs = writeArchive(archive).length - (await openBytes(writeArchive(archive))).contentsEnd;
    const rows = writeArchive(shorter).length - (await openBytes(writeArchive(shorter))).contentsEnd;
    const cut = writeArchive(archive).slice(0, rows - blobs);
    expect(told(await findingsOf(cut))).toEqual([
      ['missing-data', 'The data of BLOBS BLOBS is not in the file: it is cut short.'],
    ]);
  });

  it('is told without reading it all', async () => {
    const rows = 'x'.repeat(1_000_000);
    const entry = { tag: 'big', type: 'TABLE DATA', section: 3, data: rows };
    const bytes = writeArchive({ minor: 14, entries: [1, 2, 3].map((dumpId) => ({ ...entry, dumpId })) });
    const source = memorySource(bytes.slice(0, Math.floor(bytes.length * 0.99)));
    const archive = await openBytes(bytes);
    const { damage } = await findStructuralDamage(archive, source);
    expect(damage.map(({ kind }) => kind)).toEqual(['truncated']);
    expect(source.bytesRead).toBeLessThan(100_000);
  });

  it('is told by its last bytes when walking would read too much', async () => {
    const bytes = fixtureBytes('15/custom-plain.backup');
    expect(await findingsOf(bytes, -1)).toMatchObject({ partlyWalked: true, damage: [] });
    const cut = await findingsOf(bytes.slice(0, -3), -1);
    expect(cut.partlyWalked).toBe(true);
    expect(told(cut)).toEqual([['truncated', expect.stringContaining('without the mark that ends')]]);
  });
});

describe('a custom archive', () => {
  it('is told to be followed by something', async () => {
    const bytes = fixtureBytes('15/custom-gzip.backup');
    const longer = Uint8Array.from([...bytes, 1, 2, 3]);
    expect(told(await findingsOf(longer))).toEqual([
      ['trailing-bytes', `The archive ends at byte ${bytes.length}, but 3 more bytes follow.`],
    ]);
    const schema = Uint8Array.from([...fixtureBytes('15/schema-only.backup'), 0]);
    expect(told(await findingsOf(schema))[0]?.[0]).toBe('trailing-bytes');
  });

  it('is told to lack bytes in the middle', async () => {
    const bytes = fixtureBytes('15/custom-gzip.backup');
    const shifted = Uint8Array.from([...bytes.slice(0, 15_000), ...bytes.slice(15_100)]);
    const found = told(await findingsOf(shifted));
    expect(found[0]?.[0]).toBe('truncated');
    expect(found).toContainEqual([
      'contradiction',
      expect.stringMatching(/^The data of TABLE DATA metier\.vide should begin at byte \d+, but/),
    ]);
  });

  it('is told to have a block of another entry', async () => {
    const bytes = writeArchive(sampleArchive(14));
    const { contentsEnd } = await openBytes(bytes);
    bytes[contentsEnd + 2] = 99;
    expect(told(await findingsOf(bytes))).toEqual([
      ['contradiction', expect.stringContaining('The data of TABLE DATA public.notes should begin')],
    ]);
  });

  it('is told to have a block with a negative length', async () => {
    const bytes = writeArchive({ ...sampleArchive(14), piped: true });
    const { contentsEnd } = await openBytes(bytes);
    bytes[contentsEnd + 6] = 1;
    expect(told(await findingsOf(bytes))).toEqual([
      ['impossible-value', expect.stringContaining(`at byte ${contentsEnd + 6} has an impossible length`)],
    ]);
  });

  it('is told to number two entries alike', async () => {
    const { entries } = sampleArchive(14);
    const bytes = writeArchive({ minor: 14, entries: entries.map((entry) => ({ ...entry, dumpId: 5 })) });
    expect(told(await findingsOf(bytes))[0]).toEqual([
      'contradiction',
      expect.stringContaining('Several entries of the table of contents have the number 5'),
    ]);
  });
});

describe('a directory archive', () => {
  it.each([
    ['15/directory-gzip', '3484.dat.gz', '3484.dat', 'TABLE DATA metier.releves'],
    ['15/directory-gzip', 'blobs.toc', 'blobs.toc', 'BLOBS BLOBS'],
    ['15/directory-plain', 'blob_424243.dat', 'blob_424243.dat', 'BLOBS BLOBS'],
    ['17/directory-zstd', 'blobs_3567.toc', 'blobs_3567.toc', 'BLOBS 424242..424243'],
  ])('%s is told to miss %s', async (name, file, missing, entry) => {
    const content = fixtureFiles(name);
    content.delete(file);
    expect(told(await folderFindings(content))[0]).toEqual([
      'missing-data',
      `The data file “${missing}” of ${entry} is missing.`,
    ]);
  });

  it.each([
    ['15/directory-gzip', '3484.dat.gz', 0],
    ['17/directory-zstd', '3560.dat.zst', 3],
    ['17/directory-lz4', 'blob_424242.dat.lz4', 0],
    ['15/directory-plain', '3484.dat', 0],
    ['15/directory-plain', '3484.dat', 36_000],
    ['15/directory-plain', 'blobs.toc', 30],
  ])('%s is told where %s is cut to %i bytes', async (name, file, length) => {
    const content = fixtureFiles(name);
    content.set(file, (content.get(file) ?? new Uint8Array(0)).slice(0, length));
    const found = told(await folderFindings(content));
    expect(found).toHaveLength(1);
    expect(found[0]?.[1]).toContain(`“${file}”`);
  });

  it('has its foreign files listed', async () => {
    const content = fixtureFiles('15/directory-gzip');
    content.set('notes.txt', new Uint8Array(3));
    content.set('9999.dat.gz', new Uint8Array(3));
    const found = await folderFindings(content);
    expect(found).toMatchObject({ damage: [], foreignFiles: ['notes.txt', '9999.dat.gz'] });
  });

  it('may have its data compressed by another program', async () => {
    const content = fixtureFiles('15/directory-plain');
    content.delete('3484.dat');
    content.set('3484.dat.gz', fixtureBytes('15/directory-gzip/3484.dat.gz'));
    expect((await folderFindings(content)).damage).toEqual([]);
  });

  it('does not leave its folder for a large object', async () => {
    const content = fixtureFiles('15/directory-plain');
    content.set('blobs.toc', new Uint8Array(Buffer.from('1 ../../etc/passwd\n')));
    expect(told(await folderFindings(content))).toEqual([
      ['missing-data', 'The data file “../../etc/passwd” of BLOBS BLOBS is missing.'],
    ]);
  });
});

describe('a tar archive', () => {
  it('is told where a header is damaged', async () => {
    const bytes = fixtureBytes('15/tar.tar');
    const at = Buffer.from(bytes).indexOf(`3484.dat${'\0'.repeat(20)}`);
    bytes[at] = 0x39;
    expect(told(await findingsOf(bytes))).toEqual([
      ['impossible-value', `The tar header at byte ${at} is damaged: its checksum or size is wrong.`],
    ]);
  });

  it('is told to end without its empty blocks', async () => {
    const bytes = fixtureBytes('15/tar.tar');
    for (const cut of [1, 512, 1024])
      expect(told(await findingsOf(bytes.slice(0, -cut)))).toEqual([
        ['truncated', expect.stringContaining('without the empty blocks that end it')],
      ]);
  });

  it('is told where it is cut', async () => {
    const bytes = fixtureBytes('17/tar.tar');
    const [first] = told(await findingsOf(bytes.slice(0, 30_000)));
    expect(first).toEqual(['truncated', expect.stringMatching(/ends at byte 30000, inside “3560\.dat”/)]);
  });

  it('may be padded like any tar', async () => {
    const bytes = fixtureBytes('17/tar.tar');
    const padded = new Uint8Array(Math.ceil(bytes.length / 10_240) * 10_240);
    padded.set(bytes);
    expect((await findingsOf(padded)).damage).toEqual([]);
  });

  it('names what is foreign to it', async () => {
    const archive = await openFixture('15/tar.tar');
    const without = { ...archive, entries: archive.entries.filter((entry) => entry.type !== 'BLOBS') };
    const found = await findStructuralDamage(without, memorySource(fixtureBytes('15/tar.tar')));
    expect([...found.foreignFiles].sort()).toEqual(['blob_424242.dat', 'blob_424243.dat', 'blobs.toc']);
  });
});
