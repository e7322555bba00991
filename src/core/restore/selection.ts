import type { Entry } from '../archive/entry';
import { entryGraph, type EntryGraph } from './selectionGraph';

/** What of an archive is asked for; an empty list leaves all in. */
export interface SelectionRequest {
  readonly schemas: readonly string[];
  /** With or without their schema. */
  readonly tables: readonly string[];
}

/** What the session needs, whatever is chosen. */
const sessionTypes: ReadonlySet<string> = new Set(['ENCODING', 'STDSTRINGS', 'SEARCHPATH']);
const dataTypes: ReadonlySet<string> = new Set(['TABLE DATA', 'SEQUENCE SET', 'MATERIALIZED VIEW DATA']);
/** Relations that hold or show rows: one that was not asked for is not brought in by what merely hangs on another. */
const rowTypes: ReadonlySet<string> = new Set(['TABLE', 'FOREIGN TABLE', 'VIEW', 'MATERIALIZED VIEW']);
/** Entries that are part of a publication, which is not part of any schema or table. */
const publishedTypes: ReadonlySet<string> = new Set(['PUBLICATION TABLE', 'PUBLICATION TABLES IN SCHEMA']);

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

/**
 * The dump ids to restore, in the archive's order: what was asked for with its partitions, what it needs to be made,
 * and what belongs to it (sequences, defaults, indexes, constraints, triggers with their functions, rights, comments),
 * but no foreign key to a table whose rows stay out. pg_restore's own --schema leaves out the schema itself, and its
 * --table everything but the bare table. The time is proportional to entries and dependencies, whatever these are.
 */
export function selectEntries(entries: readonly Entry[], request: SelectionRequest): readonly number[] {
  const graph = entryGraph(entries.filter((entry) => !sessionTypes.has(entry.type)));
  const asked = withPartitions(
    entries.filter((entry) => isAskedFor(entry, request)),
    entries,
    graph,
  );
  const selected = new Set<number>();
  for (const entry of asked) {
    if (entry.section === 'pre-data' && !attachedTypes.has(entry.type)) {
      graph.addWithNeeds(entry.dumpId, selected, isNoData);
    }
  }
  const relations = new Set([...asked].filter(isRelation).map(keyOf));
  for (const entry of entries) {
    if (dataTypes.has(entry.type) && (asked.has(entry) || relations.has(keyOf(entry))))
      selected.add(entry.dumpId);
  }
  addAttached(entries, graph, selected, asked);
  for (const entry of entries) if (sessionTypes.has(entry.type)) selected.add(entry.dumpId);
  return entries.filter((entry) => selected.has(entry.dumpId)).map((entry) => entry.dumpId);
}

/** Whether an entry is what a schema or table of the request names. */
export function isAskedFor(entry: Entry, { schemas, tables }: SelectionRequest): boolean {
  const inSchemas =
    schemas.length === 0 ||
    (entry.type === 'SCHEMA'
      ? schemas.includes(entry.tag)
      : entry.schema !== undefined && schemas.includes(entry.schema));
  if (tables.length === 0) return inSchemas;
  if (!inSchemas || !(isRelation(entry) || dataTypes.has(entry.type))) return false;
  return tables.includes(entry.tag) || tables.includes(`${entry.schema ?? ''}.${entry.tag}`);
}

function isRelation({ type }: Entry): boolean {
  return rowTypes.has(type) || type === 'SEQUENCE';
}

function isNoData({ type }: Entry): boolean {
  return !dataTypes.has(type);
}

function keyOf({ schema, tag }: Entry): string {
  return `${schema ?? ''}\0${tag}`;
}

/** Adds the partitions of what was asked for, and theirs: they hold its rows. */
function withPartitions(
  asked: readonly Entry[],
  entries: readonly Entry[],
  graph: EntryGraph,
): ReadonlySet<Entry> {
  const partitions = new Map<number, Entry[]>();
  for (const attach of entries.filter(({ type }) => type === 'TABLE ATTACH')) {
    const tables = graph.dependenciesOf(attach).filter(({ type }) => rowTypes.has(type));
    const partition = tables.find((table) => keyOf(table) === keyOf(attach));
    for (const { dumpId } of tables) {
      if (partition === undefined || dumpId === partition.dumpId) continue;
      const others = partitions.get(dumpId);
      if (others === undefined) partitions.set(dumpId, [partition]);
      else others.push(partition);
    }
  }
  const found = new Set(asked);
  // A set that grows while it is walked is walked to its end.
  for (const entry of found) for (const partition of partitions.get(entry.dumpId) ?? []) found.add(partition);
  return found;
}

/** Adds what is attached to a selected entry, where that brings in no further relation, and what is attached to that. */
function addAttached(
  entries: readonly Entry[],
  graph: EntryGraph,
  selected: Set<number>,
  asked: ReadonlySet<Entry>,
): void {
  const leftOut = entries.filter(({ type, dumpId }) => rowTypes.has(type) && !selected.has(dumpId));
  const rowless = new Set(
    entries.filter(({ type, dumpId }) => type === 'TABLE DATA' && !selected.has(dumpId)).map(keyOf),
  );
  const refersToRowless = (entry: Entry): boolean =>
    entry.type === 'FK CONSTRAINT' && graph.dependenciesOf(entry).some((table) => rowless.has(keyOf(table)));
  const blocked = graph.withDependants([...leftOut, ...entries.filter(refersToRowless)]);
  const isFree = ({ type, dumpId }: Entry): boolean =>
    !selected.has(dumpId) && !blocked.has(dumpId) && !dataTypes.has(type) && !publishedTypes.has(type);

  const addAllAttachedTo = (first: Iterable<number>): void => {
    const waiting = [...first];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const isTable = rowTypes.has(graph.entry(next)?.type ?? '');
      for (const entry of graph.dependantsOf(next)) {
        const hangs =
          attachedTypes.has(entry.type) || asked.has(entry) || (isTable && entry.type === 'SEQUENCE');
        const isValue = entry.type === 'SEQUENCE SET' && !selected.has(entry.dumpId);
        if (hangs && (isFree(entry) || isValue)) {
          for (const added of graph.addWithNeeds(entry.dumpId, selected, isNoData)) waiting.push(added);
        }
      }
    }
  };
  addAllAttachedTo(selected);
  // What lies in a schema that is not in the archive, such as public, may depend on nothing.
  for (const entry of asked) {
    if (isFree(entry)) addAllAttachedTo(graph.addWithNeeds(entry.dumpId, selected, isNoData));
  }
}
