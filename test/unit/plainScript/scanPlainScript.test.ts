import { describe, expect, it } from 'vitest';
import { scanPlainScript, type PlainScriptSummary } from '../../../src/core/plainScript/scanPlainScript';
import { chunksOf, fixture } from './script';

const scan = (script: string | Uint8Array, size?: number): Promise<PlainScriptSummary> =>
  scanPlainScript(chunksOf(script, size));
const TRAILER = '-- PostgreSQL database dump complete\n';

describe('what a script holds', () => {
  it('of a dump with -C', async () => {
    const summary = await scan(fixture('create.sql'));
    expect(summary).toMatchObject({
      isComplete: true,
      isClusterDump: false,
      serverVersion: '15.18 (Debian 15.18-0+deb12u1)',
      pgDumpVersion: '15.18 (Debian 15.18-0+deb12u1)',
      clientEncoding: 'UTF8',
      extensions: ['pg_trgm'],
      problems: [],
      problemsWithoutRestrict: [],
    });
    expect(summary.copies).toEqual([
      { schema: 'public', name: 'by', rows: 1 },
      { schema: 'public', name: 'empty', rows: 0 },
      { schema: 'public', name: 'one_text', rows: 5 },
      { schema: 'Ün schéma', name: 'ta"ble\n\\! touch pwned', rows: 4 },
    ]);
    expect(summary.database).toEqual({
      name: 'nasty "é" db\'s',
      owner: 'postgres',
      encoding: 'UTF8',
      localeProvider: 'libc',
      locale: undefined,
      lcCollate: 'C',
      lcCtype: 'C.UTF-8',
      icuLocale: undefined,
      icuRules: undefined,
      builtinLocale: undefined,
      tablespace: undefined,
    });
    expect(await scan(fixture('create.sql'), 5)).toEqual(summary);
  });

  it('decodes names by the client encoding', async () => {
    const summary = await scan(fixture('column-inserts-latin1.sql'));
    expect(summary.clientEncoding).toBe('LATIN1');
    expect(summary.database?.name).toBe('nasty "é" db\'s');
    expect(summary.copies).toEqual([]);
    expect(summary.problemsWithoutRestrict.map(({ line }) => line)).toEqual([296, 308]);
  });

  it('reads every fact of CREATE DATABASE', async () => {
    const { database } = await scan(
      `CREATE DATABASE "A b" WITH TEMPLATE = template0 OWNER = o ENCODING = 'LATIN1' LOCALE_PROVIDER = icu
       LOCALE = 'fr_FR' ICU_LOCALE = 'fr' ICU_RULES = '&a' BUILTIN_LOCALE = 'C' TABLESPACE = "t s";
       ALTER DATABASE "A b" OWNER TO "r""x";`,
    );
    expect(database).toEqual({
      name: 'A b',
      owner: 'r"x',
      encoding: 'LATIN1',
      localeProvider: 'icu',
      locale: 'fr_FR',
      lcCollate: undefined,
      lcCtype: undefined,
      icuLocale: 'fr',
      icuRules: '&a',
      builtinLocale: 'C',
      tablespace: 't s',
    });
  });

  it('counts what creates or fills something', async () => {
    expect((await scan(fixture('empty.sql'))).contentStatements).toBe(0);
    expect((await scan(fixture('data.sql'))).contentStatements).toBe(21);
    expect(
      (
        await scan(`SET a = 1; SELECT pg_catalog.set_config('search_path', '', false); CREATE SCHEMA public;
          CREATE EXTENSION IF NOT EXISTS plpgsql; CREATE OR REPLACE PROCEDURAL LANGUAGE plpgsql;
          COMMENT ON SCHEMA public IS 'x'; GRANT ALL ON SCHEMA public TO PUBLIC; ;`)
      ).contentStatements,
    ).toBe(0);
    expect((await scan("SELECT pg_catalog.setval('s', 1);INSERT INTO t VALUES (1);")).contentStatements).toBe(
      2,
    );
  });

  it('knows a script of pg_dumpall', async () => {
    expect((await scan(fixture('cluster.sql'))).isClusterDump).toBe(true);
    expect((await scan("SELECT '\n-- PostgreSQL database cluster dump\n';")).isClusterDump).toBe(false);
  });
});

describe('the trailer', () => {
  it.each([
    [TRAILER, true],
    [`SELECT 1;\r\n--\r\n${TRAILER.trim()}\r\n--\r\n\r\n\\unrestrict abc\r\n`, true],
    [TRAILER.trim(), true],
    [`${TRAILER}-- another comment\n/* x */`, true],
    [`${TRAILER}SELECT 1;`, false],
    [`${TRAILER}\\restrict abc`, false],
    [`${TRAILER}COPY t FROM stdin;\n\\.\n`, false],
    [`COPY t FROM stdin;\n${TRAILER}`, false],
    [`COPY t FROM stdin;\n${TRAILER}\\.\n`, false],
    [`SELECT '\n${TRAILER}';`, false],
    [`/*\n${TRAILER}*/`, false],
    [`SELECT $$\n${TRAILER}`, false],
    [`SELECT 1\n${TRAILER}`, false],
    ['-- PostgreSQL database dump completed\n', false],
  ])('%j: %s', async (script, isComplete) => {
    expect((await scan(script)).isComplete).toBe(isComplete);
  });

  it('is missing in a dump that was cut anywhere', async () => {
    const whole = fixture('create.sql');
    for (let length = 0; length < whole.length - 200; length += 97) {
      expect((await scan(whole.subarray(0, length))).isComplete).toBe(false);
    }
  });
});

describe('problems', () => {
  it('are told with their lines, and only the first 20', async () => {
    const script = 'SELECT 1; \\! touch x\n\\connect y\nALTER DATABASE z RESET ALL;\nSELECT :USER;\n';
    const { problems } = await scan(script);
    expect(problems.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    expect(problems[0]?.what.values).toEqual({ line: 1, name: '\\!' });
    expect((await scan('\\! x\n'.repeat(50))).problems).toHaveLength(20);
  });

  it('are COPY data without an end and a statement without an end', async () => {
    expect((await scan('\n\nCOPY t FROM stdin;\n1\n')).problems.map(({ line }) => line)).toEqual([3]);
    expect((await scan('\nSELECT 1')).problems.map(({ line }) => line)).toEqual([2]);
  });
});
