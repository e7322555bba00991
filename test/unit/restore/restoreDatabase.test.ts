import { beforeEach, describe, expect, it } from 'vitest';
import { cancelledError } from '../../../src/core/cancellation';
import { BackupError } from '../../../src/core/errors';
import type { RestoreReport } from '../../../src/core/restore/report';
import type { RestoreRequest } from '../../../src/core/restore/request';
import { restoreDatabase } from '../../../src/core/restore/restoreDatabase';
import { inEnglish } from '../../../src/core/text';
import { rejectionOf } from '../thrownError';
import { manifest, request } from './restoreSamples';
import { restoreWorld, type World } from './restoreWorld';

const realError = ['pg_restore: error: could not execute query: ERROR:  permission denied for schema x'];

let abort: AbortController;
let world: World;

beforeEach(() => {
  abort = new AbortController();
  world = restoreWorld({ manifest });
});

const restored = (asked: Partial<RestoreRequest> = {}): Promise<RestoreReport> =>
  restoreDatabase({ ...request, ...asked }, world.ports, abort.signal);
const stepNames = (report: RestoreReport): string[] => report.steps.map(({ name }) => name);

describe('into a new database', () => {
  it('makes it under its unfinished name, fills it, gives it its properties, verifies, and renames it last', async () => {
    const report = await restored();
    expect(report).toMatchObject({ database: 'copy', outcome: 'restored', failure: undefined, warnings: [] });
    expect(stepNames(report)).toEqual([
      'create-database',
      'database-settings',
      'restore',
      'database-properties',
      'verify',
      'rename',
    ]);
    expect(world.happened).toEqual([
      expect.stringMatching(/^execute CREATE DATABASE "copy__restoring" TEMPLATE template0 OWNER "marie"/),
      'execute in copy__restoring ALTER DATABASE "copy__restoring" SET "search_path" TO \'app\', \'public\'',
      'pg_restore',
      expect.stringMatching(/^execute in copy__restoring COMMENT ON DATABASE "copy__restoring" IS/),
      'rename copy__restoring copy',
    ]);
    expect(report.verification.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'checksum passed',
      'relations-are-there passed',
      'materialized-views-are-filled passed',
      'extensions-are-there passed',
      'rows-are-there unknown',
    ]);
  });

  it('uses the jobs of the machine for an archive, and one where another would not work', async () => {
    await restored();
    expect(world.calls[0]?.args).toContain('--jobs=4');
    world = restoreWorld({ manifest, offsetsMissing: true });
    expect((await restored()).warnings).toEqual([]);
    expect(world.calls[0]?.args.join(' ')).not.toContain('--jobs');
    expect((await restored({ jobs: 3 })).warnings.map(inEnglish)).toEqual([
      expect.stringContaining('one job'),
    ]);
  });

  it('uses one job with ASGARD', async () => {
    world = restoreWorld({
      manifest,
      entries: [{ dumpId: 7, tag: 'asgard', type: 'EXTENSION' }],
      extensions: ['asgard'],
    });
    const report = await restored({ jobs: 4 });
    expect(report.warnings.map(inEnglish)).toEqual([expect.stringContaining('ASGARD')]);
    expect(world.calls[0]?.args.join(' ')).not.toContain('--jobs');
  });

  it('is refused where the name is taken, and nothing is made', async () => {
    world = restoreWorld({ manifest, databases: ['copy'] });
    expect(await rejectionOf(restored())).toMatchObject({ kind: 'refused', code: 'database-exists' });
    expect(world.happened).toEqual([]);
  });

  it('leaves an earlier unfinished one alone, and says that it is there', async () => {
    world = restoreWorld({ manifest, databases: ['copy__restoring'] });
    const report = await restored();
    expect(report).toMatchObject({ database: 'copy', outcome: 'restored-with-warnings' });
    expect(report.warnings.map(inEnglish)).toEqual([expect.stringContaining('“copy__restoring”')]);
    expect(world.happened).toContain('rename copy__restoring_2 copy');
    expect(world.happened.join()).not.toContain('drop');
  });

  it('is asked about where nothing says what it was like', async () => {
    world = restoreWorld({});
    expect(await rejectionOf(restored())).toMatchObject({ kind: 'usage', code: 'database-shape-unknown' });
    expect(world.happened).toEqual([]);
  });

  it('leaves owners out where the dump did', async () => {
    world = restoreWorld({ manifest: { ...manifest, options: { ...manifest.options, owner: false } } });
    await restored();
    expect(world.calls[0]?.args).toContain('--no-owner');
  });
});

describe('what fails', () => {
  it('is kept under its unfinished name, for a look', async () => {
    world = restoreWorld({ manifest, lines: realError, exitCode: 1 });
    const report = await restored();
    expect(report).toMatchObject({ database: 'copy__restoring', outcome: 'failed' });
    expect(world.happened.join()).not.toMatch(/drop|rename/);
    expect(stepNames(report)).toContain('verify');
  });

  it('is dropped where that was asked for', async () => {
    world = restoreWorld({ manifest, lines: realError, exitCode: 1 });
    const report = await restored({ dropOnFailure: true });
    expect(report).toMatchObject({ database: null, outcome: 'failed' });
    expect(world.happened.at(-1)).toBe('drop copy__restoring');
  });

  it('and cannot be dropped is told as still there', async () => {
    world = restoreWorld({
      manifest,
      lines: realError,
      exitCode: 1,
      drop: () => Promise.reject(new Error('in use')),
    });
    const report = await restored({ dropOnFailure: true });
    expect(report).toMatchObject({ database: 'copy__restoring', outcome: 'failed' });
    expect(report.warnings.map(inEnglish)).toEqual([expect.stringContaining('in use')]);
  });

  it.each([
    ['an exit status without a reason', { exitCode: 1 }],
    ['an error with exit status 0', { lines: realError, exitCode: 0 }],
    ['a table that is not there', { relations: [] }],
    ['an extension that is not there', { entries: [{ dumpId: 7, tag: 'hstore', type: 'EXTENSION' }] }],
    ['rows that are not there', { rows: [{ schema: 'public', name: 'notes', rows: 1 }] }],
    [
      'a property that is refused',
      { refuse: (sql: string) => (sql.startsWith('COMMENT') ? 'must be owner' : undefined) },
    ],
  ])('is told as failed: %s', async (_, given) => {
    const counted = { ...manifest, rowsAtSource: [{ schema: 'public', name: 'notes', rows: 2 }] };
    world = restoreWorld({ manifest: counted, rows: counted.rowsAtSource, ...given });
    const report = await restored();
    expect(report).toMatchObject({ outcome: 'failed', database: 'copy__restoring' });
    expect(report.failure).toBeInstanceOf(BackupError);
    expect(world.happened.join()).not.toContain('rename');
  });

  it('to be renamed is kept whole, under its unfinished name', async () => {
    const failed = new BackupError({
      kind: 'failed',
      code: 'rename-failed',
      what: { template: 'in use', values: {} },
    });
    world = restoreWorld({ manifest, rename: () => Promise.reject(failed) });
    const report = await restored({ dropOnFailure: true });
    expect(report).toMatchObject({ database: 'copy__restoring', outcome: 'failed', failure: failed });
    expect(world.happened.join()).not.toContain('drop');
  });

  it('expectedly in a port becomes part of the report', async () => {
    const lost = new BackupError({
      kind: 'failed',
      code: 'connection-lost',
      what: { template: 'lost', values: {} },
    });
    world = restoreWorld({ manifest, runTool: () => Promise.reject(lost) });
    expect(await restored()).toMatchObject({
      database: 'copy__restoring',
      failure: { code: 'connection-lost' },
    });
  });
});

it('says which statements of the archive about the database it did not run', async () => {
  const entries = [
    {
      dumpId: 7,
      tag: 'base é',
      type: 'DATABASE',
      definition: 'CREATE DATABASE "base é" ENCODING = \'UTF8\';\n',
    },
    { dumpId: 8, tag: 'base é', type: 'DATABASE PROPERTIES', definition: 'DROP DATABASE postgres;\n' },
  ];
  world = restoreWorld({ manifest, entries });
  const report = await restored();
  expect(report.warnings.map(inEnglish)).toEqual([
    expect.stringMatching(/^1 statements.*: DROP DATABASE postgres/),
  ]);
  expect(world.happened.join()).not.toContain('DROP DATABASE postgres');
});

describe('a setting that is refused at first', () => {
  it('is given again once the objects are there', async () => {
    let asked = 0;
    world = restoreWorld({
      manifest,
      refuse: (sql) => (sql.includes('search_path') && asked++ === 0 ? 'not yet' : undefined),
    });
    expect((await restored()).outcome).toBe('restored');
    expect(asked).toBe(2);
  });
});

describe('cancelled', () => {
  it.each([
    ['while it is filled', { runTool: () => Promise.reject(cancelledError()) }],
    ['while it is made', { execute: () => Promise.reject(cancelledError()) }],
  ])('%s, the unfinished database is dropped', async (_, given) => {
    world = restoreWorld({ manifest, ...given });
    expect((await rejectionOf(restored())).kind).toBe('cancelled');
    expect(world.happened.at(-1)).toBe('drop copy__restoring');
  });

  it('says so where it could not be dropped', async () => {
    const drop = (): Promise<void> => Promise.reject(new Error('server gone'));
    world = restoreWorld({ manifest, runTool: () => Promise.reject(cancelledError()), drop });
    const error = await rejectionOf(restored());
    expect(error.kind).toBe('cancelled');
    expect(error.message).toMatch(/“copy__restoring”.*server gone/);
  });

  it('before anything was made, nothing is dropped', async () => {
    abort.abort();
    expect((await rejectionOf(restored())).kind).toBe('cancelled');
    expect(world.happened).toEqual([]);
  });

  it('after a bug too, what is half made is dropped, and the bug is not hidden', async () => {
    const bug = new TypeError('undefined is not a function');
    world = restoreWorld({ manifest, runTool: () => Promise.reject(bug) });
    await expect(restored()).rejects.toBe(bug);
    expect(world.happened.at(-1)).toBe('drop copy__restoring');
  });
});

describe('a backup that must not be restored', () => {
  it.each([
    ['whose checksum differs', { sha256: 'c'.repeat(64) }],
    ['that is damaged', { bytes: new TextEncoder().encode('PGDMP\u0001\u000e') }],
    ['that is none', { bytes: new TextEncoder().encode('\u0000\u0001\u0002 no backup') }],
  ])('%s is refused before any tool or server sees it', async (_, given) => {
    world = restoreWorld({ manifest, ...given });
    expect(await rejectionOf(restored())).toMatchObject({ kind: 'refused', code: 'backup-damaged' });
    expect(world.happened).toEqual([]);
  });

  it('has its checksum told as unknown where none was noted', async () => {
    world = restoreWorld({});
    const report = await restored({ target: { kind: 'into', name: 'there' } });
    expect(report.verification[0]).toMatchObject({ id: 'checksum', status: 'unknown' });
  });
});
