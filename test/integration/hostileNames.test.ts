import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findProgram } from '../support/findProgram';
import { serverUrl } from '../support/privateServer';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { runCommandLine, type CommandLineEnd } from './commandLine';
import { databaseNames, dropDatabase, identifier, makeSharedDatabase, query } from './databases';

const names = [
  'host=evil dbname=x',
  'postgres://evil/x',
  `quotes " ' both "'`,
  ' spaces  around ',
  'élève ünïcode 🐘',
  'line\nbreak',
  '-d',
  '--help',
  'back\\slash\\',
  '%s%n%20 ${HOME}',
  '../../etc/passwd',
  'n'.repeat(63),
  'é'.repeat(31),
  'CON',
  'dot. ',
  '..',
  '$(touch x);`id`|&',
  '{timestamp}',
  '\u202egpj.exe\u0007\t',
];
const formats = ['custom', 'plain', 'directory', 'tar'] as const;

const server = inject('server');
let folder: string;
let out: string;
const made = new Set<string>();

beforeAll(async () => {
  folder = await makeTemporaryFolder('hostile');
  out = path.join(folder, `- o'u"t\n $(x)`);
  mkdirSync(out);
  for (const name of names) {
    made.add(name);
    await makeSharedDatabase(server, name, 'SELECT 1');
    const role = identifier(name);
    await query(server, 'postgres', `DROP ROLE IF EXISTS ${role}; CREATE ROLE ${role}`);
    await query(server, name, contentsNamed(name));
  }
});
afterAll(async () => {
  for (const name of made) await dropDatabase(server, name);
  for (const name of names) await query(server, 'postgres', `DROP ROLE ${identifier(name)}`);
  await removeFolder(folder);
});

/** Everything in it has the hostile name too. */
function contentsNamed(name: string): string {
  const q = identifier(name);
  return `
    CREATE SCHEMA ${q} AUTHORIZATION ${q};
    CREATE TABLE ${q}.${q} (${q} text CONSTRAINT ${q} CHECK (${q} <> ''), id serial);
    ALTER TABLE ${q}.${q} OWNER TO ${q};
    CREATE TYPE ${q}."kind" AS ENUM (${literal(name)});
    CREATE FUNCTION ${q}.${q}(${q} text) RETURNS text LANGUAGE sql AS ${literal(`SELECT ${literal(name)}::text`)};
    COMMENT ON TABLE ${q}.${q} IS ${literal(name)};
    GRANT SELECT ON ${q}.${q} TO PUBLIC;
    INSERT INTO ${q}.${q} VALUES (${literal(name)}), (${literal(`\\.\n${name}`)})`;
}

function literal(value: string): string {
  return ` E'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** What must be the same in both. */
async function contentsOf(database: string, name: string): Promise<unknown> {
  const q = identifier(name);
  return await query(
    server,
    database,
    `SELECT t.*, pg_get_userbyid(c.relowner) AS owner, obj_description(c.oid) AS comment, c.relacl::text AS acl,
            ${q}.${q}('') AS called, enum_range(NULL::${q}."kind")::text AS kinds
       FROM ${q}.${q} t, pg_class c WHERE c.oid = t.tableoid ORDER BY id`,
  );
}

/** Another name of the same kind, which no database has. */
function otherName(name: string): string {
  return Buffer.byteLength(name) > 61 ? name.replace(/../u, 'm') : `${name}2`;
}

/** Runs pg-backup and holds that it touched no other database and wrote nowhere else. */
async function runAlone(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  newDatabases: readonly string[] = [],
): Promise<CommandLineEnd> {
  const before = await databaseNames(server);
  const end = await runCommandLine([...args, '--json'], { env, cwd: folder });
  expect(end, end.stderr).toMatchObject({ status: 0 });
  expect(new Set(await databaseNames(server))).toEqual(new Set([...before, ...newDatabases]));
  expect(readdirSync(folder)).toEqual([path.basename(out)]);
  return end;
}

/** Whether every file system, shell and checksum file takes the name as it is. */
function expectSafe(file: string): void {
  expect(path.dirname(file)).toBe(out);
  const name = path.basename(file);
  // eslint-disable-next-line no-control-regex -- none may be there
  expect(name).not.toMatch(/[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/);
  expect(name).not.toMatch(/^[-.~\s]|[.\s]$|[.\s]\.\w+$/);
  expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i);
  expect(Buffer.byteLength(`.${name}.partial.checksums`)).toBeLessThanOrEqual(255);
}

test('databases lists every name as it is', async () => {
  const { json } = await runAlone(['databases', '--url', serverUrl(server, 'postgres')], {});
  expect(json.databases?.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  const human = await runCommandLine(['databases', '--url', serverUrl(server, 'postgres')]);
  // One line each: a line break or an escape sequence in a name moves no cursor.
  expect(human.stdout.trimEnd().split('\n')).toHaveLength(json.databases?.length ?? 0);
  // eslint-disable-next-line no-control-regex -- none may be there
  expect(human.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

describe.each(names.map((name, index) => ({ name, format: formats[index % formats.length] ?? 'custom' })))(
  'the database $name',
  ({ name, format }) => {
    test(`is backed up by --url and by PGDATABASE and comes back (${format})`, async () => {
      const options = ['--out', out, '--name', '{database}', '--format', format];
      const [byUrl, byEnvironment] = await Promise.all([
        runAlone(['backup', '--url', serverUrl(server, name), ...options], {}),
        runAlone(['backup', ...options], {
          PGHOST: server.host,
          PGPORT: String(server.port),
          PGUSER: server.user,
          PGPASSWORD: server.password,
          PGDATABASE: name,
        }),
      ]);
      for (const { json } of [byUrl, byEnvironment]) {
        expect(json.database).toBe(name);
        expectSafe(json.file ?? '');
      }
      expect(byEnvironment.json.file).not.toBe(byUrl.json.file);

      const target = otherName(name);
      made.add(target);
      const restored = await runAlone(
        ['restore', byUrl.json.file ?? '', `--create=${target}`, '--url', serverUrl(server, name)],
        {},
        [target],
      );
      expect(restored.json).toMatchObject({ outcome: 'restored', database: target });
      const contents = await contentsOf(name, name);
      expect(contents).toHaveLength(2);
      expect(await contentsOf(target, name)).toEqual(contents);
    });
  },
);

test('schemas, tables and roles of any name can be chosen', async () => {
  const chosen = [
    'host=evil dbname=x',
    `quotes " ' both "'`,
    '-d',
    'line\nbreak',
    'back\\slash\\',
    '%s%n%20 ${HOME}',
  ];
  const all = 'chosen parts';
  made.add(all);
  await makeSharedDatabase(server, all, chosen.map(contentsNamed).join(';'));
  const url = serverUrl(server, all);
  const whole = await runAlone(['backup', '--url', url, '--out', out], {});
  for (const name of chosen) {
    // pg_dump takes patterns, in which quotes make a name literal; a restore takes names.
    const pattern = identifier(name);
    const backup = ['backup', '--url', url, '--out', out, `--role=${server.user}`];
    const part = await runAlone([...backup, `--schema=${pattern}`], {});
    const table = await runAlone([...backup, '--format=plain', `--table=${pattern}.${pattern}`], {});
    expect(readFileSync(table.json.file ?? '', 'utf8').match(/^CREATE TABLE /gm)).toHaveLength(1);
    const target = `part of ${all}`;
    made.add(target);
    for (const [file, more] of [
      [part.json.file, []],
      [whole.json.file, [`--schema=${name}`]],
    ] as const) {
      await dropDatabase(server, target);
      const restored = await runAlone(
        ['restore', file ?? '', '--create', target, '--url', url, '--owner', server.user, ...more],
        {},
        [target],
      );
      expect(restored.json.outcome).toBe('restored');
      const schemas = await query<{ name: string }>(
        server,
        target,
        "SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public)'",
      );
      expect(schemas).toEqual([{ name }]);
    }
  }
});

test.each([
  ['CON', '_CON.backup'],
  ['..', '__.backup'],
  ['-rf', '_rf.backup'],
  ['a\nb', 'a_b.backup'],
  ['dot. ', 'dot__.backup'],
  ['twice.backup', 'twice.backup'],
  ['', '_.backup'],
  ['é'.repeat(300), `${'é'.repeat(96)}.backup`],
])('the pattern %j gives the name %s', async (pattern, expected) => {
  const url = serverUrl(server, 'CON');
  const { json } = await runAlone(['backup', '--url', url, '--out', out, `--name=${pattern}`], {});
  expect(path.basename(json.file ?? '')).toBe(expected);
  expectSafe(json.file ?? '');
});

test.each(['../up', 'a\\b', '/tmp/x', '{nope}'])('the pattern %j is refused', async (pattern) => {
  const before = readdirSync(out);
  const url = serverUrl(server, 'CON');
  const end = await runCommandLine(['backup', '--url', url, '--out', out, `--name=${pattern}`]);
  expect(end.status).toBe(2);
  expect(readdirSync(out)).toEqual(before);
});

test.skipIf(findProgram(['sha256sum']) === undefined)('sha256sum accepts every checksum', () => {
  const sums = readdirSync(out).filter((name) => /\.(sha256|SHA256SUMS)$/.test(name));
  expect(sums.length).toBeGreaterThan(names.length);
  const told = execFileSync('sha256sum', ['--check', '--strict', ...sums], { cwd: out, encoding: 'utf8' });
  expect(
    told
      .trimEnd()
      .split('\n')
      .every((line) => line.endsWith(': OK')),
  ).toBe(true);
});
