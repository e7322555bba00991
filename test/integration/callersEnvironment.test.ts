import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectionError } from '../../src/adapters/postgres/connectionErrors';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { runCommandLine } from './commandLine';
import { dropDatabase, makeSharedDatabase, query } from './databases';

const server = inject('server');
const database = 'environment_source';
const restored = 'environment_restored';
const url = `postgres://${server.user}@${server.host}:${String(server.port)}/${database}`;

/** Everything of libpq's that would lead elsewhere or change what is read; nothing listens on port 1. */
const misleading = {
  PGHOST: 'host.invalid',
  PGHOSTADDR: '127.0.0.1',
  PGPORT: '1',
  PGDATABASE: 'postgres',
  PGUSER: 'nobody_at_all',
  PGSERVICE: 'nowhere',
  PGSERVICEFILE: '/nonexistent/pg_service.conf',
  PGSYSCONFDIR: '/nonexistent',
  PGOPTIONS: '-c no_such_parameter=1',
  PGCLIENTENCODING: 'LATIN1',
  PGTARGETSESSIONATTRS: 'standby',
  PGDATESTYLE: 'SQL, DMY',
  PGTZ: 'Asia/Kathmandu',
  PGGEQO: 'nonsense',
  PGLOCALEDIR: '/nonexistent',
  PSQLRC: '/nonexistent',
  PG_COLOR: 'always',
};

let folder: string;

beforeAll(async () => {
  folder = await makeTemporaryFolder('environment');
  await makeSharedDatabase(
    server,
    database,
    "CREATE TABLE moments AS SELECT '2024-05-06 07:08:09+00'::timestamptz AS at, 'é€'::text AS word",
  );
});
afterAll(async () => {
  for (const name of [database, restored]) await dropDatabase(server, name);
  await removeFolder(folder);
});

test.each(['custom', 'plain'])(
  'with --url, nothing of the environment leads elsewhere (%s)',
  async (format) => {
    const env = { ...misleading, PGPASSWORD: server.password };
    const backup = await runCommandLine(
      ['backup', '--url', url, '--out', folder, '--format', format, '--json'],
      { env },
    );
    expect(backup).toMatchObject({ status: 0, json: { database } });
    const file = backup.json.file ?? '';
    await dropDatabase(server, restored);
    const restore = await runCommandLine(['restore', file, '--create', restored, '--url', url, '--json'], {
      env,
    });
    expect(restore).toMatchObject({ status: 0, json: { outcome: 'restored', database: restored } });
    const ask = "SELECT (at AT TIME ZONE 'UTC')::text || word AS found FROM moments";
    expect(await query(server, restored, ask)).toEqual(await query(server, database, ask));
  },
);

test('with --url, the password file and the TLS mode of the environment complete it', async () => {
  const PGPASSFILE = path.join(folder, 'pgpass');
  writeFileSync(PGPASSFILE, `${server.host}:*:*:${server.user}:${server.password}\n`, { mode: 0o600 });
  const call = ['backup', '--url', url, '--out', folder, '--json'];
  const completed = await runCommandLine(call, { env: { PGPASSFILE, PGSSLMODE: 'disable' } });
  expect(completed).toMatchObject({ status: 0 });
  // The private server has no TLS.
  const demanding = await runCommandLine(call, { env: { PGPASSFILE, PGSSLMODE: 'require' } });
  expect(demanding).toMatchObject({ status: 1, json: { error: { code: 'tls-refused' } } });
  const without = await runCommandLine(call);
  expect(without).toMatchObject({ status: 1, json: { error: { code: 'password-missing' } } });
});

test('a password file that others can read is ignored, and said to be', async () => {
  const PGPASSFILE = path.join(folder, 'open pgpass');
  writeFileSync(PGPASSFILE, `${server.host}:*:*:${server.user}:${server.password}\n`);
  chmodSync(PGPASSFILE, 0o640);
  const call = ['databases', '--url', url, '--json'];
  const { status, json } = await runCommandLine(call, { env: { PGPASSFILE } });
  expect(status).toBe(1);
  expect(json.error?.code).toBe('password-missing');
  expect(json.error?.message).toContain(`“${PGPASSFILE}” is ignored, because others can read it`);
  expect(json.error?.remedy).toContain(`chmod 600 ${PGPASSFILE}`);
  // Another password makes up for it; a wrong one is not its fault.
  const env = { PGPASSFILE, PGPASSWORD: server.password };
  expect(await runCommandLine(call, { env })).toMatchObject({ status: 0 });
  const wrong = await runCommandLine(call, { env: { PGPASSFILE, PGPASSWORD: 'wrong' } });
  expect(wrong).toMatchObject({ status: 1, json: { error: { code: 'password-wrong' } } });
  chmodSync(PGPASSFILE, 0o600);
  expect(await runCommandLine(call, { env: { PGPASSFILE } })).toMatchObject({ status: 0 });
});

test('a server that takes passwords in clear text refuses the empty one: the ignored file is told there too', () => {
  const { host, port, user } = server;
  const connection = { host, port, user, database, password: undefined, other: {} };
  const refusal = { code: '28P01', message: 'empty password returned by client' };
  expect(connectionError(connection, refusal, '/home/u/.pgpass').code).toBe('password-missing');
  expect(connectionError(connection, refusal).code).toBe('password-wrong');
});

test('without --url, the environment is the connection', async () => {
  const env = {
    PGHOST: server.socketDirectory,
    PGPORT: String(server.port),
    PGUSER: server.user,
    PGDATABASE: database,
    PGPASSWORD: server.password,
    PGOPTIONS: '-c search_path=public',
  };
  const backup = await runCommandLine(['backup', '--out', folder, '--json'], { env });
  expect(backup).toMatchObject({ status: 0, json: { database } });
  const service = path.join(folder, 'service.conf');
  const lines = Object.entries({ host: server.host, port: server.port, user: server.user, dbname: database });
  writeFileSync(service, `[here]\n${lines.map(([name, value]) => `${name}=${String(value)}\n`).join('')}`);
  const byService = await runCommandLine(['backup', '--out', folder, '--json'], {
    env: { PGSERVICE: 'here', PGSERVICEFILE: service, PGPASSWORD: server.password },
  });
  expect(byService).toMatchObject({ status: 0, json: { database } });
});
