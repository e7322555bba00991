import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, inject, test } from 'vitest';
import { serverUrl } from '../support/privateServer';
import { runCommandLine, type CommandLineEnd } from './commandLine';
import { databaseNames, dropNowAndLater, execute, makeRoles, query } from './databases';
import { useTestFolder } from './testFolder';

const server = inject('server');
const source = 'shapes_source';

const folder = useTestFolder('pgbr-shapes');
beforeAll(async () => {
  await makeRoles(server, 'shapes_owner');
  await execute(server, 'postgres', `DROP DATABASE IF EXISTS ${source} WITH (FORCE)`);
  await execute(server, 'postgres', `CREATE DATABASE ${source} OWNER shapes_owner`);
  await execute(server, source, 'CREATE TABLE t AS SELECT 1 AS id');
  await execute(server, 'postgres', `ALTER DATABASE ${source} SET work_mem TO '7MB'`);
});

/** A plain backup whose script is changed as if it came from elsewhere; without its manifest and checksum. */
async function foreignScript(name: string, change: (script: string) => string): Promise<string> {
  const { json } = await runCommandLine([
    'backup',
    '--url',
    serverUrl(server, source),
    '--out',
    folder(),
    '--format',
    'plain',
    '--name',
    name,
    '--json',
    '--',
    '--create',
  ]);
  const file = json.file ?? '';
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  rmSync(`${file}.sha256`);
  rmSync(json.manifest ?? '');
  return file;
}

async function restore(file: string, name: string, ...args: readonly string[]): Promise<CommandLineEnd> {
  await dropNowAndLater(server, name, `${name}__restoring`);
  return await runCommandLine([
    'restore',
    file,
    '--create',
    name,
    '--url',
    serverUrl(server, 'postgres'),
    '--json',
    ...args,
  ]);
}

const facts = `SELECT pg_get_userbyid(datdba) AS owner, datcollate AS locale, pg_encoding_to_char(encoding) AS encoding
                 FROM pg_database WHERE datname = current_database()`;

test.for(['French_France.1252', 'xx_YY.UTF-8', 'fr-FR-nowhere'])(
  'a locale this server lacks, %s, gives the nearest, said',
  async (locale) => {
    const file = await foreignScript('locale', (script) =>
      script.replace(/LOCALE = '[^']*'/, `LOCALE = '${locale}'`),
    );
    const { status, json } = await restore(file, 'shapes_locale');
    expect(json.error).toBeUndefined();
    expect(status).toBe(0);
    expect(json.outcome).toBe('restored-with-warnings');
    expect(json.warnings?.join()).toContain(locale);
    const [row] = await query<{ owner: string; encoding: string }>(server, 'shapes_locale', facts);
    expect(row).toMatchObject({ owner: 'shapes_owner', encoding: 'UTF8' });
  },
);

test('a script that makes its database addresses the new one, and never the one of its own name', async () => {
  const file = await foreignScript('own-name', (script) => script.replaceAll("'7MB'", "'9MB'"));
  const { status } = await restore(file, 'shapes_copy');
  expect(status).toBe(0);
  const settings = await query<{ name: string; setting: string[] }>(
    server,
    'postgres',
    'SELECT d.datname AS name, s.setconfig AS setting FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase',
  );
  const byName = Object.fromEntries(settings.map(({ name, setting }) => [name, setting]));
  expect(byName['shapes_copy']).toEqual(['work_mem=9MB']);
  expect(byName[source]).toEqual(['work_mem=7MB']);
});

test('an owner that is missing is refused with what to do, and can be replaced', async () => {
  const file = await foreignScript('owner', (script) => script.replaceAll('shapes_owner', 'shapes_nobody'));
  const refused = await restore(file, 'shapes_owned');
  expect(refused.status).toBe(3);
  expect(refused.json.error).toMatchObject({ code: 'database-not-created' });
  expect(refused.json.error?.remedy).toContain('shapes_nobody');
  const names = await databaseNames(server);
  expect(names.filter((name) => name.startsWith('shapes_owned'))).toEqual([]);
  const given = await restore(file, 'shapes_owned', '--owner', 'postgres', '--no-owner');
  expect(given.status).toBe(0);
});

test('a name longer than the server keeps is refused; one just as long works', async () => {
  const file = await foreignScript('long', (script) => script);
  const tooLong = await restore(file, 'é'.repeat(32));
  expect(tooLong.status).toBe(2);
  const longest = 'é'.repeat(31);
  const fitting = await restore(file, longest);
  expect(fitting.json).toMatchObject({ database: longest });
});

test('an ordinary role that may create databases can restore what is its own', async () => {
  await execute(
    server,
    'postgres',
    "DROP ROLE IF EXISTS shapes_user; CREATE ROLE shapes_user LOGIN CREATEDB PASSWORD 'ordinary'",
  );
  const { json } = await runCommandLine([
    'backup',
    '--url',
    serverUrl(server, source),
    '--out',
    folder(),
    '--json',
  ]);
  await dropNowAndLater(server, 'shapes_ordinary');
  const url = new URL(serverUrl(server, 'postgres'));
  url.username = 'shapes_user';
  url.password = 'ordinary';
  const restored = await runCommandLine([
    'restore',
    json.file ?? '',
    '--create',
    'shapes_ordinary',
    '--url',
    url.href,
    '--no-owner',
    '--json',
  ]);
  expect(restored.json.error).toBeUndefined();
  expect(restored.status).toBe(0);
  const [row] = await query<{ owner: string }>(server, 'shapes_ordinary', facts);
  expect(row?.owner).toBe('shapes_user');
  await execute(server, 'postgres', 'DROP DATABASE shapes_ordinary');
  await execute(server, 'postgres', 'DROP ROLE shapes_user');
});
