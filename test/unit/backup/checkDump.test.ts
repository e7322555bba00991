import { describe, expect, it } from 'vitest';
import { checkDump, type CheckedDump } from '../../../src/core/backup/checkDump';
import type { ReadBackup } from '../../../src/core/backup/readBackup';
import { wholeDatabase, type DumpOptions } from '../../../src/core/backup/request';
import { text } from '../../../src/core/text';
import { errorOf } from '../thrownError';
import { connection } from './backupSamples';
import { readArchive, readScript } from './readBackups';

function checked(read: ReadBackup, options: Partial<DumpOptions> = {}): CheckedDump {
  return checkDump(read, { connection, options: { ...wholeDatabase, ...options } });
}

const damage = { kind: 'truncated', message: text('It ends too early.') } as const;

describe('a dump that is not whole', () => {
  it.each<[string, () => Promise<ReadBackup>]>([
    ['archive', async () => ({ ...(await readArchive()), damage: [damage] })],
    ['script', () => Promise.resolve({ ...readScript(), damage: [damage] })],
    ['file of something else', () => Promise.resolve({ kind: 'unreadable', damage: [damage] })],
  ])('%s is refused, with the reason', async (_, read) => {
    const error = errorOf(checked.bind(undefined, await read()));
    expect(error).toMatchObject({ kind: 'failed', code: 'dump-not-whole' });
    expect(error.message).toContain('It ends too early.');
  });
});

describe('a dump of nothing', () => {
  it.each<[string, () => Promise<ReadBackup>]>([
    ['archive', () => readArchive([])],
    ['archive of what every database has', () => readArchive([{ dumpId: 1, tag: 'public', type: 'SCHEMA' }])],
    ['script', () => Promise.resolve(readScript({ contentStatements: 0, copies: [] }))],
  ])('%s is refused', async (_, read) => {
    expect(errorOf(checked.bind(undefined, await read()))).toMatchObject({
      kind: 'failed',
      code: 'dump-is-empty',
    });
  });

  it('is told apart: an empty database, or a choice that left nothing', async () => {
    const empty = await readArchive([]);
    expect(errorOf(() => checked(empty)).message).toContain('“pianos” is empty');
    const chosen = errorOf(() => checked(empty, { schemas: ['z_asgard'] }));
    expect(chosen.message).toContain('belongs to an extension');
  });
});

describe('what is in a dump', () => {
  it('is told of an archive by its data', async () => {
    const reading = checked(await readArchive());
    expect(reading.holdsRowsOf('public', 'notes')).toBe(true);
    expect(reading.holdsRowsOf('public', 'notes_id')).toBe(false);
    expect(reading.holdsRowsOf('other', 'notes')).toBe(false);
    expect(reading.holdsManagementTable).toBe(false);
  });

  it('is not data that was left out', async () => {
    const table = { dumpId: 1, tag: 'notes', type: 'TABLE', schema: 'public' };
    expect(checked(await readArchive([table])).holdsRowsOf('public', 'notes')).toBe(false);
  });

  it('is told of a script by its COPY', () => {
    const reading = checked(readScript());
    expect(reading.holdsRowsOf('public', 'notes')).toBe(true);
    expect(reading.holdsRowsOf('public', 'other')).toBe(false);
  });

  it('can be ASGARD’s management table', async () => {
    const rows = {
      tag: 'gestion_schema',
      type: 'TABLE DATA',
      schema: 'z_asgard_admin',
      section: 3,
      data: 'x\n\\.\n',
    };
    expect(checked(await readArchive([{ dumpId: 1, ...rows }])).holdsManagementTable).toBe(true);
    const elsewhere = { ...rows, schema: 'public' };
    expect(checked(await readArchive([{ dumpId: 1, ...elsewhere }])).holdsManagementTable).toBe(false);
  });
});
