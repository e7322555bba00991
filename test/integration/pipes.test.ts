import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { serverUrl } from '../support/privateServer';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { runCommandLine } from './commandLine';
import { dropDatabase, makeSharedDatabase } from './databases';

const server = inject('server');
const source = 'pipes_source';
const restored = 'pipes_restored';
const url = serverUrl(server, source);

let folder: string;
let fifo: string;

beforeAll(async () => {
  folder = await makeTemporaryFolder('pipes');
  fifo = path.join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  await makeSharedDatabase(server, source, 'CREATE TABLE notes AS SELECT 1 AS id');
});
afterAll(async () => {
  for (const name of [source, restored]) await dropDatabase(server, name);
  await removeFolder(folder);
});

test.each([
  ['a named pipe', () => fifo],
  ['the standard input', () => '/dev/stdin'],
])('%s is not restored', async (_what, file) => {
  // A pipe that is waited for would hold it up until somebody writes.
  const call = ['restore', file(), '--create', restored, '--url', url, '--json'];
  const end = await runCommandLine(call, { through: ['timeout', '-s', 'KILL', '30'] });
  expect(end).toMatchObject({ status: 2, json: { error: { code: 'backup-is-a-pipe' } } });
  expect(end.json.error?.remedy).toBe('Save it to a file first.');
});

test('a pipe in the place of the manifest or the checksum holds up nothing', async () => {
  const backup = await runCommandLine(['backup', '--url', url, '--out', folder, '--json']);
  const file = backup.json.file ?? '';
  for (const companion of [`${file}.manifest.json`, `${file}.sha256`]) {
    expect(existsSync(companion)).toBe(true);
    rmSync(companion);
    execFileSync('mkfifo', [companion]);
  }
  const call = ['restore', file, '--create', restored, '--url', url, '--json'];
  const end = await runCommandLine(call, { through: ['timeout', '-s', 'KILL', '60'] });
  expect(end).toMatchObject({ status: 0, json: { outcome: 'restored' } });
});
