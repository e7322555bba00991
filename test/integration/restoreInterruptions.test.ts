import path from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { descendantsOf, stillRunning, type SeenProcess } from '../support/processTree';
import { serverUrl } from '../support/privateServer';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { waitUntil } from '../support/waitUntil';
import { runCommandLine, startCommandLine, type RunningCommandLine } from './commandLine';
import { databaseNames, dropDatabase, makeSharedDatabase, query } from './databases';
import { noSessionIn, sessionThat } from './sessions';

/** Each row takes its time to go in, but only where it is restored: the checks of a table are there before its rows. */
const contents = `
  CREATE FUNCTION public.takes_time() RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN
    IF current_database() LIKE 'interrupted%' THEN PERFORM pg_catalog.pg_sleep(0.05); END IF;
    RETURN true;
  END $$;
  CREATE TABLE public.a (id int CHECK (public.takes_time()));
  CREATE TABLE public.b (id int CHECK (public.takes_time()));
  INSERT INTO a SELECT generate_series(1, 400);
  INSERT INTO b SELECT generate_series(1, 400)`;

const server = inject('server');
const source = 'slow_to_restore';
const target = 'interrupted_restore';
const unfinished = `${target}__restoring`;

const formats = {
  custom: { tool: 'pg_restore', options: ['--jobs', '1'], file: 'custom.backup' },
  directory: { tool: 'pg_restore', options: ['--jobs', '2'], file: 'directory.backupdir' },
  tar: { tool: 'pg_restore', options: [], file: 'tar.tar' },
  plain: { tool: 'psql', options: [], file: 'plain.sql' },
} as const;
const formatNames = Object.keys(formats) as readonly (keyof typeof formats)[];

let folder: string;

beforeAll(async () => {
  folder = await makeTemporaryFolder('restores');
  await makeSharedDatabase(server, source, contents);
  await Promise.all(
    formatNames.map(async (format) => {
      const where = ['--out', folder, '--name', format, '--format', format];
      const end = await runCommandLine(['backup', '--url', serverUrl(server, source), ...where]);
      expect(end).toMatchObject({ status: 0 });
    }),
  );
});
afterAll(async () => {
  await dropDatabase(server, source);
  await removeFolder(folder);
});
afterEach(async () => {
  for (const name of [target, unfinished, 'interrupted_into']) await dropDatabase(server, name);
});

interface Restore {
  readonly running: RunningCommandLine;
  readonly atWork: readonly SeenProcess[];
  readonly tool: SeenProcess;
}

/** Starts a restore and waits until rows go in. */
async function restoreUnderWay(
  format: keyof typeof formats,
  into: readonly string[],
  filled = unfinished,
): Promise<Restore> {
  const { file, options, tool } = formats[format];
  const url = serverUrl(server, 'postgres');
  const running = startCommandLine([
    ...['restore', path.join(folder, file), '--url', url, '--json'],
    ...into,
    ...options,
  ]);
  await sessionThat(server, filled, /^COPY /);
  const atWork = descendantsOf(running.pid);
  const leader = atWork.find(({ name, parent }) => name === tool && parent === running.pid);
  if (leader === undefined) throw new Error(`${tool} does not run: ${JSON.stringify(atWork)}`);
  return { running, atWork, tool: leader };
}

describe.each(formatNames)('a restore from format %s', (format) => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('cancelled by %s leaves no database and no process', async (signal, status) => {
    const { running, atWork } = await restoreUnderWay(format, ['--create', target]);
    const asked = performance.now();

    running.kill(signal);

    const end = await running.ended;
    expect(performance.now() - asked).toBeLessThan(2000);
    expect(end).toMatchObject({ status, json: { error: { code: 'cancelled' } } });
    expect(stillRunning(atWork)).toEqual([]);
    expect(await databaseNames(server)).not.toContain(unfinished);
    expect(await databaseNames(server)).not.toContain(target);
  });

  test('whose tool is killed fails and keeps the database under its unfinished name', async () => {
    const { running, atWork, tool } = await restoreUnderWay(format, ['--create', target]);

    process.kill(tool.pid, 'SIGKILL');

    const end = await running.ended;
    expect(end).toMatchObject({ status: 1, json: { outcome: 'failed', database: unfinished } });
    expect(end.json.error?.code).toBe('tool-killed');
    expect(stillRunning(atWork)).toEqual([]);
    expect(await databaseNames(server)).toContain(unfinished);
    expect(await databaseNames(server)).not.toContain(target);
  });

  test('whose session the server ends fails; the database goes where that is wanted', async () => {
    const options = ['--create', target, '--drop-on-failure'];
    const { running, atWork } = await restoreUnderWay(format, options);

    // All of them, or pg_restore goes on with its other jobs to their end.
    await query(
      server,
      'postgres',
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'COPY %'",
      [unfinished],
    );

    const end = await running.ended;
    expect(end).toMatchObject({ status: 1, json: { outcome: 'failed', database: null } });
    // Two jobs say their last words at once, which can tear both: then what is left of them is told as it is.
    const codes = /^(connection-terminated|server-gone|tool-failed)$/;
    expect(end.json.error?.code).toMatch(
      format === 'directory' ? codes : /^(connection-terminated|server-gone)$/,
    );
    expect(stillRunning(atWork)).toEqual([]);
    expect(await databaseNames(server)).not.toContain(unfinished);
    expect(await databaseNames(server)).not.toContain(target);
  });

  test('whose own process is killed leaves only the unfinished name', async () => {
    const { running, atWork } = await restoreUnderWay(format, ['--create', target]);

    running.kill('SIGKILL');

    expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
    await dropDatabase(server, unfinished);
    await waitUntil(() => stillRunning(atWork).length === 0, {
      timeoutMs: 10_000,
      describeFailure: () => `Still at work: ${JSON.stringify(stillRunning(atWork))}`,
    });
    expect(await databaseNames(server)).not.toContain(target);
  });
});

test('cancelled into an existing database tells what may be in it', async () => {
  const name = 'interrupted_into';
  await makeSharedDatabase(server, name, 'SELECT 1');
  const { running, atWork } = await restoreUnderWay('custom', ['--into', name], name);

  running.kill('SIGINT');

  const end = await running.ended;
  expect(end).toMatchObject({ status: 130, json: { error: { code: 'cancelled' } } });
  expect(end.json.error?.message).toContain(name);
  expect(stillRunning(atWork)).toEqual([]);
  await noSessionIn(server, name);
});

test('cancelled while the server makes the database leaves none', async () => {
  const holder = new Client(serverUrl(server, 'postgres'));
  await holder.connect();
  try {
    // CREATE DATABASE waits for this lock.
    await holder.query('BEGIN; LOCK TABLE pg_catalog.pg_database IN SHARE MODE');
    const { file } = formats.custom;
    const url = serverUrl(server, 'postgres');
    const running = startCommandLine(['restore', path.join(folder, file), '--create', target, '--url', url]);
    await sessionThat(server, 'postgres', /^CREATE DATABASE/);

    running.kill('SIGINT');

    await waitUntil(
      async () => {
        const [row] = await query<{ busy: boolean }>(
          server,
          'postgres',
          "SELECT count(*) > 0 AS busy FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'CREATE DATABASE%'",
        );
        return row?.busy === false;
      },
      { timeoutMs: 5000, describeFailure: () => 'The server still waits to make the database' },
    );
    await holder.query('ROLLBACK');
    expect(await running.ended).toMatchObject({ status: 130 });
  } finally {
    await holder.end();
  }
  expect((await databaseNames(server)).filter((name) => name.startsWith('interrupted'))).toEqual([]);
});
