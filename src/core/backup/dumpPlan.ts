import type { DumpCapacity } from '../server/sourceFacts';
import { text, type Text } from '../text';
import type { BackupRequest, Compression, DumpFormat } from './request';

/** How a dump is made: the choices left open by the request, made for this client and server. */
export interface DumpPlan {
  readonly format: DumpFormat;
  readonly jobs: number;
  readonly compression: Compression;
  /** What a person may want to know about these choices. */
  readonly notes: readonly Text[];
}

/** Below this size one file is as fast to restore and simpler to keep. */
const oneFileBelowBytes = 1_000_000_000;
/** The dump's own leader, besides its jobs. */
const leader = 1;

/** Chooses format, jobs and compression where the request leaves them open. */
export function planDump(
  request: Pick<BackupRequest, 'format' | 'jobs' | 'compression'>,
  capacity: DumpCapacity,
  clientMajor: number,
  processors: number,
): DumpPlan {
  const notes: Text[] = [];
  const wantedJobs = request.jobs ?? Math.max(1, Math.min(processors, 8));
  const fitting = fittingJobs(wantedJobs, capacity);
  let format: DumpFormat;
  if (request.format !== 'auto') {
    format = request.format;
  } else if ((request.jobs ?? 1) > 1) {
    format = 'directory';
  } else if (capacity.databaseBytes < oneFileBelowBytes || request.jobs === 1) {
    format = 'custom';
  } else if (fitting > 1) {
    format = 'directory';
  } else {
    format = 'custom';
    if (wantedJobs > 1) {
      notes.push(
        text('One file instead of a directory with jobs: the server has no locks or connections to spare.'),
      );
    }
  }
  const jobs = format === 'directory' ? (request.jobs ?? fitting) : 1;
  return { format, jobs, compression: request.compression ?? fastestCompression(format, clientMajor), notes };
}

/** The most jobs, up to `wanted`, for which the server has connections and locks. */
function fittingJobs(wanted: number, capacity: DumpCapacity): number {
  const byConnections = capacity.spareConnections - leader;
  const byLocks = capacity.tables === 0 ? wanted : Math.floor(capacity.lockSlots / capacity.tables) - leader;
  return Math.max(1, Math.min(wanted, byConnections, byLocks));
}

/**
 * zstd where the client has it (16 and newer), else gzip at its fastest level, which is twice as fast as its
 * default and hardly larger. A plain script is left readable; a tar is never compressed.
 */
function fastestCompression(format: DumpFormat, clientMajor: number): Compression {
  if (format === 'plain' || format === 'tar') return { method: 'none', level: undefined };
  return clientMajor >= 16 ? { method: 'zstd', level: 1 } : { method: 'gzip', level: 1 };
}
