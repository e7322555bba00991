import type { Entry } from '../archive/entry';

/** The entries of an archive and what depends on what; ids that are not in the archive are left out. */
export interface EntryGraph {
  entry(dumpId: number): Entry | undefined;
  /** What an entry depends on itself. */
  dependenciesOf(entry: Entry): readonly Entry[];
  /** What depends on an entry itself. */
  dependantsOf(dumpId: number): readonly Entry[];
  /** These entries and everything that depends on them. */
  withDependants(entries: readonly Entry[]): ReadonlySet<number>;
  /**
   * Adds an entry and everything it needs to `selected`, the needs as far as they `may` be added.
   * @returns what was added
   */
  addWithNeeds(dumpId: number, selected: Set<number>, may: (entry: Entry) => boolean): readonly number[];
}

/** Walks without recursion, and each entry once: an archive may be made to harm. */
export function entryGraph(entries: readonly Entry[]): EntryGraph {
  const byId = new Map(entries.map((entry) => [entry.dumpId, entry]));
  const dependencies = new Map<number, Entry[]>();
  const dependants = new Map<number, Entry[]>();
  for (const entry of byId.values()) {
    const known: Entry[] = [];
    for (const dumpId of new Set(entry.dependencies)) {
      const needed = byId.get(dumpId);
      if (needed === undefined) continue;
      known.push(needed);
      const others = dependants.get(dumpId);
      if (others === undefined) dependants.set(dumpId, [entry]);
      else others.push(entry);
    }
    dependencies.set(entry.dumpId, known);
  }
  const dependenciesOf = (entry: Entry): readonly Entry[] => dependencies.get(entry.dumpId) ?? [];
  const dependantsOf = (dumpId: number): readonly Entry[] => dependants.get(dumpId) ?? [];

  return {
    entry: (dumpId) => byId.get(dumpId),
    dependenciesOf,
    dependantsOf,
    withDependants(first) {
      const found = new Set(first.map((entry) => entry.dumpId));
      // A set that grows while it is walked is walked to its end.
      for (const dumpId of found) for (const entry of dependantsOf(dumpId)) found.add(entry.dumpId);
      return found;
    },
    addWithNeeds(dumpId, selected, may) {
      const added: number[] = [];
      const waiting = [dumpId];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const entry = byId.get(next);
        if (entry === undefined || selected.has(next)) continue;
        if (next !== dumpId && !may(entry)) continue;
        selected.add(next);
        added.push(next);
        for (const needed of dependenciesOf(entry)) waiting.push(needed.dumpId);
      }
      return added;
    },
  };
}
