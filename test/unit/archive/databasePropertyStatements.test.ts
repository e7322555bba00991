import { describe, expect, it } from 'vitest';
import { databasePropertyStatements } from '../../../src/core/archive/databasePropertyStatements';
import { writeArchive, type WrittenEntry } from './archiveWriter';
import { openBytes, openFixture } from './opened';
import { sessionEntries } from './sampleArchive';

const target = 'New "one"';
const quoted = '"New ""one"""';

async function statementsOf(definition: string, entry: Partial<WrittenEntry> = {}): Promise<string[][]> {
  const entries: WrittenEntry[] = [
    ...sessionEntries,
    { dumpId: 7, tag: 'old', type: 'DATABASE', definition: 'CREATE DATABASE old;' },
    { dumpId: 8, tag: 'old', type: 'DATABASE PROPERTIES', definition, ...entry },
  ];
  const archive = await openBytes(writeArchive({ minor: 14, entries }));
  return databasePropertyStatements(archive, target).map(({ kind, sql }) => [kind, sql]);
}

describe('databasePropertyStatements', () => {
  it('are those of a real archive, about the target', async () => {
    const archive = await openFixture('15/custom-gzip.backup');
    const found = databasePropertyStatements(archive, target).map(({ kind, sql }) => [kind, sql]);
    expect(found).toEqual([
      ['comment', `COMMENT ON DATABASE ${quoted} IS E'L''été; de \\\\ l''an\nsur deux lignes';`],
      ['privilege', `REVOKE CONNECT , TEMPORARY ON DATABASE ${quoted} FROM public;`],
      ['privilege', `GRANT CONNECT , TEMPORARY ON DATABASE ${quoted} TO lecteur;`],
      ['connection-limit', `ALTER DATABASE ${quoted} CONNECTION LIMIT = 42;`],
      ['setting', `ALTER DATABASE ${quoted} SET search_path TO 'metier' , 'Mon schéma' , 'public';`],
      ['setting', `ALTER DATABASE ${quoted} SET work_mem TO '8MB';`],
      ['setting', `ALTER DATABASE ${quoted} SET "app.chemin" TO E'C:\\\\data\\\\it''s';`],
      ['setting', `ALTER ROLE lecteur IN DATABASE ${quoted} SET statement_timeout TO '5s';`],
    ]);
  });

  it('tell a template', async () => {
    const found = databasePropertyStatements(await openFixture('17/icu.backup'), 'x');
    expect(found).toEqual([{ kind: 'template', sql: 'ALTER DATABASE "x" IS_TEMPLATE = TRUE;' }]);
  });

  it.each([
    ['template', `UPDATE pg_catalog.pg_database SET datistemplate = true WHERE datname = 'old';`],
    ['security-label', `SECURITY LABEL FOR "se linux" ON DATABASE old IS 'secret';`],
    ['connection-limit', 'ALTER DATABASE "old" CONNECTION LIMIT = -1;'],
    ['privilege', 'GRANT ALL ON DATABASE old TO "Chef", PUBLIC WITH GRANT OPTION;'],
    ['privilege', 'REVOKE GRANT OPTION FOR ALL PRIVILEGES ON DATABASE old FROM a CASCADE;'],
    ['setting', 'ALTER DATABASE old SET a = on;'],
  ])('are %s: %s', async (kind, sql) => {
    const [statement, ...others] = await statementsOf(sql);
    expect(others).toEqual([]);
    expect(statement?.[0]).toBe(kind);
    expect(statement?.[1]).toContain(kind === 'template' ? `'New "one"'` : quoted);
    expect(statement?.[1]).not.toMatch(/\bold\b/);
  });

  it.each([
    'ALTER DATABASE other SET work_mem TO 1;',
    'ALTER DATABASE "Old" SET work_mem TO 1;',
    'ALTER DATABASE old OWNER TO mallory;',
    'ALTER DATABASE old RENAME TO other;',
    'ALTER DATABASE old SET TABLESPACE slow;',
    'ALTER ROLE postgres SET work_mem TO 1;',
    'ALTER ROLE postgres SUPERUSER;',
    'GRANT pg_execute_server_program TO mallory;',
    'GRANT ALL ON SCHEMA public TO mallory;',
    'GRANT SELECT ON DATABASE old TO mallory;',
    "COMMENT ON TABLE old IS 'x';",
    `COMMENT ON DATABASE old IS 'x' || pg_read_file('/etc/passwd');`,
    `UPDATE pg_catalog.pg_database SET datfrozenxid = '1' WHERE datname = 'old';`,
    `UPDATE pg_catalog.pg_database SET datistemplate = true WHERE datname = 'postgres';`,
    `UPDATE pg_catalog.pg_database SET datistemplate = true;`,
    'SET SESSION AUTHORIZATION postgres;',
    "COPY x FROM PROGRAM 'id';",
    'DROP DATABASE old;',
    `ALTER DATABASE old SET a TO 'unfinished`,
    'ALTER DATABASE old SET "a\0b" TO 1;',
  ])('leave unrecognised: %s', async (sql) => {
    expect((await statementsOf(sql)).map(([kind]) => kind)).toEqual(['unrecognised']);
  });

  it('do not let a quote of the archive change what follows', async () => {
    const sql = String.raw`COMMENT ON DATABASE old IS 'a\'; DROP DATABASE prod; --';`;
    expect(await statementsOf(sql)).toEqual([
      ['comment', String.raw`COMMENT ON DATABASE "New ""one""" IS E'a\\';`],
      ['unrecognised', 'DROP DATABASE prod'],
    ]);
  });

  it('come from entries about the database only', async () => {
    const definition = `COMMENT ON DATABASE old IS 'x';`;
    const kinds = async (entry: Partial<WrittenEntry>): Promise<(string | undefined)[]> =>
      (await statementsOf(definition, entry)).map(([kind]) => kind);
    expect(await kinds({ type: 'COMMENT', tag: 'DATABASE old' })).toEqual(['comment']);
    expect(await kinds({ type: 'COMMENT', tag: 'old' })).toEqual(['comment']);
    expect(await kinds({ type: 'COMMENT', tag: 'DATABASE old', schema: 'public' })).toEqual([]);
    expect(await kinds({ type: 'FUNCTION', tag: 'DATABASE old' })).toEqual([]);
  });
});
