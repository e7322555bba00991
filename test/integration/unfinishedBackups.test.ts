import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { stillRunning } from '../support/processTree';
import { serverUrl } from '../support/privateServer';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { waitUntil } from '../support/waitUntil';
import { runCommandLine, startCommandLine, type CommandLineEnd } from './commandLine';
import { dropDatabase, makeSharedDatabase } from './databases';
import { backupUnderWay, slowContents, slowly } from './slowBackup';
import { noSessionIn } from './sessions';

const server = inject('server');
const large = 'unfinished_large';
const small = 'unfinished_small';

let folder: string;

beforeAll(async () => {
  await makeSharedDatabase(server, large, slowContents);
  await makeSharedDatabase(server, small, 'CREATE TABLE notes AS SELECT 1 AS id');
});
afterAll(async () => {
  await dropDatabase(server, large);
  await dropDatabase(server, small);
});
beforeEach(async () => {
  folder = await makeTemporaryFolder('unfinished');
  return () => removeFolder(folder);
});

function callFor(database: string, ...options: readonly string[]): string[] {
  return ['backup', '--url', serverUrl(server, database), '--out', folder, '--json', ...options];
}

async function backUpSmall(...options: readonly string[]): Promise<CommandLineEnd> {
  const end = await runCommandLine(callFor(small, ...options));
  expect(end).toMatchObject({ status: 0, signal: null });
  return end;
}

function visibleNames(): string[] {
  return readdirSync(folder).filter((name) => !name.startsWith('.'));
}

test.each(['custom', 'directory'] as const)(
  'a killed process leaves only hidden files (%s), which the next run removes and tells',
  async (format) => {
    const running = startCommandLine(callFor(large, '--name', 'killed', ...slowly[format]));
    const atWork = await backupUnderWay(running, folder);

    running.kill('SIGKILL');

    expect(await running.ended).toMatchObject({ status: null, signal: 'SIGKILL' });
    expect(visibleNames()).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(2);
    const { json } = await backUpSmall('--name', 'next');
    const killedName = format === 'custom' ? 'killed.backup' : 'killed.backupdir';
    expect(json.warnings).toEqual([
      `An unfinished backup that a dead process had left was removed: ${killedName}`,
    ]);
    // pg_dump was detached from us: it ends with its next line to nobody, or with the folder that is gone.
    await waitUntil(() => stillRunning(atWork).length === 0, {
      timeoutMs: 30_000,
      describeFailure: () => `Still at work: ${JSON.stringify(stillRunning(atWork))}`,
    });
    expect(readdirSync(folder).sort()).toEqual([
      'next.backup',
      'next.backup.manifest.json',
      'next.backup.sha256',
    ]);
    await noSessionIn(server, large);
  },
);

test('what another process writes at the moment is left alone', async () => {
  const running = startCommandLine(callFor(large, '--name', 'same', ...slowly.custom));
  const atWork = await backupUnderWay(running, folder);
  const inProgress = readdirSync(folder).sort();

  const { json } = await backUpSmall('--name', 'same');

  expect(json.warnings).toEqual([]);
  // The name is spoken for.
  expect(path.basename(json.file ?? '')).toBe('same-2.backup');
  expect(
    readdirSync(folder)
      .filter((name) => name.startsWith('.'))
      .sort(),
  ).toEqual(inProgress);
  expect(stillRunning(atWork)).toEqual(atWork);
  running.kill('SIGTERM');
  expect((await running.ended).status).toBe(143);
});

test('a left-over takes with it only what is its own', async () => {
  const name = 'old.backup';
  const dead = { pid: 2 ** 22 + 1, host: hostname(), run: 'gone' };
  writeFileSync(path.join(folder, `.${name}.partial.owner`), JSON.stringify(dead));
  writeFileSync(path.join(folder, `.${name}.partial`), 'half');
  writeFileSync(path.join(folder, `.${name}.partial.manifest`), '{');
  writeFileSync(path.join(folder, `.${name}.partial.checksums`), '');
  // The partial of a database whose name is made to look like it.
  writeFileSync(path.join(folder, `.${name}.partial.backup.partial`), 'another one’s');

  const { json } = await backUpSmall('--name', 'next');

  expect(json.warnings).toHaveLength(1);
  expect(readdirSync(folder).filter((each) => each.startsWith('.'))).toEqual([
    `.${name}.partial.backup.partial`,
  ]);
});

test('a note that cannot be read does not hold up the next backup of that name', async () => {
  writeFileSync(path.join(folder, '.same.backup.partial.owner'), '');
  const { json } = await backUpSmall('--name', 'same');
  expect(path.basename(json.file ?? '')).toBe('same-2.backup');
  expect(existsSync(path.join(folder, '.same.backup.partial.owner'))).toBe(true);
});

test('two backups of one name at the same time each keep their own', async () => {
  const ends = await Promise.all([1, 2, 3].map(() => backUpSmall('--name', 'same')));
  expect(ends.map(({ json }) => path.basename(json.file ?? '')).sort()).toEqual([
    'same-2.backup',
    'same-3.backup',
    'same.backup',
  ]);
  for (const { json } of ends) {
    const manifest = JSON.parse(readFileSync(json.manifest ?? '', 'utf8')) as { sha256: string };
    expect(manifest.sha256).toBe(json.sha256);
  }
  expect(readdirSync(folder)).toHaveLength(9);
});

test.each([
  ['the backup, in other letters', 'SAME.Backup', 'custom'],
  ['the manifest', 'same.backup.manifest.json', 'custom'],
  ['the checksum', 'same.backup.sha256', 'custom'],
  ['the checksums of a folder, in other letters', 'Same.BackupDir.sha256sums', 'directory'],
] as const)('a name is not used when %s is there', async (_what, present, format) => {
  writeFileSync(path.join(folder, present), 'mine');
  const { json } = await backUpSmall('--name', 'same', '--format', format);
  expect(path.basename(json.file ?? '')).toBe(format === 'custom' ? 'same-2.backup' : 'same-2.backupdir');
  expect(readFileSync(path.join(folder, present), 'utf8')).toBe('mine');
});

test('a folder of the backup’s name is not entered', async () => {
  mkdirSync(path.join(folder, 'same.backupdir'));
  const { json } = await backUpSmall('--name', 'same', '--format', 'directory');
  expect(path.basename(json.file ?? '')).toBe('same-2.backupdir');
  expect(readdirSync(path.join(folder, 'same.backupdir'))).toEqual([]);
});
