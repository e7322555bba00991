import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { serverUrl, startPrivateServer } from '../support/privateServer';
import { descendantsOf, stillRunning, type SeenProcess } from '../support/processTree';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { waitUntil } from '../support/waitUntil';
import { startCommandLine, type CommandLineEnd, type RunningCommandLine } from './commandLine';
import { dropDatabase, makeSharedDatabase, query } from './databases';
import { backupUnderWay, slowContents, slowly } from './slowBackup';
import { noSessionIn, sessionThat, sessionsIn } from './sessions';

const server = inject('server');
const database = 'interrupted_backup';
const formats = Object.keys(slowly) as readonly (keyof typeof slowly)[];

let folder: string;

beforeAll(async () => {
  await makeSharedDatabase(server, database, slowContents);
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
    const atWork = await backupUnderWay(running, folder);

    running.kill(signal);

    const end = await endedWithin(running, 2000);
    expect(end).toMatchObject({ status, signal: null });
    expect(end.json.error?.code).toBe('cancelled');
    await expectNothingLeft(atWork);
  });

  test('whose pg_dump is killed fails and leaves nothing', async () => {
    const running = startBackup(slowly[format]);
    const atWork = await backupUnderWay(running, folder);

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
    const atWork = await backupUnderWay(running, folder);

    const dumping = await sessionThat(server, database, /^COPY /);
    await query(server, 'postgres', 'SELECT pg_terminate_backend($1)', [dumping.pid]);

    const end = await running.ended;
    expect(end.status).toBe(1);
    // libpq reports the server's last words or the closed connection, whichever it reads first behind the rows.
    expect(end.json.error?.code).toMatch(/^(connection-terminated|server-gone)$/);
    expect(end.json.error?.message).toContain('connection');
    await expectNothingLeft(atWork);
  });
});

test('a worker of a parallel pg_dump that is killed fails the backup and leaves nothing', async () => {
  const running = startBackup(slowly.directory);
  const atWork = await backupUnderWay(running, folder);

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
    await makeSharedDatabase(own, database, slowContents);
    const running = startBackup(slowly.custom, own.url(database));
    const atWork = await backupUnderWay(running, folder);

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

test.each([
  ['SIGINT', 130],
  ['a killed pg_dump', 1],
] as const)(
  'when rows are counted beside a dump, %s ends the counting on the server too',
  async (reason, status) => {
    const holder = new Client(serverUrl(server, database));
    await holder.connect();
    try {
      // pg_dump and the counting both wait for this lock.
      await holder.query('BEGIN; LOCK TABLE slow_a IN ACCESS EXCLUSIVE MODE');
      const running = startBackup(['--count-source', ...slowly.custom]);
      await sessionThat(server, database, /^LOCK TABLE .*slow_a/);
      await sessionThat(server, database, /count\(\*\).*slow_a/i);
      const atWork = descendantsOf(running.pid);

      if (reason === 'SIGINT') running.kill(reason);
      else for (const { pid, name } of atWork) if (name === 'pg_dump') process.kill(pid, 'SIGKILL');

      expect(await endedWithin(running, 2000)).toMatchObject({ status });
      expect(stillRunning(atWork)).toEqual([]);
      expect(readdirSync(folder)).toEqual(['earlier.backup']);
      const isCounting = ({ query }: { query: string }): boolean => query.includes('count(');
      await waitUntil(async () => !(await sessionsIn(server, database)).some(isCounting), {
        timeoutMs: 3000,
        describeFailure: () => 'The server still waits to count',
      });
    } finally {
      await holder.end();
    }
    // A killed pg_dump cannot take back what it asked the server.
    await noSessionIn(server, database);
  },
);

test('cancelled while the finished dump is read back leaves nothing', async () => {
  const running = startBackup(['--format', 'plain']);
  await waitUntil(() => running.told().includes('Reading the backup back'), {
    timeoutMs: 20_000,
    everyMs: 5,
    describeFailure: () => running.told(),
  });

  running.kill('SIGINT');

  expect(await endedWithin(running, 2000)).toMatchObject({ status: 130 });
  await expectNothingLeft([]);
});
