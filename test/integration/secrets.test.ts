import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { waitUntil } from '../support/waitUntil';
import { runCommandLine, startCommandLine, type CommandLineEnd } from './commandLine';
import { dropDatabase, makeSharedDatabase, query } from './databases';
import { filesWith, watchFor, type Testimony } from './secretWitness';
import { backupUnderWay, slowContents, slowly } from './slowBackup';

/** Stands in the password as it is, percent-encoded, and escaped for a password file alike. */
const secret = 'Zanzib4r';
const password = `${secret}:with\\back%41 'quote' and space`;
const server = inject('server');
const role = 'secret_keeper';
const database = 'secret_source';
const restored = 'secret_restored';

let folder: string;
let temporary: string;
let out: string;

beforeAll(async () => {
  await makeSharedDatabase(server, database, slowContents);
  const client = new Client({ ...connection, user: server.user, password: server.password });
  await client.connect();
  await client.query(`DROP ROLE IF EXISTS ${role}`);
  await client.query(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD ${client.escapeLiteral(password)}`);
  await client.end();
});
afterAll(async () => {
  for (const name of [database, restored, `${restored}__restoring`]) await dropDatabase(server, name);
  await query(server, 'postgres', `DROP ROLE ${role}`);
});
beforeEach(async () => {
  folder = await makeTemporaryFolder('secrets');
  [temporary, out] = [path.join(folder, 'tmp'), path.join(folder, 'out')];
  mkdirSync(temporary, { mode: 0o700 });
  return () => removeFolder(folder);
});

const connection = { host: server.host, port: server.port, database: 'postgres' };
const address = `${server.host}:${String(server.port)}`;
const bareUrl = `postgres://${role}@${address}/${database}`;
const urlWith = (given: string): string =>
  `postgres://${role}:${encodeURIComponent(given)}@${address}/${database}`;

/** The ways in which a password comes to us; each gives the URL and the environment. */
const ways = {
  'in --url': () => ({ url: urlWith(password), env: {} }),
  'in PGPASSWORD': () => ({ url: bareUrl, env: { PGPASSWORD: password } }),
  'in the file of PGPASSFILE': () => ({ url: bareUrl, env: { PGPASSFILE: passwordFile('secret.conf') } }),
  'in ~/.pgpass': () => {
    passwordFile('.pgpass');
    return { url: bareUrl, env: { HOME: path.join(folder, 'home') } };
  },
} as const;
const wayNames = Object.keys(ways) as readonly (keyof typeof ways)[];

function passwordFile(name: string): string {
  const file = path.join(folder, 'home', name);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `*:*:*:${role}:${password.replace(/[\\:]/g, '\\$&')}\n`, { mode: 0o600 });
  return file;
}

async function watched(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Testimony> {
  const running = startCommandLine([...args, '--json'], { env: { TMPDIR: temporary, ...env } });
  return await watchFor(secret, running, temporary);
}

/** The secret is in nothing that is left when a call has ended. */
function expectNoTrace({ stdout, stderr }: CommandLineEnd): void {
  expect(stdout).not.toContain(secret);
  expect(stderr).not.toContain(secret);
  expect(existsSync(out) ? filesWith(secret, out) : []).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
  expect(readFileSync(server.logFile, 'utf8')).not.toContain(secret);
}

async function expectSecretRoundTrip(
  way: keyof typeof ways,
  format: string,
  more: readonly string[] = [],
): Promise<void> {
  const { url, env } = ways[way]();
  const backup = await watched(['backup', '--url', url, '--out', out, '--format', format, ...more], env);
  expect(backup.end).toMatchObject({ status: 0 });
  await dropDatabase(server, restored);
  const restore = await watched(
    ['restore', backup.end.json.file ?? '', '--create', restored, '--url', url],
    env,
  );
  expect(restore.end).toMatchObject({ status: 0, json: { outcome: 'restored' } });

  expect([...backup.programs]).toContain('pg_dump');
  expect([...restore.programs]).toContain(format === 'plain' ? 'psql' : 'pg_restore');
  for (const seen of [backup, restore]) {
    expect([...seen.sightings]).toEqual([]);
    expect(seen.hadPasswordFile).toBe(way === 'in --url' || way === 'in PGPASSWORD');
    expectNoTrace(seen.end);
  }
}

describe('a password', () => {
  test.each(wayNames)('%s is seen nowhere', async (way) => {
    await expectSecretRoundTrip(way, 'custom');
  });

  test.each([
    ['directory', ['--jobs', '2']],
    ['tar', []],
    ['plain', []],
  ])('is seen nowhere with format %s', async (format, more) => {
    await expectSecretRoundTrip('in --url', format, more);
  });

  test('of a failed or cancelled run leaves no file', async () => {
    const env = { TMPDIR: temporary };
    const args = ['backup', '--url', urlWith(password), '--out', out, '--json'];
    const failed = await runCommandLine([...args, '--table', 'there_is_none'], { env });
    expect(failed.status).toBe(1);
    expectNoTrace(failed);

    const running = startCommandLine([...args, ...slowly.custom], { env });
    mkdirSync(out, { recursive: true });
    await backupUnderWay(running, out);
    expect(filesWith(secret, temporary)).toHaveLength(1);
    running.kill('SIGTERM');
    const cancelled = await running.ended;
    expect(cancelled.status).toBe(143);
    expectNoTrace(cancelled);
  });

  test('that is wrong is told as such, and not repeated', async () => {
    const wrong = urlWith(`${password}!`);
    for (const args of [['databases'], ['backup', '--out', out]]) {
      const end = await runCommandLine([...args, '--url', wrong, '--json'], { env: { TMPDIR: temporary } });
      expect(end).toMatchObject({ status: 1, json: { error: { code: 'password-wrong' } } });
      expect(end.json.error?.message).toContain(role);
      expectNoTrace(end);
    }
  });

  test.each([
    [['backup', urlWith(password)], 2],
    [[urlWith(password)], 2],
    [['restore', urlWith(password), '--create', 'x'], 1],
    [['backup', '--jobs', urlWith(password)], 2],
    [['databases', '--url', `${urlWith(password)}?sslmode=${encodeURIComponent(`password=${password}`)}`], 2],
    [['databases', '--url', `postgres://${role}:${secret}%zz@${address}`], 2],
    [['databases', '--url', `host=${server.host} password='${secret}`], 2],
  ])('in a wrong call is not repeated: %j', async (args, status) => {
    const inWords = await runCommandLine(args, { env: { TMPDIR: temporary } });
    expect(inWords.status).toBe(status);
    expect(inWords.stderr).not.toBe('');
    expectNoTrace(inWords);
    const inJson = await runCommandLine([...args, '--json'], { env: { TMPDIR: temporary } });
    expect(inJson.json.error?.message).not.toBe('');
    expectNoTrace(inJson);
  });
});

test('the password file of a process that was killed is removed by the next; that of a living one stays', async () => {
  const env = { TMPDIR: temporary };
  const args = ['backup', '--url', urlWith(password), '--out', out];
  mkdirSync(out);
  const running = startCommandLine([...args, ...slowly.custom], { env });
  await backupUnderWay(running, out);
  running.kill('SIGKILL');
  await running.ended;
  const [left = ''] = readdirSync(temporary);
  expect(left).toMatch(new RegExp(`^pg-backup-${String(running.pid)}-`));
  const living = `pg-backup-${String(process.pid)}-abcdef`;
  mkdirSync(path.join(temporary, living));
  const mine = path.join(folder, 'mine');
  mkdirSync(mine);
  const link = `pg-backup-${String(running.pid)}-ghijkl`;
  symlinkSync(mine, path.join(temporary, link));

  expect(await runCommandLine([...args, '--schema-only'], { env })).toMatchObject({ status: 0 });

  expect(readdirSync(temporary).sort()).toEqual([living, link].sort());
  expect(existsSync(mine)).toBe(true);
  await waitUntil(() => filesWith(secret, temporary).length === 0, {
    timeoutMs: 1000,
    describeFailure: () => 'A password file is still there',
  });
});
