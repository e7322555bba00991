import { BackupError } from '../errors';
import type { DumpCapacity } from '../server/sourceFacts';
import { text, type Text } from '../text';
import type { DumpPlan } from './dumpPlan';
import type { Room } from './ports';
import { isPartial, type DumpOptions } from './request';

/** A dump larger than this share of the tables on disk is rare: text takes more room than rows, compression far less. */
const usualShare = { compressed: 0.5, uncompressed: 1.5 };
/** No data seen shrinks below this share. */
const leastShare = 0.01;

/**
 * Holds the folder's room against what the dump may take. How much a part of the database takes cannot be told
 * beforehand, so nothing is said of one.
 * @returns warnings, where it may not suffice
 * @throws BackupError of kind `refused`, where it cannot
 */
export function checkRoom(room: Room, capacity: DumpCapacity, plan: DumpPlan, options: DumpOptions): Text[] {
  if (isPartial(options)) return [];
  const share = plan.compression.method === 'none' ? usualShare.uncompressed : usualShare.compressed;
  const usual = capacity.dataBytes * share;
  const values = {
    free: megabytes(room.freeBytes ?? 0),
    usual: megabytes(usual),
    most: megabytes(room.mostFileBytes ?? 0),
  };
  const warnings: Text[] = [];
  if (room.freeBytes !== undefined) {
    if (room.freeBytes < capacity.dataBytes * leastShare) {
      throw new BackupError({
        kind: 'refused',
        code: 'no-room',
        what: text(
          'The folder has {free} MB free, which cannot hold this backup (up to {usual} MB).',
          values,
        ),
        remedy: text('Free some space, or choose another folder.'),
      });
    }
    if (room.freeBytes < usual) {
      warnings.push(text('The folder has {free} MB free; this backup may need up to {usual} MB.', values));
    }
  }
  if (room.mostFileBytes !== undefined && plan.format !== 'directory' && usual > room.mostFileBytes) {
    warnings.push(
      text(
        'This file system ends files at {most} MB and this backup may need up to {usual} MB: a directory backup would fit.',
        values,
      ),
    );
  }
  return warnings;
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1_000_000);
}
