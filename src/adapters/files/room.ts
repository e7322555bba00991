import { statfs } from 'node:fs/promises';
import type { Room } from '../../core/backup/ports';

/** Linux's magic numbers of file systems whose files end at 4 GiB. Source: statfs(2) */
const fourGibibyteFileSystems: ReadonlySet<number> = new Set([0x4d44]);
const fourGibibytes = 2 ** 32 - 1;

/** Asks how much fits into a folder. */
export async function roomIn(folder: string): Promise<Room> {
  const found = await statfs(folder).catch(() => undefined);
  if (found === undefined) return { freeBytes: undefined, mostFileBytes: undefined };
  // Some network file systems report no size at all rather than a full one.
  return {
    freeBytes: found.blocks === 0 ? undefined : found.bavail * found.bsize,
    mostFileBytes:
      process.platform === 'linux' && fourGibibyteFileSystems.has(found.type) ? fourGibibytes : undefined,
  };
}
