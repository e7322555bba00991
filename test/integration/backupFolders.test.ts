import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupFinder } from '../../src/adapters/files/backupFolders';
import { projectRoot } from '../support/projectRoot';

const archives = path.join(projectRoot, 'test', 'fixtures', 'archives', '15');
const { signal } = new AbortController();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pgbr-found-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (fixture: string, name: string): void =>
  cpSync(path.join(archives, fixture), path.join(folder, name), { recursive: true });

test('backups are recognised by their content, whatever they are called', async () => {
  put('custom-gzip.backup', 'holiday.jpg');
  put('directory-gzip', 'folder');
  put('tar.tar', 'no ending');
  put('plain.sql', 'plain.sql');
  writeFileSync(path.join(folder, 'looks-like.backup'), 'not one');
  writeFileSync(path.join(folder, 'empty.backup'), '');
  mkdirSync(path.join(folder, 'a folder'));
  const { backups, isCutShort } = await backupFinder()(folder, signal);
  expect(Object.fromEntries(backups.map(({ name, format }) => [name, format]))).toEqual({
    'holiday.jpg': 'custom',
    folder: 'directory',
    'no ending': 'tar',
    'plain.sql': 'plain',
  });
  expect(isCutShort).toBe(false);
  const archived = backups.filter(({ format }) => format !== 'plain');
  expect(new Set(archived.map(({ database }) => database)).size).toBe(1);
  expect(archived[0]?.database).not.toBe('');
  expect(backups.every(({ bytes }) => bytes > 0)).toBe(true);
});

test('unfinished backups, companions and links that lead nowhere are left out', async () => {
  put('custom-gzip.backup', '.a.backup.partial');
  put('custom-gzip.backup', 'a.backup.sha256');
  symlinkSync('/nowhere', path.join(folder, 'link.backup'));
  expect((await backupFinder()(folder, signal)).backups).toEqual([]);
});

test('a manifest of any shape does no harm; a good one names database, server and moment', async () => {
  put('custom-gzip.backup', 'a.backup');
  const manifest = path.join(folder, 'a.backup.manifest.json');
  const find = backupFinder();
  for (const odd of ['', '[]', '{"manifestVersion":1}', 'null']) {
    writeFileSync(manifest, odd);
    const { backups } = await find(folder, signal);
    expect(backups).toHaveLength(1);
    expect(backups[0]?.server).toBeUndefined();
  }
  const good = {
    manifestVersion: 1,
    ...{ file: 'a.backup', format: 'custom', sha256: '', bytes: 1, createdAt: '2026-11-22T12:00:00Z' },
    database: {
      ...{ name: 'renamed', owner: 'o', encoding: 'UTF8', provider: 'libc', collate: 'C', ctype: 'C' },
      ...{ tablespace: 'pg_default', connectionLimit: -1, settings: [], privileges: null },
      ...{ locale: null, icuRules: null, isTemplate: false, comment: null },
    },
    options: { owner: true },
    rowsAtSource: null,
    extensions: [],
  };
  const servers: readonly [unknown, unknown][] = [
    [
      { host: 'db', port: 5432 },
      { host: 'db', port: 5432 },
    ],
    [{ host: 1, port: 'x' }, undefined],
    [null, undefined],
  ];
  for (const [server, found] of servers) {
    writeFileSync(manifest, JSON.stringify({ ...good, server }));
    const { backups } = await find(folder, signal);
    expect(backups[0]).toMatchObject({ database: 'renamed', createdAt: Date.UTC(2026, 10, 22, 12) });
    expect(backups[0]?.server).toEqual(found);
  }
});

test('a file that changed is read again, one that went away is forgotten', async () => {
  put('custom-gzip.backup', 'a.backup');
  const find = backupFinder();
  const first = (await find(folder, signal)).backups[0];
  expect((await find(folder, signal)).backups[0]).toBe(first);
  put('plain.sql', 'a.backup');
  utimesSync(path.join(folder, 'a.backup'), 1, 1);
  expect((await find(folder, signal)).backups[0]).toMatchObject({ format: 'plain' });
  rmSync(path.join(folder, 'a.backup'));
  expect((await find(folder, signal)).backups).toEqual([]);
});

test('a folder that is missing is empty; what is no folder says so', async () => {
  expect((await backupFinder()(path.join(folder, 'missing'), signal)).backups).toEqual([]);
  writeFileSync(path.join(folder, 'file'), '');
  await expect(backupFinder()(path.join(folder, 'file'), signal)).rejects.toThrow('is not a folder');
});

test('a thousand backups are found quickly, and again at once', async () => {
  for (let number = 0; number < 1000; number += 1) put('custom-gzip.backup', `${String(number)}.backup`);
  const find = backupFinder();
  const started = performance.now();
  expect((await find(folder, signal)).backups).toHaveLength(1000);
  const again = performance.now();
  expect((await find(folder, signal)).backups).toHaveLength(1000);
  expect(again - started).toBeLessThan(5_000);
  expect(performance.now() - again).toBeLessThan(2_000);
});
