import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { findProgram } from '../support/findProgram';
import { serverUrl } from '../support/privateServer';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { runCommandLine, type CommandLineEnd, type CommandLineOptions } from './commandLine';
import { dropDatabase, makeSharedDatabase } from './databases';
import { noSessionIn } from './sessions';

const server = inject('server');
const database = 'failing_folders';

let folder: string;

beforeAll(async () => {
  await makeSharedDatabase(
    server,
    database,
    `CREATE TABLE a AS SELECT id, md5(id::text) AS noise FROM generate_series(1, 200000) AS id;
     CREATE TABLE b AS SELECT id, md5(id::text) AS noise FROM generate_series(1, 200000) AS id`,
  );
});
afterAll(async () => {
  await dropDatabase(server, database);
});
beforeEach(async () => {
  folder = await makeTemporaryFolder('failing');
  return () => removeFolder(folder);
});

async function backUp(options: readonly string[], environment?: CommandLineOptions): Promise<CommandLineEnd> {
  const url = serverUrl(server, database);
  const end = await runCommandLine(
    ['backup', '--url', url, '--out', folder, '--name', 'b', '--json', ...options],
    environment,
  );
  await noSessionIn(server, database);
  return end;
}

const formats = [
  ['custom', ['--format', 'custom', '--compress', 'none']],
  ['directory', ['--format', 'directory', '--jobs', '2', '--compress', 'none']],
  ['tar', ['--format', 'tar']],
  ['plain', ['--format', 'plain']],
] as const;

/** Whether this system lets us mount a file system of our own; where not, a limit on the size of files must do. */
function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!mayMount())('in a small file system', () => {
  function mount(options: string): void {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  }
  afterEach(() => {
    try {
      execFileSync('umount', [folder], { stdio: 'ignore' });
    } catch {
      // The test failed before it was mounted.
    }
  });

  test.each(formats)('a %s backup that fills it fails and leaves nothing', async (_format, options) => {
    mount('size=3m');
    writeFileSync(path.join(folder, 'earlier.backup'), 'earlier');
    const end = await backUp(options);
    expect(end).toMatchObject({ status: 1, json: { error: { code: 'disk-full' } } });
    expect(readdirSync(folder)).toEqual(['earlier.backup']);
  });

  test('without room for a single further file, at whichever of them, it fails and leaves nothing', async () => {
    const statuses: (number | null)[] = [];
    // The folder itself takes one; the note, the backup, the manifest, the checksum and their second names the rest.
    for (const files of [1, 2, 3, 4, 5, 6]) {
      mount(`nr_inodes=${String(files)}`);
      const end = await backUp(['--schema-only']);
      statuses.push(end.status);
      if (end.status === 0) {
        expect(readdirSync(folder).sort()).toEqual(['b.backup', 'b.backup.manifest.json', 'b.backup.sha256']);
      } else {
        expect(end.json.error?.code).toBe('disk-full');
        expect(readdirSync(folder)).toEqual([]);
      }
      execFileSync('umount', [folder]);
    }
    expect(statuses).toEqual([1, 1, 1, 1, 1, 0]);
  });

  test('a read-only one is named as the reason', async () => {
    mount('size=3m');
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    const end = await backUp([]);
    expect(end).toMatchObject({ status: 1, json: { error: { code: 'file-system-read-only' } } });
    expect(end.json.error?.message).toContain(folder);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test.skipIf(findProgram(['prlimit']) === undefined).each(formats)(
  'a %s backup beyond the limit on the size of files fails and leaves nothing',
  async (_format, options) => {
    const end = await backUp(options, { through: ['prlimit', '--fsize=1000000'] });
    expect(end.status).toBe(1);
    // A parallel pg_dump tells of its worker only.
    expect(end.json.error?.code).toMatch(/^(file-too-large|worker-died)$/);
    expect(readdirSync(folder)).toEqual([]);
  },
);

test.skipIf(process.getuid?.() !== 0 || findProgram(['setpriv']) === undefined)(
  'a folder that may not be written to is named as the reason',
  async () => {
    chmodSync(folder, 0o555);
    const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    const end = await backUp([], { through: nobody, env: { HOME: '/nonexistent' } });
    expect(end).toMatchObject({ status: 1, json: { error: { code: 'file-access-denied' } } });
    expect(end.json.error?.message).toContain(folder);
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('a folder below a file is none, and the file stays', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, 'mine');
  for (const out of [file, path.join(file, 'below')]) {
    const end = await backUp(['--out', out]);
    expect(end).toMatchObject({ status: 1, json: { error: { code: 'not-a-folder' } } });
  }
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect(readdirSync(folder)).toEqual(['file']);
});
