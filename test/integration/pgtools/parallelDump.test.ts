import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { clientTools } from '../../../src/adapters/pgtools/clientTools';
import { runTool } from '../../../src/adapters/pgtools/runTool';
import type { CommandLine } from '../../../src/core/commandLine';
import { serverUrl } from '../../support/privateServer';
import { waitUntil } from '../../support/waitUntil';

const never = new AbortController().signal;
const database = 'parallel dump';
let admin: Client;
let folder: string;
let program: string;

/** Four tables whose rows take a minute each to read, so that the workers are at it for as long as a test wants. */
beforeAll(async () => {
  const server = inject('server');
  const maintenance = new Client(serverUrl(server, 'postgres'));
  await maintenance.connect();
  await maintenance.query(`DROP ROLE IF EXISTS slow_reader`);
  await maintenance.query(`CREATE ROLE slow_reader LOGIN PASSWORD 'slow'`);
  await maintenance.query(`CREATE DATABASE "${database}" OWNER slow_reader`);
  await maintenance.end();
  admin = new Client(serverUrl(server, database));
  await admin.connect();
  await admin.query('GRANT CREATE ON SCHEMA public TO slow_reader; SET ROLE slow_reader');
  for (const table of ['a', 'b', 'c', 'd']) {
    await admin.query(`CREATE TABLE ${table} AS SELECT 1 AS n;
      ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY slow ON ${table} USING (pg_sleep(60) IS NOT NULL)`);
  }
  folder = await mkdtemp(join(tmpdir(), 'parallel-'));
  const needs = { tool: 'pg_dump', serverVersionNumber: 150_000, archiveVersion: undefined } as const;
  program = (await clientTools(() => []).pickTool(needs, never)).program;
});
afterAll(async () => {
  await admin.query('RESET ROLE');
  await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'slow_reader'`);
  await admin.end();
  const maintenance = new Client(serverUrl(inject('server'), 'postgres'));
  await maintenance.connect();
  await maintenance.query(`DROP DATABASE "${database}" WITH (FORCE)`);
  await maintenance.query('DROP ROLE slow_reader');
  await maintenance.end();
  await rm(folder, { recursive: true, force: true });
});

function dumpInto(target: string): CommandLine {
  const { host, port } = inject('server');
  return {
    tool: 'pg_dump',
    args: ['--format=directory', '--jobs=4', '--enable-row-security', '--no-password', '--file', target],
    env: {
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: 'slow_reader',
      PGPASSWORD: 'slow',
      PGDATABASE: database,
    },
  };
}

/** The processes whose arguments name this folder: a worker is a fork and keeps those of its leader. */
function dumpers(target: string): number[] {
  const listing = spawnSync('ps', ['-eo', 'pid,stat,args'], { encoding: 'utf8' }).stdout.split('\n');
  return listing
    .filter((line) => line.includes(target) && !/^\s*\d+\s+Z/.test(line))
    .map((line) => Number.parseInt(line, 10));
}

async function sessions(): Promise<number> {
  const answer = await admin.query<{ count: string }>(
    `SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pg_dump' AND datname = current_database()`,
  );
  return Number(answer.rows[0]?.count);
}

async function allAtWork(target: string): Promise<void> {
  await waitUntil(async () => dumpers(target).length === 5 && (await sessions()) === 5, {
    timeoutMs: 10_000,
    describeFailure: () => `a leader and four workers were expected: ${dumpers(target).join()}`,
  });
}

test('a cancelled parallel dump is gone within two seconds, on the server too', async () => {
  const target = join(folder, 'cancelled');
  const abort = new AbortController();
  const lines: string[] = [];
  const running = runTool(program, dumpInto(target), { onLine: (line) => lines.push(line) }, abort.signal);
  await allAtWork(target);
  const asked = performance.now();
  abort.abort();
  const end = await running;
  expect(dumpers(target)).toEqual([]);
  expect(performance.now() - asked).toBeLessThan(2000);
  expect(end.cancelled).toBe(true);
  expect(end.exitCode).not.toBe(0);
  await waitUntil(async () => (await sessions()) === 0, {
    timeoutMs: 2000,
    describeFailure: () => 'sessions are left on the server',
  });
});

test('when the leader is killed its workers go within two seconds', async () => {
  const target = join(folder, 'killed');
  const running = runTool(program, dumpInto(target), {}, never);
  await allAtWork(target);
  const [leader = 0] = dumpers(target);
  const killed = performance.now();
  process.kill(leader, 'SIGKILL');
  expect(await running).toMatchObject({ exitCode: undefined, signal: 'SIGKILL', cancelled: false });
  expect(dumpers(target)).toEqual([]);
  expect(performance.now() - killed).toBeLessThan(2000);
});

test('when a worker is killed the dump fails and nothing is left', async () => {
  const target = join(folder, 'worker');
  const lines: string[] = [];
  const running = runTool(program, dumpInto(target), { onLine: (line) => lines.push(line) }, never);
  await allAtWork(target);
  process.kill(dumpers(target)[2] ?? 0, 'SIGKILL');
  expect((await running).exitCode).toBe(1);
  expect(dumpers(target)).toEqual([]);
  expect(lines.join('\n')).toMatch(/worker process died unexpectedly|server closed the connection/);
});
