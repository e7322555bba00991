import { describe, expect, it } from 'vitest';
import {
  extensionNames,
  holdsManagementTable,
  holdsNothing,
  ownerNames,
} from '../../../src/core/archive/archiveContents';
import { writeArchive, type WrittenEntry } from './archiveWriter';
import { openBytes, openFixture } from './opened';
import { sessionEntries } from './sampleArchive';

async function isEmpty(...entries: Omit<WrittenEntry, 'dumpId'>[]): Promise<boolean> {
  const numbered = entries.map((entry, index) => ({ dumpId: index + 1, ...entry }));
  return holdsNothing(
    await openBytes(writeArchive({ minor: 14, entries: [...sessionEntries, ...numbered] })),
  );
}

describe('holdsNothing', () => {
  it('is true for the dump of a database without objects', async () => {
    expect(holdsNothing(await openFixture('15/empty-database.backup'))).toBe(true);
    expect(holdsNothing(await openFixture('17/icu.backup'))).toBe(true);
    expect(holdsNothing(await openFixture('15/schema-only.backup'))).toBe(false);
  });

  it('counts neither the database nor what every database has', async () => {
    expect(
      await isEmpty(
        { type: 'DATABASE', tag: 'x' },
        { type: 'DATABASE PROPERTIES', tag: 'x' },
        { type: 'COMMENT', tag: 'DATABASE x' },
        { type: 'ACL', tag: 'DATABASE x' },
        { type: 'SCHEMA', tag: 'public' },
        { type: 'COMMENT', tag: 'SCHEMA public' },
        { type: 'ACL', tag: 'SCHEMA public' },
        { type: 'EXTENSION', tag: 'plpgsql' },
        { type: 'COMMENT', tag: 'EXTENSION plpgsql' },
        { type: 'ACL', tag: 'public' },
      ),
    ).toBe(true);
  });

  it.each<Omit<WrittenEntry, 'dumpId'>>([
    { type: 'SCHEMA', tag: 'metier' },
    { type: 'ACL', tag: 'SCHEMA metier' },
    { type: 'TABLE', tag: 'public' },
    { type: 'EXTENSION', tag: 'hstore' },
    { type: 'DEFAULT ACL', tag: 'DEFAULT PRIVILEGES FOR TABLES' },
    { type: 'COMMENT', tag: 'DATABASE x', schema: 'public' },
    { type: 'BLOBS', tag: 'BLOBS' },
  ])('counts $type $tag', async (entry) => {
    expect(await isEmpty(entry)).toBe(false);
  });
});

describe('holdsManagementTable', () => {
  it.each([
    ['15/custom-gzip.backup', true],
    ['15/custom-piped.backup', true],
    ['15/directory-gzip', true],
    ['17/tar.tar', true],
    ['15/schema-only.backup', false],
    ['15/empty-database.backup', false],
  ])('for %s is %s', async (name, expected) => {
    expect(holdsManagementTable(await openFixture(name))).toBe(expected);
  });

  it('asks for that table in that schema', async () => {
    const entry = { dumpId: 1, type: 'TABLE DATA', section: 3, data: 'x' };
    const entries = [
      { ...entry, tag: 'gestion_schema', schema: 'public' },
      { ...entry, tag: 'autre', schema: 'z_asgard_admin' },
    ];
    expect(holdsManagementTable(await openBytes(writeArchive({ minor: 14, entries })))).toBe(false);
  });
});

describe('the names in an archive', () => {
  it('are those of its extensions and owners, each once', async () => {
    const archive = await openFixture('15/custom-gzip.backup');
    expect(extensionNames(archive)).toEqual(['hstore']);
    expect(ownerNames(archive)).toEqual(["chef d'équipe", 'postgres']);
  });
});
