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

/**
 * The dump ids to restore, in the archive's order: what was asked for, what it needs to be made, and what belongs to
 * it (indexes, constraints, triggers, rights, comments) as far as everything that this needs is there too. pg_restore's
 * own --schema leaves out the schema itself, and its --table everything but the bare table.
 */
export function selectEntries(entries: readonly Entry[], request: SelectionRequest): readonly number[] {
  const byId = new Map(entries.map((entry) => [entry.dumpId, entry]));
  const wanted = entries.filter((entry) => isAskedFor(entry, request));
  const selected = new Set<number>();
  for (const entry of wanted) {
    if (entry.section === 'pre-data' || entry.section === 'none') addWithNeeds(entry.dumpId, byId, selected);
  }
  for (const entry of wanted) if (dataTypes.has(entry.type)) selected.add(entry.dumpId);
  addBelongings(entries, byId, selected, new Set(wanted.map((entry) => entry.dumpId)));
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

/** Adds an entry and, without recursion, everything it depends on; the data of what is only needed stays out. */
function addWithNeeds(dumpId: number, byId: ReadonlyMap<number, Entry>, selected: Set<number>): void {
  const waiting = [dumpId];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const entry = byId.get(next);
    if (entry === undefined || selected.has(next) || dataTypes.has(entry.type)) continue;
    selected.add(next);
    waiting.push(...entry.dependencies);
  }
}

/** Adds what depends on a selected entry and on nothing that is left out, until there is no more. */
function addBelongings(
  entries: readonly Entry[],
  byId: ReadonlyMap<number, Entry>,
  selected: Set<number>,
  wanted: ReadonlySet<number>,
): void {
  const foreign = (dumpId: number): boolean => byId.has(dumpId) && !selected.has(dumpId);
  for (let grown = true; grown;) {
    grown = false;
    for (const entry of entries) {
      if (selected.has(entry.dumpId) || relationTypes.has(entry.type)) continue;
      const known = entry.dependencies.filter((dumpId) => byId.has(dumpId));
      const belongs = known.length > 0 || wanted.has(entry.dumpId);
      if (!belongs || known.some(foreign)) continue;
      selected.add(entry.dumpId);
      grown = true;
    }
  }
}
