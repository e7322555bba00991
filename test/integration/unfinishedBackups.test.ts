import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { removeDeadPartials } from '../../src/adapters/files/partialOwner';
import { placeOfThisProcess } from '../../src/adapters/files/processPlace';
import { stillRunning } from '../support/processTree';
import { serverUrl } from '../support/privateServer';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { waitUntil } from '../support/waitUntil';
import {
  runCommandLine,
  startCommandLine,
  type CommandLineEnd,
  type CommandLineOptions,
} from './commandLine';
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
  return await backUpSmallFrom({}, ...options);
}

async function backUpSmallFrom(
  place: CommandLineOptions,
  ...options: readonly string[]
): Promise<CommandLineEnd> {
  const end = await runCommandLine(callFor(small, ...options), place);
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

const otherNamespace = ['unshare', '--pid', '--fork', '--mount-proc'];
const namespaces = spawnSync('unshare', [...otherNamespace.slice(1), 'true']).status === 0;
if (!namespaces) process.stderr.write('unshare is refused here: no test with two PID namespaces.\n');

test.skipIf(!namespaces).each([
  ['does not find', []],
  ['has the number of', otherNamespace],
])(
  'nothing is taken away by a process that %s the writer, in another PID namespace',
  async (_what, place) => {
    const running = startCommandLine(callFor(large, '--name', 'same', ...slowly.custom), { through: place });
    const atWork = await backupUnderWay(running, folder);
    const inProgress = readdirSync(folder);

    const { json } = await backUpSmallFrom({ through: otherNamespace }, '--name', 'other');

    expect(json.warnings).toEqual([]);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(inProgress));
    expect(stillRunning(atWork)).toEqual(atWork);
    // unshare itself is deaf to this signal.
    const inside = place.length === 0 ? undefined : atWork.find(({ parent }) => parent === running.pid);
    process.kill(inside?.pid ?? running.pid, 'SIGTERM');
    expect((await running.ended).status).toBe(143);
  },
);

/** Above Linux's highest process number. */
const noProcess = 2 ** 22 + 1;
const minute = 60_000;
const day = 24 * 60 * minute;

test.each([
  ['a process that is gone', {}, 0, true],
  ['a process that lives', { pid: process.ppid }, 4 * minute, false],
  ['an earlier process of our number', { pid: process.pid }, 0, true],
  ['a number given again', { pid: process.ppid }, day + minute, true],
  ['a container that is silent for an hour', { namespace: 'pid:[1]' }, 60 * minute, false],
  ['a container of our number', { namespace: 'pid:[1]', pid: process.pid }, 0, false],
  ['a container that is silent for days', { namespace: 'pid:[1]' }, 3 * day + minute, true],
  ['an earlier boot', { boot: 'earlier', namespace: 'pid:[1]' }, 4 * minute, true],
  ['another machine of our name', { boot: 'another', pid: process.pid }, 2 * minute, false],
  ['another machine', { host: 'another', boot: 'another' }, 2 * day, false],
  ['another machine that is silent for days', { host: 'another' }, 3 * day + minute, true],
  ['an unknown kind of note', { boot: 1 }, day, false],
])('the heartbeat of %s decides', async (_what, noted, silence, isDead) => {
  const note = path.join(folder, '.x.backup.partial.owner');
  const place = await placeOfThisProcess('');
  writeFileSync(note, JSON.stringify({ pid: noProcess, ...place, run: 'other', ...noted }));
  const last = new Date(Date.now() - silence);
  utimesSync(note, last, last);

  expect(await removeDeadPartials(folder)).toEqual(isDead ? ['x.backup'] : []);
  expect(existsSync(note)).toBe(!isDead);
});

test('a left-over takes with it only what is its own', async () => {
  const name = 'old.backup';
  const dead = { pid: noProcess, ...(await placeOfThisProcess('')), run: 'gone' };
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
