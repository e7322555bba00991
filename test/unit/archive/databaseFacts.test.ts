import { describe, expect, it } from 'vitest';
import { databaseFacts, type DatabaseFacts } from '../../../src/core/archive/databaseFacts';
import { writeArchive } from './archiveWriter';
import { openBytes, openFixture } from './opened';
import { sessionEntries } from './sampleArchive';

async function factsOf(definition: string): Promise<DatabaseFacts | undefined> {
  const database = { dumpId: 7, tag: 'x', type: 'DATABASE', definition, owner: 'o' };
  return databaseFacts(await openBytes(writeArchive({ minor: 14, entries: [...sessionEntries, database] })));
}

const unsaid = {
  providerLocale: undefined,
  icuRules: undefined,
  collationVersion: undefined,
  tablespace: undefined,
};

describe('databaseFacts', () => {
  it('come from the hidden entry of a real archive', async () => {
    expect(databaseFacts(await openFixture('15/custom-gzip.backup'))).toEqual({
      ...unsaid,
      name: 'Relevés "été" 1',
      owner: "chef d'équipe",
      encoding: 'UTF8',
      localeProvider: 'libc',
      collate: 'C',
      ctype: 'C.UTF-8',
    });
  });

  it('tell the built-in provider', async () => {
    expect(databaseFacts(await openFixture('17/custom-zstd.backup'))).toMatchObject({
      localeProvider: 'builtin',
      providerLocale: 'C.UTF-8',
      collate: 'C.UTF-8',
      ctype: 'C.UTF-8',
    });
  });

  it('tell ICU, its locale and its rules', async () => {
    expect(databaseFacts(await openFixture('17/icu.backup'))).toEqual({
      ...unsaid,
      name: 'icu',
      owner: 'postgres',
      encoding: 'UTF8',
      localeProvider: 'icu',
      collate: 'C.UTF-8',
      ctype: 'C.UTF-8',
      providerLocale: 'fr-FR',
      icuRules: '&a < g',
    });
  });

  it('are read from each way of writing them', async () => {
    expect(
      await factsOf(
        `CREATE DATABASE vieux WITH TEMPLATE = template0 ENCODING = 'LATIN1' LC_COLLATE = 'fr_FR' LC_CTYPE = 'fr_FR' TABLESPACE = "Gros disque";\n\n\n`,
      ),
    ).toMatchObject({ name: 'vieux', encoding: 'LATIN1', collate: 'fr_FR', tablespace: 'Gros disque' });
    expect(
      await factsOf(
        `CREATE DATABASE "a = b" WITH TEMPLATE = template0 STRATEGY = wal_log ENCODING = 'UTF8' LOCALE_PROVIDER = libc LOCALE = 'Dutch_Belgium''s.1252' COLLATION_VERSION = '2.36';`,
      ),
    ).toMatchObject({ name: 'a = b', ctype: "Dutch_Belgium's.1252", collationVersion: '2.36' });
    expect(await factsOf(String.raw`CREATE DATABASE x WITH ENCODING = E'UTF\\8';`)).toMatchObject({
      encoding: String.raw`UTF\8`,
    });
  });

  it('are not there where no statement makes the database', async () => {
    expect(databaseFacts(await openFixture('written/1.12.backup'))).toBeUndefined();
    expect(await factsOf('DROP DATABASE x;')).toBeUndefined();
    expect(await factsOf('')).toBeUndefined();
  });
});
