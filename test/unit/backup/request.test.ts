import { expect, it } from 'vitest';
import {
  checkBackupRequest,
  isPartial,
  wholeDatabase,
  type BackupRequest,
  type DumpOptions,
} from '../../../src/core/backup/request';
import { errorOf } from '../thrownError';
import { request } from './backupSamples';

it.each<Partial<BackupRequest>>([
  {},
  { format: 'tar', jobs: 1 },
  { format: 'directory', jobs: 4 },
  { format: 'auto', jobs: 4 },
  { format: 'tar', compression: { method: 'none', level: undefined } },
  { format: 'plain', compression: { method: 'gzip', level: 9 } },
  { compression: { method: 'zstd', level: 22 } },
  { compression: { method: 'zstd', level: -22 } },
])('%j is fine', (asked) => {
  expect(() => checkBackupRequest({ ...request, ...asked })).not.toThrow();
});

it.each<[Partial<BackupRequest>, string]>([
  [{ format: 'custom', jobs: 2 }, 'jobs-need-directory'],
  [{ format: 'tar', jobs: 2 }, 'jobs-need-directory'],
  [{ format: 'plain', jobs: 2 }, 'jobs-need-directory'],
  [{ format: 'tar', compression: { method: 'gzip', level: 1 } }, 'tar-has-no-compression'],
  [{ format: 'plain', compression: { method: 'zstd', level: 1 } }, 'plain-compression-unsupported'],
  [{ compression: { method: 'gzip', level: 10 } }, 'compression-level-unknown'],
  [{ compression: { method: 'gzip', level: 0 } }, 'compression-level-unknown'],
  [{ compression: { method: 'lz4', level: 13 } }, 'compression-level-unknown'],
  [{ compression: { method: 'zstd', level: 23 } }, 'compression-level-unknown'],
  [{ options: { ...wholeDatabase, extra: ['--file=x'] } }, 'extra-argument-reserved'],
])('%j is refused', (asked, code) => {
  expect(errorOf(() => checkBackupRequest({ ...request, ...asked }))).toMatchObject({ kind: 'usage', code });
});

it.each<Partial<DumpOptions>>([
  { content: 'data-only' },
  { schemas: ['a'] },
  { excludedSchemas: ['a'] },
  { tables: ['a'] },
  { excludedTables: ['a'] },
  { excludedTableData: ['a'] },
  { extra: ['--no-comments'] },
])('%j leaves something out', (options) => {
  expect(isPartial({ ...wholeDatabase, ...options })).toBe(true);
});

it('leaves nothing out without owners, rights, or under another role', () => {
  expect(isPartial({ ...wholeDatabase, owner: false, privileges: false, role: 'r', encoding: 'UTF8' })).toBe(
    false,
  );
});
