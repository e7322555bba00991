import { beforeEach, describe, expect, it } from 'vitest';
import { backUp, type FinishedBackup } from '../../../src/core/backup/backUp';
import { parseManifest } from '../../../src/core/backup/manifest';
import { wholeDatabase, type BackupRequest } from '../../../src/core/backup/request';
import { cancelledError } from '../../../src/core/cancellation';
import { BackupError } from '../../../src/core/errors';
import { inEnglish } from '../../../src/core/text';
import { rejectionOf } from '../thrownError';
import { request } from './backupSamples';
import { backupPorts, type Events, type Given } from './backupWorld';
import { readArchive } from './readBackups';

let events: Events;
/** What happened, in order. */
let steps: Events['steps'];
let calls: Events['calls'];
let abort: AbortController;

beforeEach(() => {
  events = { steps: [], calls: [], published: undefined };
  ({ steps, calls } = events);
  abort = new AbortController();
});

function run(world: Given = {}, asked: Partial<BackupRequest> = {}): Promise<FinishedBackup> {
  return backUp({ ...request, ...asked }, backupPorts(world, events), abort.signal);
}

const warningsOf = (done: FinishedBackup): string[] => done.warnings.map(inEnglish);

it('dumps, reads back, adds the checksum and gives the name last', async () => {
  const done = await run();
  expect(steps).toEqual([
    'prepare /srv/backups',
    'remove leftovers',
    'connect',
    'pick pg_dump',
    'reserve pianos-2026-01-02-030405.backup',
    'dump',
    'read',
    'digest',
    'publish',
    'discard 1',
    'disconnect',
  ]);
  expect(done.warnings).toEqual([]);
  expect(done.digest.bytes).toBe(42);
});

it('writes manifest and checksums for the name that the backup got in the end', async () => {
  const done = await run();
  expect(done.published.name).toBe('pianos-2026-01-02-030405-2.backup');
  expect(parseManifest(events.published?.manifest ?? '')).toEqual(done.manifest);
  expect(done.manifest.file).toBe(done.published.name);
  expect(events.published?.checksums).toContain(done.published.name);
});

it('dumps the snapshot that the facts were read in, under its partial name', async () => {
  await run();
  expect(calls[0]?.args).toEqual(
    expect.arrayContaining([
      '--snapshot=00000003-1',
      '--file=/srv/backups/.pianos-2026-01-02-030405.backup.partial1',
    ]),
  );
});

it('says so where the server exports no snapshot', async () => {
  const done = await run({ snapshot: undefined });
  expect(warningsOf(done)).toEqual([expect.stringContaining('cannot export a snapshot')]);
  expect(done.manifest.sameSnapshot).toBe(false);
});

it('says what it removed, what others can read, and what pg_dump warned about', async () => {
  const done = await run({
    leftovers: ['.old.partial'],
    readableByOthers: true,
    dumps: [{ lines: ['pg_dump: warning: there are circular foreign-key constraints on this table:'] }],
  });
  expect(warningsOf(done)).toEqual([
    expect.stringContaining('.old.partial'),
    expect.stringContaining('circular foreign-key'),
    expect.stringContaining('keeps no permissions'),
  ]);
  expect(done.manifest.warnings).toEqual(warningsOf(done));
});

describe('rows at the source', () => {
  const rows = [{ schema: 'public', name: 'notes', rows: 2 }];

  it('are counted where that was asked for, in the manifest', async () => {
    const done = await run({ countRows: () => Promise.resolve(rows) }, { countSource: true });
    expect(done.manifest.rowsAtSource).toEqual(rows);
  });

  it('are not counted otherwise', async () => {
    const done = await run({ countRows: () => Promise.reject(new Error('not asked')) });
    expect(done.manifest.rowsAtSource).toBeNull();
  });

  it('that cannot be counted are told, and the backup stays', async () => {
    const done = await run({ countRows: () => Promise.reject(failure('gone')) }, { countSource: true });
    expect(done.manifest.rowsAtSource).toBeNull();
    expect(done.warnings.map(inEnglish).join()).toContain('could not be counted');
    expect(events.published).toBeDefined();
  });
});

describe('a parallel dump', () => {
  const lacking = [
    'pg_dump: error: query failed: ERROR:  out of shared memory',
    'HINT:  You might need to increase max_locks_per_transaction.',
    'pg_dump: detail: Query was: LOCK TABLE public.t IN ACCESS SHARE MODE',
  ];

  it('that lacks locks is made once more with one job, and says so', async () => {
    const done = await run({ largeDatabase: true, dumps: [{ lines: lacking, exitCode: 1 }, {}] });
    expect(calls.map(({ args }) => args.find((each) => each.startsWith('--jobs')))).toEqual([
      '--jobs=4',
      undefined,
    ]);
    expect(
      steps.filter((step) => /^(dump|reserve|discard)/.test(step)).map((step) => step.split(' ', 1)[0]),
    ).toEqual(['reserve', 'dump', 'discard', 'reserve', 'dump', 'discard']);
    expect(warningsOf(done)).toEqual([expect.stringContaining('too few locks for 4 jobs')]);
    expect(done.manifest).toMatchObject({ format: 'directory', options: { jobs: 1 } });
  });

  it('that lacks connections is made once more with one job, and says so', async () => {
    const lines = [
      'pg_dump: error: connection to server at "h", port 5432 failed: FATAL:  sorry, too many clients already',
    ];
    const done = await run({ largeDatabase: true, dumps: [{ lines, exitCode: 1 }, {}] });
    expect(warningsOf(done)).toEqual([expect.stringContaining('too few connections for 4 jobs')]);
  });

  it('is not tried a third time', async () => {
    const error = await rejectionOf(run({ largeDatabase: true, dumps: [{ lines: lacking, exitCode: 1 }] }));
    expect(error.kind).toBe('failed');
    expect(calls).toHaveLength(2);
    expect(steps).toEqual(expect.arrayContaining(['discard 1', 'discard 2']));
    expect(events.published).toBeUndefined();
  });

  it('that fails otherwise is not tried again', async () => {
    const lines = ['pg_dump: error: query failed: ERROR:  permission denied for table t'];
    await rejectionOf(run({ largeDatabase: true, dumps: [{ lines, exitCode: 1 }] }));
    expect(calls).toHaveLength(1);
  });
});

describe('nothing is left', () => {
  it.each<[string, Given, string]>([
    ['when pg_dump fails', { dumps: [{ exitCode: 1 }] }, 'tool-failed'],
    [
      'when pg_dump prints an error and exits 0',
      { dumps: [{ lines: ['pg_dump: error: it broke'] }] },
      'tool-failed',
    ],
    ['when it is cancelled', { dumps: [{ throws: cancelledError() }] }, 'cancelled'],
    [
      'when the dump is not whole',
      {
        read: async () => ({
          ...(await readArchive()),
          damage: [{ kind: 'truncated', message: { template: 'cut', values: {} } }],
        }),
      },
      'dump-not-whole',
    ],
    ['when the dump holds nothing', { read: () => readArchive([]) }, 'dump-is-empty'],
    [
      'when the name cannot be given',
      {
        publishes: () => {
          throw failure('disk-full');
        },
      },
      'disk-full',
    ],
  ])('%s', async (_, world, code) => {
    expect((await rejectionOf(run(world))).code).toBe(code);
    expect(events.published).toBeUndefined();
    expect(steps.slice(-2)).toEqual(['discard 1', 'disconnect']);
  });

  it('when it is cancelled while the dump is read back', async () => {
    const read = async (): ReturnType<typeof readArchive> => {
      abort.abort();
      return await readArchive();
    };
    expect((await rejectionOf(run({ read }))).kind).toBe('cancelled');
    expect(steps).not.toContain('publish');
    expect(steps.slice(-2)).toEqual(['discard 1', 'disconnect']);
  });
});

describe('nothing is begun', () => {
  it('for a request that contradicts itself', async () => {
    const error = await rejectionOf(run({}, { format: 'tar', jobs: 3 }));
    expect(error.kind).toBe('usage');
    expect(steps).toEqual([]);
  });

  it('for a name pattern that is none', async () => {
    expect((await rejectionOf(run({}, { namePattern: '../{database}' }))).kind).toBe('usage');
    expect(steps).toEqual([]);
  });

  it('where there is no room', async () => {
    expect((await rejectionOf(run({ freeBytes: 10 }))).code).toBe('no-room');
    expect(steps).not.toContain('dump');
    expect(steps.at(-1)).toBe('disconnect');
  });

  it('of the whole database’s size for a part of it', async () => {
    await run({ freeBytes: 10 }, { options: { ...wholeDatabase, content: 'schema-only' } });
    expect(steps).toContain('publish');
  });
});

function failure(code: string): BackupError {
  return new BackupError({ kind: 'failed', code, what: { template: code, values: {} } });
}
