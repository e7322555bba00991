import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  lchown,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeStalePasswordFiles, writePasswordFile } from '../../../src/adapters/pgtools/passwordFile';

let runtime: string;
const before = process.env['XDG_RUNTIME_DIR'];

beforeEach(async () => {
  runtime = await realpath(await mkdtemp(join(tmpdir(), 'runtime-')));
  process.env['XDG_RUNTIME_DIR'] = runtime;
});
afterEach(async () => {
  if (before === undefined) delete process.env['XDG_RUNTIME_DIR'];
  else process.env['XDG_RUNTIME_DIR'] = before;
  await rm(runtime, { recursive: true, force: true });
});

async function written(password: string): Promise<{ path: string; remove: () => Promise<void> }> {
  const file = await writePasswordFile(password);
  if (file === undefined) throw new Error('no file');
  return file;
}

test('is ours alone, holds the password, and goes', async () => {
  const mask = process.umask(0);
  const file = await written('a:b\\c').finally(() => process.umask(mask));
  expect(file.path.startsWith(`${runtime}/pg-backup-${process.pid}-`)).toBe(true);
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
  expect((await stat(dirname(file.path))).mode & 0o777).toBe(0o700);
  expect(await readFile(file.path, 'utf8')).toBe('*:*:*:*:a\\:b\\\\c\n');
  await file.remove();
  await file.remove();
  expect(await readdir(runtime)).toEqual([]);
});

test('a password that no such file can hold is said, and nothing is written', async () => {
  expect(await writePasswordFile('two\nlines')).toBeUndefined();
  expect(await readdir(runtime)).toEqual([]);
});

test.each(['others may enter it', 'a link', 'missing', 'relative'])(
  'a runtime folder is passed over: %s',
  async (why) => {
    if (why === 'others may enter it') await chmod(runtime, 0o755);
    if (why === 'a link') {
      await symlink(runtime, `${runtime}-link`);
      process.env['XDG_RUNTIME_DIR'] = `${runtime}-link`;
    }
    if (why === 'missing') process.env['XDG_RUNTIME_DIR'] = join(runtime, 'none');
    if (why === 'relative') process.env['XDG_RUNTIME_DIR'] = 'run';
    const file = await written('x');
    expect(dirname(dirname(file.path))).toBe(tmpdir());
    await file.remove();
    await rm(`${runtime}-link`, { force: true });
  },
);

test('the sweep takes what dead processes of this user left, follows no link and spares all else', async () => {
  const dead = spawnSync('true').pid;
  const own = await written('x');
  const treasure = join(runtime, 'treasure');
  await mkdir(treasure);
  await writeFile(join(treasure, 'file'), 'precious');
  const stale = join(runtime, `pg-backup-${dead}-abcDEF`);
  await mkdir(stale);
  await writeFile(join(stale, 'pgpass'), 'secret');
  await symlink(treasure, join(stale, 'link'));
  await symlink(treasure, join(runtime, `pg-backup-${dead}-aLink1`));
  await mkdir(join(runtime, `pg-backup-${dead}-notours-`));
  await mkdir(join(runtime, `pg-backup-${process.ppid}-alive1`));
  if (process.getuid?.() === 0) {
    await mkdir(join(runtime, `pg-backup-${dead}-other1`));
    await lchown(join(runtime, `pg-backup-${dead}-other1`), 65_534, 65_534);
  }
  await removeStalePasswordFiles();
  expect(existsSync(stale)).toBe(false);
  expect(await readFile(join(treasure, 'file'), 'utf8')).toBe('precious');
  expect(existsSync(own.path)).toBe(true);
  const kept = [
    'treasure',
    `pg-backup-${dead}-aLink1`,
    `pg-backup-${dead}-notours-`,
    `pg-backup-${process.ppid}-alive1`,
  ];
  expect(await readdir(runtime)).toEqual(expect.arrayContaining(kept));
  if (process.getuid?.() === 0) expect(existsSync(join(runtime, `pg-backup-${dead}-other1`))).toBe(true);
  await own.remove();
});
