import { describe, expect, it } from 'vitest';
import { planDump } from '../../../src/core/backup/dumpPlan';
import type { BackupRequest } from '../../../src/core/backup/request';
import type { DumpCapacity } from '../../../src/core/server/sourceFacts';
import { capacity, request } from './backupSamples';

const large = { databaseBytes: 1_000_000_000 };

function planned(
  asked: Partial<BackupRequest> = {},
  server: Partial<DumpCapacity> = {},
  clientMajor = 15,
  processors = 4,
): ReturnType<typeof planDump> {
  return planDump({ ...request, ...asked }, { ...capacity, ...server }, clientMajor, processors);
}

describe('auto', () => {
  it('makes one file below 1 GB, and a directory with jobs from there on', () => {
    expect(planned({}, { databaseBytes: 999_999_999 })).toMatchObject({
      format: 'custom',
      jobs: 1,
      notes: [],
    });
    expect(planned({}, large)).toMatchObject({ format: 'directory', jobs: 4, notes: [] });
  });

  it('takes no more than eight jobs, however many processors there are', () => {
    expect(planned({}, large, 15, 64).jobs).toBe(8);
  });

  it('makes a directory where jobs are asked for, whatever the size', () => {
    expect(planned({ jobs: 3 })).toMatchObject({ format: 'directory', jobs: 3 });
  });

  it('makes one file where one job is asked for, whatever the size', () => {
    expect(planned({ jobs: 1 }, large)).toMatchObject({ format: 'custom', jobs: 1, notes: [] });
  });

  it.each([
    [{ tables: 12_000, lockSlots: 6400 }, 'custom', 1],
    [{ tables: 3200, lockSlots: 6400 }, 'custom', 1],
    [{ tables: 2133, lockSlots: 6400 }, 'directory', 2],
    [{ tables: 1280, lockSlots: 6400 }, 'directory', 4],
    [{ tables: 0, lockSlots: 0 }, 'directory', 4],
    [{ spareConnections: 0 }, 'custom', 1],
    [{ spareConnections: -3 }, 'custom', 1],
    [{ spareConnections: 2 }, 'custom', 1],
    [{ spareConnections: 3 }, 'directory', 2],
  ] as const)('fits the server: %j gives %s with %i', (server, format, jobs) => {
    const plan = planned({}, { ...large, ...server });
    expect(plan).toMatchObject({ format, jobs });
    expect(plan.notes).toHaveLength(format === 'custom' ? 1 : 0);
  });

  it('does not blame the server where the machine has one processor', () => {
    expect(planned({}, large, 15, 1)).toMatchObject({ format: 'custom', jobs: 1, notes: [] });
  });
});

describe('a format that was asked for', () => {
  it.each(['custom', 'tar', 'plain'] as const)('%s is written by one job', (format) => {
    expect(planned({ format }, large)).toMatchObject({ format, jobs: 1 });
  });

  it('directory takes the jobs that fit, or those that were asked for', () => {
    expect(planned({ format: 'directory' }, { spareConnections: 3 })).toMatchObject({ jobs: 2 });
    expect(planned({ format: 'directory', jobs: 6 }, { spareConnections: 3 })).toMatchObject({ jobs: 6 });
  });
});

describe('compression', () => {
  it.each([
    ['custom', 15, { method: 'gzip', level: 1 }],
    ['custom', 16, { method: 'zstd', level: 1 }],
    ['directory', 17, { method: 'zstd', level: 1 }],
    ['tar', 16, { method: 'none', level: undefined }],
    ['plain', 16, { method: 'none', level: undefined }],
  ] as const)('of %s with client %i', (format, clientMajor, compression) => {
    expect(planned({ format }, {}, clientMajor).compression).toEqual(compression);
  });

  it('is what was asked for', () => {
    const compression = { method: 'lz4', level: 3 } as const;
    expect(planned({ compression }, {}, 16).compression).toBe(compression);
  });
});
