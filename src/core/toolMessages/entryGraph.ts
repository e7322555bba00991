import type { Lack } from './failedCommand';

/** What the archive knows of its entries. */
export interface ArchiveFacts {
  /** The dump ids that an entry depends on; none for an id the archive does not hold. May hold cycles. */
  dependencies(dumpId: number): readonly number[];
}

/** Which failure lies behind an entry. */
export interface EntryGraph {
  /** Says that a failure left a lack at an entry, for itself and for all that depends on it. */
  spread(lack: Lack, dumpId: number, cause: number): void;
  /** The failure that left such a lack at the entry or at anything it depends on. */
  causeAt(lack: Lack, dumpId: number): number | undefined;
}

/**
 * Turns the dependencies below the given entries around, so that each failure is followed upwards once:
 * the work is linear in the dependencies, whatever a hostile archive says.
 */
export function entryGraph(dumpIds: readonly number[], facts: ArchiveFacts): EntryGraph {
  const dependants = new Map<number, number[]>();
  const seen = new Set(dumpIds);
  for (const dumpId of seen) {
    for (const needed of new Set(facts.dependencies(dumpId))) {
      const list = dependants.get(needed);
      if (list === undefined) dependants.set(needed, [dumpId]);
      else list.push(dumpId);
      seen.add(needed);
    }
  }
  const causes: Readonly<Record<Lack, Map<number, number>>> = {
    missing: new Map(),
    older: new Map(),
    rows: new Map(),
  };
  return {
    spread(lack, dumpId, cause) {
      // Rows that are missing are missed by whatever stands on their table.
      const waiting = lack === 'rows' ? [dumpId, ...facts.dependencies(dumpId)] : [dumpId];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (causes[lack].has(next)) continue;
        causes[lack].set(next, cause);
        for (const dependant of dependants.get(next) ?? []) waiting.push(dependant);
      }
    },
    causeAt: (lack, dumpId) => causes[lack].get(dumpId),
  };
}
