import { text } from '../text';
import type { Damage } from './damage';
import type { Entry } from './entry';

/** What a look at an archive's structure told, without decoding its data. */
export interface StructuralFindings {
  readonly damage: readonly Damage[];
  /** The custom archive was written to a pipe: it does not say where its data is, and cannot be restored with several jobs. */
  readonly offsetsMissing: boolean;
  /** Not all blocks were walked, because that would have meant to read more than the limit. */
  readonly partlyWalked: boolean;
  /** Files in a directory archive, or members of a tar, that the table of contents does not name. */
  readonly foreignFiles: readonly string[];
}

/** Beyond this many, damage is not listed any more. */
export const mostDamageListed = 100;

/** `TABLE DATA public.city`, for messages. */
export function nameOfEntry(entry: Entry): string {
  return `${entry.type} ${entry.schema === undefined ? '' : `${entry.schema}.`}${entry.tag}`;
}

/** Entries that share a dump id, which pg_dump gives only once. */
export function repeatedDumpIds(entries: readonly Entry[]): Damage[] {
  const seen = new Set<number>();
  const repeated = new Set<number>();
  for (const { dumpId } of entries) (seen.has(dumpId) ? repeated : seen).add(dumpId);
  return [...repeated].slice(0, mostDamageListed).map((dumpId) => ({
    kind: 'contradiction',
    message: text('Several entries of the table of contents have the number {dumpId}: the file is damaged.', {
      dumpId,
    }),
  }));
}
