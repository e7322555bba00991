import { describe, expect, it } from 'vitest';
import { createDatabaseStatement, serverHasProvider } from '../../../src/core/restore/createDatabase';
import type { DatabaseShape } from '../../../src/core/server/databaseDescription';

const libc: DatabaseShape = {
  owner: 'marie',
  encoding: 'UTF8',
  provider: 'libc',
  collate: 'fr_FR.UTF-8',
  ctype: 'C',
  locale: null,
  icuRules: null,
  tablespace: 'pg_default',
};
const icu: DatabaseShape = { ...libc, provider: 'icu', locale: 'fr-FR', icuRules: '&a < b' };
const builtin: DatabaseShape = { ...libc, provider: 'builtin', locale: 'C.UTF-8' };

describe('the statement', () => {
  const start = `CREATE DATABASE "d" TEMPLATE template0 OWNER "marie" ENCODING 'UTF8' LC_COLLATE 'fr_FR.UTF-8' LC_CTYPE 'C'`;

  it.each<[string, DatabaseShape, number, string]>([
    ['before providers', libc, 140_000, ''],
    ['libc', libc, 150_000, ' LOCALE_PROVIDER libc'],
    ['ICU of 15', icu, 150_000, " LOCALE_PROVIDER icu ICU_LOCALE 'fr-FR'"],
    ['ICU of 16', icu, 160_000, " LOCALE_PROVIDER icu ICU_LOCALE 'fr-FR' ICU_RULES '&a < b'"],
    ['ICU without a locale', { ...icu, locale: null, icuRules: null }, 160_000, ' LOCALE_PROVIDER icu'],
    ['PostgreSQL itself', builtin, 170_000, " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"],
    ['a tablespace', { ...libc, tablespace: 'Fast "1"' }, 140_000, ' TABLESPACE "Fast ""1"""'],
  ])('%s', (_, shape, version, end) => {
    expect(createDatabaseStatement('d', shape, version)).toBe(start + end);
  });

  it('lets hostile values be only values', () => {
    const hostile = `x'; DROP DATABASE y; --`;
    const shape = {
      ...icu,
      owner: 'o" --',
      encoding: hostile,
      collate: hostile,
      ctype: 'a\\',
      locale: hostile,
    };
    expect(createDatabaseStatement('d"; --', shape, 160_000)).toBe(
      `CREATE DATABASE "d""; --" TEMPLATE template0 OWNER "o"" --" ENCODING 'x''; DROP DATABASE y; --' ` +
        `LC_COLLATE 'x''; DROP DATABASE y; --' LC_CTYPE E'a\\\\' LOCALE_PROVIDER icu ` +
        `ICU_LOCALE 'x''; DROP DATABASE y; --' ICU_RULES '&a < b'`,
    );
  });
});

it.each([
  [libc, 90_600, true],
  [icu, 140_000, false],
  [icu, 150_000, true],
  [builtin, 160_000, false],
  [builtin, 170_000, true],
])('%j on %i: %s', (shape, version, has) => {
  expect(serverHasProvider(shape, version)).toBe(has);
});
