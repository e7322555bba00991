import type { Entry } from '../archive/entry';

/** What of an archive is asked for; an empty list leaves all in. */
export interface SelectionRequest {
  readonly schemas: readonly string[];
  /** With or without their schema. */
  readonly tables: readonly string[];
}

/** Entries that are a relation, or its contents. */
const relationTypes: ReadonlySet<string> = new Set([
  'TABLE',
  'FOREIGN TABLE',
  'VIEW',
  'MATERIALIZED VIEW',
  'SEQUENCE',
  'TABLE DATA',
  'SEQUENCE SET',
  'MATERIALIZED VIEW DATA',
]);
/** What the session needs, whatever is chosen. */
const sessionTypes: ReadonlySet<string> = new Set(['ENCODING', 'STDSTRINGS', 'SEARCHPATH']);
const dataTypes: ReadonlySet<string> = new Set(['TABLE DATA', 'SEQUENCE SET', 'MATERIALIZED VIEW DATA']);

/** Entries that are part of the object they depend on: without them it would not be what it was. */
const attachedTypes: ReadonlySet<string> = new Set([
  'ACL',
  'CHECK CONSTRAINT',
  'COMMENT',
  'CONSTRAINT',
  'DEFAULT',
  'FK CONSTRAINT',
  'INDEX',
  'INDEX ATTACH',
  'POLICY',
  'ROW SECURITY',
  'RULE',
  'SECURITY LABEL',
  'SEQUENCE OWNED BY',
  'SEQUENCE SET',
  'STATISTICS',
  'TABLE ATTACH',
  'TRIGGER',
]);
/** Relations that hold or show rows: one that was not asked for is not brought in by what merely hangs on another. */
const rowTypes: ReadonlySet<string> = new Set(['TABLE', 'FOREIGN TABLE', 'VIEW', 'MATERIALIZED VIEW']);

/**
 * The dump ids to restore, in the archive's order: what was asked for, what it needs to be made, and what belongs to
 * it (defaults with their sequences, indexes, constraints, triggers with their functions, rights, comments), but no
 * foreign key to a table that stays out. pg_restore's own --schema leaves out the schema itself, and its --table
 * everything but the bare table.
 */
export function selectEntries(entries: readonly Entry[], request: SelectionRequest): readonly number[] {
  const byId = new Map(entries.map((entry) => [entry.dumpId, entry]));
  const asked = entries.filter((entry) => isAskedFor(entry, request));
  const selected = new Set<number>();
  for (const entry of asked) {
    const isMade = entry.section === 'pre-data' || entry.section === 'none';
    if (isMade) for (const dumpId of needsOf(entry.dumpId, byId, selected)) selected.add(dumpId);
  }
  for (const entry of asked) if (dataTypes.has(entry.type)) selected.add(entry.dumpId);
  addAttached(byId, selected, new Set(asked.map((entry) => entry.dumpId)));
  for (const entry of entries) if (sessionTypes.has(entry.type)) selected.add(entry.dumpId);
  return entries.filter((entry) => selected.has(entry.dumpId)).map((entry) => entry.dumpId);
}

function isAskedFor(entry: Entry, { schemas, tables }: SelectionRequest): boolean {
  const inSchemas =
    schemas.length === 0 ||
    (entry.type === 'SCHEMA'
      ? schemas.includes(entry.tag)
      : entry.schema !== undefined && schemas.includes(entry.schema));
  if (tables.length === 0) return inSchemas;
  if (!inSchemas || !relationTypes.has(entry.type)) return false;
  return tables.includes(entry.tag) || tables.includes(`${entry.schema ?? ''}.${entry.tag}`);
}

/** An entry and, without recursion, everything it needs that is not selected yet; the data of what is only needed stays out. */
function needsOf(
  dumpId: number,
  byId: ReadonlyMap<number, Entry>,
  selected: ReadonlySet<number>,
): ReadonlySet<number> {
  const needed = new Set<number>();
  const waiting = [dumpId];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const entry = byId.get(next);
    if (entry === undefined || selected.has(next) || needed.has(next)) continue;
    if (next !== dumpId && dataTypes.has(entry.type)) continue;
    needed.add(next);
    waiting.push(...entry.dependencies);
  }
  return needed;
}

/** Adds what is attached to a selected entry, where that brings in no further relation, and what is attached to that. */
function addAttached(
  byId: ReadonlyMap<number, Entry>,
  selected: Set<number>,
  asked: ReadonlySet<number>,
): void {
  const dependants = new Map<number, number[]>();
  for (const entry of byId.values()) {
    if (!attachedTypes.has(entry.type) && !asked.has(entry.dumpId)) continue;
    for (const dependency of entry.dependencies) {
      const known = dependants.get(dependency);
      if (known === undefined) dependants.set(dependency, [entry.dumpId]);
      else known.push(entry.dumpId);
    }
  }
  const waiting = [...selected];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const dependant of dependants.get(next) ?? []) {
      if (selected.has(dependant)) continue;
      const needs = needsOf(dependant, byId, selected);
      if ([...needs].some((dumpId) => rowTypes.has(byId.get(dumpId)?.type ?? ''))) continue;
      for (const dumpId of needs) selected.add(dumpId);
      waiting.push(...needs);
    }
  }
}
