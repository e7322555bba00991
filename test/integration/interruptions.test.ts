import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { serverUrl, startPrivateServer } from '../support/privateServer';
import { descendantsOf, stillRunning, type SeenProcess } from '../support/processTree';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { waitUntil } from '../support/waitUntil';
import { startCommandLine, type CommandLineEnd, type RunningCommandLine } from './commandLine';
import { dropDatabase, makeDatabase, noSessionIn, runSql, sessionsIn, sessionThat } from './databaseFixtures';

/** Compressing it at level 9 keeps pg_dump busy for seconds: two tables, so that two jobs have work. */
const slowContents = ['a', 'b']
  .map(
    (name) => `CREATE TABLE slow_${name} AS
      SELECT id, md5(id::text) || md5((id + 1)::text) || md5((id + 2)::text) AS noise FROM generate_series(1, 300000) AS id;`,
  )
  .join('\n');

const server = inject('server');
const database = 'interrupted_backup';
const slowly = {
  custom: ['--format', 'custom', '--compress', 'gzip:9'],
  directory: ['--format', 'directory', '--jobs', '2', '--compress', 'gzip:9'],
  plain: ['--format', 'plain', '--compress', 'gzip:9'],
} as const;
const formats = Object.keys(slowly) as readonly (keyof typeof slowly)[];

let folder: string;

beforeAll(async () => {
  await makeDatabase(server, database, slowContents);
});
afterAll(async () => {
  await dropDatabase(server, database);
});
beforeEach(async () => {
  folder = await makeTemporaryFolder('interrupted');
  writeFileSync(path.join(folder, 'earlier.backup'), 'somebody else’s');
  return () => removeFolder(folder);
});

function startBackup(options: readonly string[], url = serverUrl(server, database)): RunningCommandLine {
  return startCommandLine(['backup', '--url', url, '--out', folder, '--json', ...options]);
}

/** Resolves when pg_dump has written data into the hidden file or folder; gives the processes at work. */
async function underWay(running: RunningCommandLine): Promise<SeenProcess[]> {
  const ended = { early: false };
  void running.ended.finally(() => (ended.early = true)).catch(() => undefined);
  await waitUntil(() => ended.early || writtenBytes() > 500_000, {
    timeoutMs: 20_000,
    everyMs: 20,
    describeFailure: () => `Nothing is written: ${running.told()}`,
  });
  if (ended.early) throw new Error(`It ended too early: ${JSON.stringify(await running.ended)}`);
  const atWork = descendantsOf(running.pid);
  expect(atWork.map(({ name }) => name)).toContain('pg_dump');
  return atWork;
}

function writtenBytes(): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('.partial') && !name.endsWith('.owner'))
    .map((name) => statSync(path.join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, found) => sum + (found?.isFile() === true ? found.size : 0), 0);
}

/** Nothing of an interrupted backup is anywhere: no child, no file (not even a hidden one), no session. */
async function expectNothingLeft(atWork: readonly SeenProcess[]): Promise<void> {
  expect(stillRunning(atWork)).toEqual([]);
  expect(readdirSync(folder)).toEqual(['earlier.backup']);
  await noSessionIn(server, database);
}

async function endedWithin(running: RunningCommandLine, milliseconds: number): Promise<CommandLineEnd> {
  const asked = performance.now();
  const end = await running.ended;
  expect(performance.now() - asked).toBeLessThan(milliseconds);
  return end;
}

describe.each(formats)('a backup in format %s', (format) => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('cancelled by %s leaves nothing', async (signal, status) => {
    const running = startBackup(slowly[format]);
    const atWork = await underWay(running);

    running.kill(signal);

    const end = await endedWithin(running, 2000);
    expect(end).toMatchObject({ status, signal: null });
    expect(end.json.error?.code).toBe('cancelled');
    await expectNothingLeft(atWork);
  });

  test('whose pg_dump is killed fails and leaves nothing', async () => {
    const running = startBackup(slowly[format]);
    const atWork = await underWay(running);

    const leader = atWork.find(({ name, parent }) => name === 'pg_dump' && parent === running.pid);
    process.kill(leader?.pid ?? NaN, 'SIGKILL');

    const end = await running.ended;
    expect(end.status).toBe(1);
    expect(end.json.error?.code).toBe('tool-killed');
    expect(end.json.error?.message).toContain('SIGKILL');
    await expectNothingLeft(atWork);
  });

  test('whose session the server ends fails and leaves nothing', async () => {
    const running = startBackup(slowly[format]);
    const atWork = await underWay(running);

    const dumping = await sessionThat(server, database, /^COPY /);
    await runSql(server, 'postgres', 'SELECT pg_terminate_backend($1)', [dumping.pid]);

    const end = await running.ended;
    expect(end.status).toBe(1);
    expect(end.json.error?.code).toBe('connection-terminated');
    expect(end.json.error?.message).not.toBe('');
    await expectNothingLeft(atWork);
  });
});

test('a worker of a parallel pg_dump that is killed fails the backup and leaves nothing', async () => {
  const running = startBackup(slowly.directory);
  const atWork = await underWay(running);

  const worker = atWork.find(({ name, parent }) => name === 'pg_dump' && parent !== running.pid);
  process.kill(worker?.pid ?? NaN, 'SIGKILL');

  const end = await running.ended;
  expect(end.status).toBe(1);
  expect(end.json.error?.code).toBe('worker-died');
  await expectNothingLeft(atWork);
});

test('a server that is stopped midway fails the backup, which leaves nothing', async () => {
  const own = await startPrivateServer();
  try {
    await makeDatabase(own, database, slowContents);
    const running = startBackup(slowly.custom, own.url(database));
    const atWork = await underWay(running);

    await own.stop();

    const end = await running.ended;
    expect(end.status).toBe(1);
    expect(end.json.error?.code).toMatch(/^(server-gone|connection-terminated)$/);
    expect(stillRunning(atWork)).toEqual([]);
    expect(readdirSync(folder)).toEqual(['earlier.backup']);
  } finally {
    await own.stop();
  }
});

test('cancelling while pg_dump and the counting of rows wait for a lock ends both, also on the server', async () => {
  const holder = new Client(serverUrl(server, database));
  await holder.connect();
  try {
    await holder.query('BEGIN; LOCK TABLE slow_a IN ACCESS EXCLUSIVE MODE');
    const running = startBackup(['--count-source', ...slowly.custom]);
    await sessionThat(server, database, /^LOCK TABLE .*slow_a/);
    await sessionThat(server, database, /count\(\*\).*slow_a/i);
    const atWork = descendantsOf(running.pid);

    running.kill('SIGINT');

    expect(await endedWithin(running, 2000)).toMatchObject({ status: 130 });
    expect(stillRunning(atWork)).toEqual([]);
    expect(readdirSync(folder)).toEqual(['earlier.backup']);
    await waitUntil(async () => (await sessionsIn(server, database)).length === 1, {
      timeoutMs: 5000,
      describeFailure: () => 'Somebody else than the holder of the lock is still connected',
    });
  } finally {
    await holder.end();
  }
});
