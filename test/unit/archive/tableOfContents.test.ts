import { describe, expect, it } from 'vitest';
import { readTableOfContents } from '../../../src/core/archive/tableOfContents';
import { writeArchive } from './archiveWriter';
import { contentsOf, fixtureBytes, memorySource } from './byteSources';
import { isHidden, listed, listingOf } from './listing';
import { openBytes, openFixture } from './opened';
import { sampleArchive, sessionEntries } from './sampleArchive';

const archives = [
  '15/custom-gzip.backup',
  '15/custom-plain.backup',
  '15/custom-piped.backup',
  '15/schema-only.backup',
  '15/inserts.backup',
  '15/empty-database.backup',
  '15/directory-gzip',
  '15/directory-plain',
  '15/tar.tar',
  '17/custom-gzip.backup',
  '17/custom-plain.backup',
  '17/custom-zstd.backup',
  '17/custom-lz4.backup',
  '17/directory-zstd',
  '17/directory-lz4',
  '17/tar.tar',
  '17/icu.backup',
  ...[10, 11, 12, 13, 14, 15, 16].map((minor) => `written/1.${minor}.backup`),
];

describe.each(archives)('%s', (name) => {
  const listing = listingOf(name);

  it('holds the entries pg_restore lists, in its order', async () => {
    const { entries } = await openFixture(name);
    expect(entries.length).toBe(Number(listing.facts.get('TOC Entries')));
    expect(entries.filter((entry) => !isHidden(entry)).map(listed)).toEqual(listing.entries);
  });

  it('says about itself what pg_restore says', async () => {
    const { archiveVersion, ...header } = await openFixture(name);
    const { major, minor, revision } = archiveVersion;
    expect({
      dbname: header.databaseName,
      'Dump Version': `${major}.${minor}-${revision}`,
      Integer: `${header.integerSize} bytes`,
      Offset: `${header.offsetSize} bytes`,
      'Dumped from database version': header.serverVersion,
      'Dumped by pg_dump version': header.pgDumpVersion,
      Format: header.format.toUpperCase(),
      created: header.createdAt.local.replace('T', ' '),
    }).toMatchObject({
      dbname: listing.facts.get('dbname'),
      'Dump Version': listing.facts.get('Dump Version'),
      Integer: listing.facts.get('Integer'),
      Offset: listing.facts.get('Offset'),
      'Dumped from database version': listing.facts.get('Dumped from database version'),
      'Dumped by pg_dump version': listing.facts.get('Dumped by pg_dump version'),
      Format: listing.facts.get('Format'),
      created: listing.createdAt,
    });
    const told = listing.facts.get('Compression');
    const algorithm = told === '-1' ? 'gzip' : told === '0' ? 'none' : told;
    expect(header.compression.algorithm).toBe(algorithm);
  });
});

describe('an entry of a real archive', () => {
  it('has the SQL that the plain script of the same database has', async () => {
    const script = Buffer.from(fixtureBytes('15/plain.sql')).toString();
    const { entries } = await openFixture('15/custom-gzip.backup');
    const shown = entries.filter((entry) => !isHidden(entry));
    for (const entry of shown) expect(script).toContain(entry.definition);
    const copies = shown.filter((entry) => entry.copyStatement !== undefined);
    expect(copies.length).toBe(5);
    for (const entry of copies) expect(script).toContain(entry.copyStatement);
    expect(shown.find((entry) => entry.type === 'TABLE ATTACH')?.section).toBe('pre-data');
  });

  it('has everything else that is stored with it', async () => {
    const { entries } = await openFixture('17/custom-plain.backup');
    const table = entries.find((entry) => entry.type === 'TABLE' && entry.tag === 'releves');
    const data = entries.find((entry) => entry.type === 'TABLE DATA' && entry.tag === 'releves');
    expect(table).toMatchObject({
      section: 'pre-data',
      schema: 'metier',
      tablespace: '',
      tableAccessMethod: 'heap',
      relkind: 'r',
      withOids: false,
      hadDumper: false,
      dataState: 'no-data',
      dataOffset: undefined,
      copyStatement: undefined,
      fileName: undefined,
    });
    expect(table?.dropStatement).toBe('DROP TABLE metier.releves;\n');
    expect(data).toMatchObject({ section: 'data', hadDumper: true, dataState: 'position' });
    expect(data?.dependencies).toEqual([table?.dumpId]);
    expect(data?.definition).toBe('');
  });

  it('names its file in a directory, and has no offset', async () => {
    const { entries } = await openFixture('15/directory-gzip');
    const data = entries.find((entry) => entry.type === 'TABLE DATA');
    expect(data).toMatchObject({ fileName: `${data?.dumpId ?? 0}.dat`, dataState: undefined });
    expect(entries.find((entry) => entry.type === 'TABLE')?.fileName).toBeUndefined();
  });

  it('has no COPY in an archive of INSERT commands', async () => {
    const { entries } = await openFixture('15/inserts.backup');
    const data = entries.filter((entry) => entry.type === 'TABLE DATA');
    expect(data.map((entry) => entry.copyStatement)).toEqual(Array(5).fill(undefined));
  });

  it('does not say where its data is when it went into a pipe', async () => {
    const { entries } = await openFixture('15/custom-piped.backup');
    const data = entries.filter((entry) => entry.hadDumper);
    expect(new Set(data.map((entry) => entry.dataState))).toEqual(new Set(['not-set']));
    expect(data[0]?.dataOffset).toBeUndefined();
  });
});

describe('an archive', () => {
  it('tells the session it is restored in', async () => {
    const facts = { encoding: 'UTF8', standardConformingStrings: true, searchPath: '' };
    expect(await openFixture('15/custom-gzip.backup')).toMatchObject(facts);
  });

  it('is decoded in its own encoding', async () => {
    const archive = await openFixture('15/latin1.backup');
    const { entries } = listingOf('15/latin1.backup', 'latin1');
    expect(archive.encoding).toBe('LATIN1');
    expect(archive.entries.filter((entry) => !isHidden(entry)).map(listed)).toEqual(entries);
    expect(archive.entries.find((entry) => entry.type === 'DATABASE')?.tag).toBe('Relevés "été" 1');
  });

  it.each([10, 11, 12, 13, 14, 15, 16])('of version 1.%i is written here as pg_restore read it', (minor) => {
    const written = writeArchive(sampleArchive(minor));
    expect(Buffer.from(written).equals(fixtureBytes(`written/1.${minor}.backup`))).toBe(true);
  });

  it('from before 1.11 has the sections pg_restore gives its entries', async () => {
    const old = await openFixture('written/1.10.backup');
    const recent = await openFixture('written/1.16.backup');
    const sections = old.entries.map((entry) => [entry.tag, entry.type, entry.section]);
    const expected = recent.entries.filter((entry) => entry.type !== 'BLOB');
    expect(sections).toEqual(expected.map((entry) => [entry.tag, entry.type, entry.section]));
  });

  it.each([
    { integerSize: 4, offsetSize: 4 },
    { integerSize: 8, offsetSize: 8 },
    { integerSize: 2, offsetSize: 3 },
  ])('is read with integers of $integerSize and offsets of $offsetSize bytes', async (sizes) => {
    const expected = await openFixture('written/1.14.backup');
    const archive = await openBytes(writeArchive({ ...sampleArchive(14), ...sizes }));
    expect(archive.entries.map(listed)).toEqual(expected.entries.map(listed));
    expect(archive.entries.map((entry) => entry.dataState)).toEqual(
      expected.entries.map((entry) => entry.dataState),
    );
    expect(archive.entries.find((entry) => entry.dataOffset)?.dataOffset).toBe(archive.contentsEnd);
  });

  it('may tell its encoding in any place, or not at all', async () => {
    const { entries } = sampleArchive(14);
    const last = await openBytes(writeArchive({ minor: 14, entries: [...entries].reverse() }));
    expect(last.encoding).toBe('UTF8');
    const none = await openBytes(writeArchive({ minor: 14, entries: entries.slice(2) }));
    expect(none.encoding).toBeUndefined();
    expect(none.entries[0]?.owner).toBe('élève');
  });

  it('is read without its data', async () => {
    const rows = 'x'.repeat(60_000);
    const many = Array.from({ length: 40 }, (_, index) => ({
      dumpId: index + 1,
      tag: `table ${index}`,
      type: 'TABLE DATA',
      section: 3,
      data: rows,
    }));
    const bytes = writeArchive({ minor: 14, entries: [...sessionEntries, ...many] });
    const source = memorySource(bytes);
    const read = await readTableOfContents(source);
    expect(read.ok && read.archive.entries.length).toBe(42);
    expect(bytes.length).toBeGreaterThan(2_000_000);
    expect(source.bytesRead).toBeLessThan(200_000);
  });

  it('is read in windows that cut entries and strings anywhere', async () => {
    const definition = 'SELECT 1; -- é\n'.repeat(9_000);
    const entries = Array.from({ length: 30 }, (_, index) => ({
      dumpId: index + 1,
      tag: `vue ${index}`,
      type: 'VIEW',
      definition: definition.slice(0, definition.length - index * 777),
      dependencies: Array.from({ length: index * 100 }, (_none, number) => number + 1),
    }));
    const archive = await openBytes(writeArchive({ minor: 14, entries: [...sessionEntries, ...entries] }));
    const views = archive.entries.filter((entry) => entry.type === 'VIEW');
    expect(views.map((view) => view.definition)).toEqual(entries.map((view) => view.definition));
    expect(views.map((view) => view.dependencies)).toEqual(entries.map((view) => view.dependencies));
  });

  it('of a tar is read inside the tar only', async () => {
    const archive = await openFixture('15/tar.tar');
    expect(archive.format).toBe('tar');
    expect(archive.contentsEnd).toBeLessThan(contentsOf('15/tar.tar').length - 512);
  });
});
