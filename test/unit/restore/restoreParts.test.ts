import { beforeEach, describe, expect, it } from 'vitest';
import { cancelledError } from '../../../src/core/cancellation';
import { BackupError } from '../../../src/core/errors';
import { text } from '../../../src/core/text';
import type { RestoreReport } from '../../../src/core/restore/report';
import type { RestoreRequest } from '../../../src/core/restore/request';
import { restoreDatabase } from '../../../src/core/restore/restoreDatabase';
import { rejectionOf } from '../thrownError';
import { manifest, request } from './restoreSamples';
import { restoreWorld, type World } from './restoreWorld';

const realError = ['pg_restore: error: could not execute query: ERROR:  permission denied for schema x'];

let world: World;

beforeEach(() => {
  world = restoreWorld({ manifest });
});

const restored = (asked: Partial<RestoreRequest> = {}): Promise<RestoreReport> =>
  restoreDatabase({ ...request, ...asked }, world.ports, new AbortController().signal);

describe('a part', () => {
  it('brings the database none of its properties', async () => {
    const report = await restored({ tables: ['public.notes'] });
    expect(report.outcome).toBe('restored');
    expect(world.happened.filter((each) => /COMMENT|ALTER/.test(each))).toEqual([]);
  });

  it('is picked from the table of contents, in a list', async () => {
    await restored({ tables: ['notes'] });
    expect(world.calls[0]?.args).toContain('--use-list=/tmp/list');
    expect(world.temporaryFile).toBe('9001;\n9002;\n1;\n2;\n3;\n');
  });

  it('that the backup does not hold is refused before anything is made', async () => {
    expect(await rejectionOf(restored({ tables: ['nots'] }))).toMatchObject({
      code: 'selection-not-in-backup',
    });
    expect(world.happened).toEqual([]);
  });

  it('by section alone is pg_restore’s own affair', async () => {
    world = restoreWorld({ manifest });
    expect((await restored({ sections: ['pre-data'] })).outcome).toBe('restored');
    expect(world.calls[0]?.args).toContain('--section=pre-data');
    expect(world.temporaryFile).toBeUndefined();
  });

  it('by sections without the tables is refused before anything is made', async () => {
    world = restoreWorld({ manifest });
    await expect(restored({ sections: ['data'] })).rejects.toMatchObject({
      code: 'sections-need-definitions',
    });
    expect(world.happened).toEqual([]);
  });
});

describe('into a database that is there', () => {
  const target = { kind: 'into', name: 'there' } as const;

  it('is refused where another restore has it', async () => {
    world = restoreWorld({ manifest, isTaken: true });
    await expect(restored({ target })).rejects.toMatchObject({ code: 'database-taken' });
    expect(world.happened).toEqual([]);
  });

  it('fills it, and neither makes, renames nor drops one', async () => {
    const report = await restored({ target });
    expect(report).toMatchObject({ database: 'there', outcome: 'restored' });
    expect(world.happened.join()).not.toMatch(/CREATE DATABASE|rename|drop/);
  });

  it('is refused where it is not empty, naming what is in it', async () => {
    world = restoreWorld({ manifest, userObjects: ['table a', 'b', 'c', 'd', 'e', 'f'] });
    const error = await rejectionOf(restored({ target }));
    expect(error).toMatchObject({ kind: 'refused', code: 'database-not-empty' });
    expect(error.message).toContain('table a, b, c, d, e, …');
    expect(world.calls).toEqual([]);
  });

  it('is not dropped when it fails or is cancelled', async () => {
    world = restoreWorld({ manifest, lines: realError, exitCode: 1 });
    expect(await restored({ target, dropOnFailure: true })).toMatchObject({
      database: 'there',
      outcome: 'failed',
    });
    world = restoreWorld({ manifest, runTool: () => Promise.reject(cancelledError()) });
    await rejectionOf(restored({ target, dropOnFailure: true }));
    expect(world.happened.join()).not.toContain('drop');
  });
});

describe('without a program that restores it', () => {
  it('no database is made', async () => {
    const missing = new BackupError({ kind: 'refused', code: 'tool-missing', what: text('none') });
    world = restoreWorld({ manifest, pickTool: () => Promise.reject(missing) });
    await expect(restored({})).rejects.toMatchObject({ code: 'tool-missing' });
    expect(world.happened).toEqual([]);
  });
});
