import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { descendantsOf, type SeenProcess } from '../support/processTree';
import { waitUntil } from '../support/waitUntil';
import type { RunningCommandLine } from './commandLine';

/** Two tables, so that two jobs have work; compressing them at the highest level keeps pg_dump busy for seconds. */
export const slowContents = ['a', 'b']
  .map(
    (name) => `CREATE TABLE slow_${name} AS
      SELECT id, md5(id::text) || md5((id + 1)::text) || md5((id + 2)::text) AS noise
        FROM generate_series(1, 300000) AS id;`,
  )
  .join('\n');

/** The options of a backup that takes seconds, by format. */
export const slowly = {
  custom: ['--format', 'custom', '--compress', 'gzip:9'],
  directory: ['--format', 'directory', '--jobs', '2', '--compress', 'gzip:9'],
  plain: ['--format', 'plain', '--compress', 'gzip:9'],
} as const;

/** Resolves when pg_dump has written data into the hidden file or folder; gives the processes at work. */
export async function backupUnderWay(
  running: RunningCommandLine,
  folder: string,
  bytes = 500_000,
): Promise<SeenProcess[]> {
  const state = { hasEnded: false };
  running.ended.finally(() => (state.hasEnded = true)).catch(() => undefined);
  await waitUntil(() => state.hasEnded || partialBytes(folder) > bytes, {
    timeoutMs: 20_000,
    everyMs: 20,
    describeFailure: () => `Nothing is written: ${running.told()}`,
  });
  if (state.hasEnded) throw new Error(`It ended too early: ${JSON.stringify(await running.ended)}`);
  const atWork = descendantsOf(running.pid);
  expect(atWork.map(({ name }) => name)).toContain('pg_dump');
  return atWork;
}

function partialBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('.partial') && !name.endsWith('.owner'))
    .map((name) => statSync(path.join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, found) => sum + (found?.isFile() === true ? found.size : 0), 0);
}
