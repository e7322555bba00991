import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../src/core/text';
import type { FilterOptions } from '../../../src/core/plainScript/filterPlainScript';
import { chunksOf, filtered, fixture } from './script';
import { filterPlainScript } from '../../../src/core/plainScript/filterPlainScript';

const PROLOGUE = 'CREATE DATABASE x;\n\\connect x\n';
const META = { kind: 'refused', code: 'plain-script-meta-command' };
const OTHER = { kind: 'refused', code: 'plain-script-other-database' };

describe('a dump of one database', () => {
  it('passes byte for byte without its own meta-commands', async () => {
    const script = fixture('data.sql').toString('latin1');
    const { bytes, dropped } = await filtered(fixture('data.sql'));
    expect(bytes.toString('latin1')).toBe(script.replace(/^\\(un)?restrict .*/gm, ''));
    expect(dropped).toEqual([]);
  });

  it.each([
    'create.sql',
    'clean-create.sql',
    'clean.sql',
    'column-inserts-latin1.sql',
    'template-clean-create.sql',
  ])('%s: gives the same bytes whatever the chunks, with the lines where they were', async (name) => {
    const script = fixture(name);
    const whole = await filtered(script);
    for (const size of [1, 7, 100]) expect(await filtered(script, {}, size)).toEqual(whole);
    expect(whole.output.split('\n')).toHaveLength(script.toString('utf8').split('\n').length);
    expect(whole.output).not.toMatch(/^\\(connect|encoding|restrict|unrestrict)/m);
    expect(whole.output).not.toMatch(/^(CREATE|DROP) DATABASE/m);
  });

  it('addresses the target by its name wherever the dump names its database', async () => {
    const { output, dropped } = await filtered(fixture('create.sql'), { database: 't"é\'\\' });
    const lines = output.split('\n');
    expect(lines).toContain(`COMMENT ON DATABASE "t""é'\\" IS 'comment of it''s \\! database';`);
    expect(lines).toContain(`ALTER DATABASE "t""é'\\" CONNECTION LIMIT = 50;`);
    expect(lines).toContain(`ALTER ROLE "rôle ""x""" IN DATABASE "t""é'\\" SET work_mem TO '8MB';`);
    expect(lines).toContain(`GRANT CREATE ON DATABASE "t""é'\\" TO "rôle ""x""";`);
    expect(output.replace(/--.*/g, '')).not.toContain("db's");
    expect(dropped.map(({ line }) => line)).toEqual([25, 28]);
  });

  it('writes the name in ASCII where the script is not UTF-8', async () => {
    const { output } = await filtered(fixture('column-inserts-latin1.sql'), { database: 'é\\' });
    expect(output).toContain('GRANT CREATE ON DATABASE U&"\\+0000e9\\\\" TO');
  });

  it.each([
    "UPDATE pg_catalog.pg_database SET datistemplate = false WHERE datname = 'x';",
    "SECURITY LABEL FOR p ON DATABASE x IS 'l';",
    'REVOKE CONNECT,TEMPORARY ON DATABASE x FROM PUBLIC;',
    'ALTER DATABASE "x" RESET ALL;',
  ])('%s', async (statement) => {
    const { output } = await filtered(PROLOGUE + statement, { database: "o'k" });
    const address = statement.startsWith('UPDATE') ? "'o''k'" : `"o'k"`;
    expect(output).toBe(`\n\n${statement.replace(/"x"|'x'|\bx\b/, address)}\n`);
  });

  it('leaves out what drops and makes the database, and what empties it', async () => {
    const { dropped } = await filtered(fixture('template-clean-create.sql'));
    expect(dropped.map(({ statement }) => statement.split(' ', 2).join(' '))).toEqual([
      'UPDATE pg_catalog.pg_database',
      'DROP DATABASE',
      'CREATE DATABASE',
      'ALTER DATABASE',
    ]);
    const clean = await filtered(fixture('clean.sql'));
    expect(clean.output).not.toMatch(/^DROP|DROP CONSTRAINT|lo_unlink|DROP DEFAULT/m);
    expect(clean.output).toContain('CREATE SCHEMA "Ün schéma";');
    expect(clean.dropped).toHaveLength(15);
    const kept = await filtered(fixture('clean.sql'), { targetIsEmpty: false });
    expect(kept.dropped).toEqual([]);
  });

  it('ends with a newline, and starts without a byte-order mark', async () => {
    expect((await filtered('\ufeff-- a')).output).toBe('-- a\n');
    expect((await filtered('')).output).toBe('');
    expect((await filtered('é\n;')).output).toBe('é\n;\n');
  });

  it('takes Windows line ends', async () => {
    const script = fixture('create.sql').toString('utf8').replaceAll('\n', '\r\n');
    const { output } = await filtered(script);
    expect(output).toContain('GRANT CREATE ON DATABASE "target" TO "rôle ""x""";\r\n');
  });
});

describe('refuses', () => {
  it.each([
    'SELECT 1; \\! touch x',
    "SELECT E'\\''; \\! touch '",
    "SELECT 'a\\'; \\! touch x --'",
    "SELECT E'a'\n'b\\'; \\! touch x --'",
    '-- Name: x\n\\! touch x',
    '-- Name: x\r\\! touch x',
    '/* */ \\! touch x',
    'COPY t FROM stdin;\n\\.\n\\! touch x',
    'COPY t FROM stdin;\r\n1\r\n\\.\r\n\\! touch x\r\n',
    '\\copy t from program x',
    'SELECT 1 \\gexec',
    'SELECT 1 \\g |touch',
    'SELECT 1 \\; SELECT 2;',
    '\\set x 1',
    'SELECT 1 \\restrict abc\n;',
    'SELECT 1 \\unrestrict abc\n;',
    '\\encoding SQL_ASCII',
    '\\restrict',
    '\\restrict `touch x`',
    '\\unrestrict `touch x`',
    '\\unrestrict "`touch x`"',
    '\\unrestrict abc \\! touch x',
    '\\unrestrict abc\r\\! touch x',
    '\\restrictabc',
    '\\connect x',
    `${PROLOGUE}\\connect y`,
    `${PROLOGUE}CREATE TABLE t ();\n\\connect x`,
    'CREATE DATABASE x;\n\\connect "host=evil dbname=x"',
    'CREATE DATABASE x;\n\\connect x evil',
    'CREATE DATABASE x;\n\\connect `touch`',
    'CREATE DATABASE x;\n\\connect "`touch`"',
    'CREATE DATABASE x;\n\\connect :DBNAME',
    `CREATE DATABASE x;\n\\connect -reuse-previous=on "dbname='x' host=evil"`,
    `CREATE DATABASE x;\n\\connect -reuse-previous=on "dbname='y'"`,
    `CREATE DATABASE x;\n\\connect -reuse-previous=on "dbname='x'" evil`,
  ])('%j', async (script) => {
    await expect(filtered(script)).rejects.toThrow(expect.objectContaining(META));
  });

  it('a script of pg_dumpall', async () => {
    await expect(filtered(fixture('cluster.sql'))).rejects.toThrow(expect.objectContaining(META));
  });

  it.each([
    'CREATE DATABASE y;',
    'DROP DATABASE x;',
    'DROP DATABASE IF EXISTS y;',
    'ALTER DATABASE y OWNER TO a;',
    'ALTER DATABASE y SET search_path TO a;',
    'ALTER DATABASE U&"x" SET search_path TO a;',
    'alter /* x */ database "X" reset all;',
    'COMMENT ON DATABASE y IS $$x$$;',
    'GRANT ALL ON DATABASE x, y TO a;',
    `GRANT ${'CONNECT, '.repeat(200)}TEMP ON DATABASE y TO a;`,
    "UPDATE pg_database SET datallowconn = false WHERE datname = 'y';",
    "UPDATE pg_database SET datallowconn = false WHERE datname = 'x' OR true;",
    'DELETE FROM pg_catalog.pg_database;',
    'ALTER ROLE ALL IN DATABASE y SET work_mem = 1;',
    'REINDEX (VERBOSE) DATABASE y;',
  ])('%s', async (statement) => {
    await expect(filtered(PROLOGUE + statement)).rejects.toThrow(expect.objectContaining(OTHER));
  });

  it('a change of any database without a prologue that names it', async () => {
    await expect(filtered('ALTER DATABASE x SET a = 1;')).rejects.toThrow(expect.objectContaining(OTHER));
    await expect(filtered('CREATE TABLE t ();CREATE DATABASE x;')).rejects.toThrow(
      expect.objectContaining(OTHER),
    );
    await expect(filtered('DROP DATABASE y; CREATE DATABASE x;')).rejects.toThrow(
      expect.objectContaining(OTHER),
    );
  });

  it.each(['SJIS', 'BIG5', 'GBK', 'UHC', 'gb-18030', 'JOHAB', 'SHIFT_JIS_2004', 'win932'])(
    'the client encoding %s',
    async (encoding) => {
      const refusal = { code: 'plain-script-unsafe-encoding' };
      for (const script of [
        `SET client_encoding = '${encoding}';`,
        `set session CLIENT_ENCODING to '${encoding}';`,
        `SET NAMES '${encoding}';`,
        `SELECT pg_catalog.set_config('client_encoding', '${encoding}', false);`,
      ]) {
        await expect(filtered(script)).rejects.toThrow(expect.objectContaining(refusal));
      }
    },
  );

  it.each([
    'SELECT 1',
    "SELECT 'a;\n",
    'COPY t FROM stdin;\n1\n',
    'COPY t FROM stdin;',
    '/* ',
    'CREATE FUNCTION f() BEGIN ATOMIC SELECT 1;',
  ])('%j, which ends too early', async (script) => {
    await expect(filtered(script)).rejects.toThrow(
      expect.objectContaining({ code: 'plain-script-incomplete' }),
    );
  });

  it('binary COPY, whose rows have no end mark', async () => {
    const refusal: unknown = expect.objectContaining({ code: 'plain-script-binary-copy' });
    await expect(filtered('COPY BINARY t FROM stdin;\n\\.\n')).rejects.toThrow(refusal);
    await expect(filtered("COPY t FROM stdin (FORMAT 'Binary');\n\\.\n")).rejects.toThrow(refusal);
    await expect(filtered('COPY t ("binary") FROM stdin;\n\\.\n')).resolves.toBeDefined();
  });

  it('what psql could read otherwise: some of it only where psql has no restricted mode', async () => {
    const refusal: unknown = expect.objectContaining({ code: 'plain-script-ambiguous' });
    const old = { psqlKnowsRestrict: false };
    await expect(filtered("INSERT INTO t VALUES ('a\\');", old)).rejects.toThrow(refusal);
    await expect(filtered("INSERT INTO t VALUES ('a\\');")).resolves.toBeDefined();
    await expect(filtered('SELECT :DBNAME;')).rejects.toThrow(refusal);
    await expect(filtered(fixture('inserts.sql'), old)).rejects.toThrow(refusal);
    await expect(filtered(fixture('data.sql'), old)).resolves.toBeDefined();
  });

  it('before the statement in question is given', async () => {
    const stream = filterPlainScript(
      chunksOf('SELECT 1;\nSELECT 2; \\! x\n', 10),
      {
        database: 'd',
        psqlKnowsRestrict: true,
        targetIsEmpty: true,
        noOwner: false,
        noPrivileges: false,
        knowsParameter: () => true,
        mayCommentOnExtension: true,
        ownsPublicSchema: true,
      },
      () => undefined,
    );
    const given: string[] = [];
    await expect(
      (async () => {
        for await (const part of stream) given.push(Buffer.from(part).toString());
      })(),
    ).rejects.toThrow(expect.objectContaining(META));
    expect(given.join('')).toBe('SELECT 1;\nSELECT 2;');
  });
});

describe('leaves out', () => {
  const old: Partial<FilterOptions> = { knowsParameter: (name) => name === 'lock_timeout' };
  it.each<[string, string, Partial<FilterOptions>, boolean]>([
    ['a parameter the server lacks', 'SET transaction_timeout = 0;', old, true],
    ['not one it has', 'SET lock_timeout = 0;', old, false],
    ['not a placeholder', "SET myapp.x = 'y';", old, false],
    ['not another SET', 'SET TRANSACTION READ WRITE;', old, false],
    ['default_with_oids = false', 'SET default_with_oids = false;', old, true],
    ['not default_with_oids = true', 'SET default_with_oids = true;', old, false],
    ['the schema public', 'CREATE SCHEMA public;', {}, true],
    ['not a schema with its tables', 'CREATE SCHEMA public CREATE TABLE t ();', {}, false],
    ['PL/pgSQL as a language', 'CREATE OR REPLACE PROCEDURAL LANGUAGE plpgsql;', {}, true],
    ['PL/pgSQL as a trusted language', "CREATE TRUSTED PROCEDURAL LANGUAGE 'plpgsql' HANDLER x;", {}, true],
    ['PL/pgSQL as an extension', 'CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;', {}, true],
    ['not another extension', 'CREATE EXTENSION IF NOT EXISTS hstore;', {}, false],
    ['a comment on an extension', "COMMENT ON EXTENSION e IS 'x';", { mayCommentOnExtension: false }, true],
    ['not one that is allowed', "COMMENT ON EXTENSION e IS 'x';", {}, false],
    ['a comment on public', "COMMENT ON SCHEMA public IS 'x';", { ownsPublicSchema: false }, true],
    ['the owner of public', 'ALTER SCHEMA public OWNER TO a;', { ownsPublicSchema: false }, true],
    ['not the owner of another', 'ALTER SCHEMA "Public" OWNER TO a;', { ownsPublicSchema: false }, false],
    ['owners', 'ALTER FUNCTION f(a int, b "owner to") OWNER TO "a;b";', { noOwner: true }, true],
    ['not owners that are wanted', 'ALTER TABLE t OWNER TO a;', {}, false],
    ['not a sequence that a column owns', 'ALTER SEQUENCE s OWNED BY t.c;', { noOwner: true }, false],
    ['SET SESSION AUTHORIZATION', "SET SESSION AUTHORIZATION 'a';", { noOwner: true }, true],
    ['GRANT', 'GRANT a TO b;', { noPrivileges: true }, true],
    ['REVOKE', 'REVOKE ALL ON TABLE t FROM PUBLIC;', { noPrivileges: true }, true],
    [
      'default privileges',
      'ALTER DEFAULT PRIVILEGES FOR ROLE a GRANT ALL ON TABLES TO b;',
      { noPrivileges: true },
      true,
    ],
    ['DROP before anything is created', 'DROP TABLE t;', {}, true],
    ['not DROP in a database that is not empty', 'DROP TABLE t;', { targetIsEmpty: false }, false],
    ['not DROP after something was created', 'CREATE TABLE t (); DROP TABLE t;', {}, false],
  ])('%s: %s', async (_name, statement, options, isLeftOut) => {
    const { output, dropped } = await filtered(`${statement}\n`, options);
    expect(output).toBe(isLeftOut ? '\n' : `${statement}\n`);
    expect(dropped.map((one) => one.statement)).toEqual(isLeftOut ? [statement] : []);
  });

  it('tells each, with its line, its start and the reason', async () => {
    const { dropped } = await filtered(`\n/* c */ GRANT ${'é'.repeat(300)} TO b;`, { noPrivileges: true });
    expect(dropped).toMatchObject([{ line: 2, statement: `GRANT ${'é'.repeat(194)}` }]);
    expect(dropped.map(({ why }) => inEnglish(why))).toEqual(['Privileges are left out, as asked.']);
  });
});
