import type { Entry } from '../archive/entry';
import type { RowCount } from '../server/sourceFacts';
import { text, type Text } from '../text';
import type { TableName } from '../tableName';
import type { RelationFact } from './ports';
import type { Verification } from './report';

/** What the backup says should be there. */
export interface ExpectedContents {
  /** Entries that were to be restored; undefined for a plain script, which has no list. */
  readonly entries: readonly Entry[] | undefined;
  /** Tables that a plain script fills. */
  readonly filledTables: readonly TableName[];
  readonly extensions: readonly string[];
  /** Rows at the source; null where they were not counted. */
  readonly rows: readonly RowCount[] | null;
}

/** What is there. */
export interface RestoredContents {
  readonly relations: readonly RelationFact[];
  readonly extensions: ReadonlySet<string>;
  readonly rows: readonly RowCount[] | null;
}

const relationTypes: ReadonlySet<string> = new Set([
  'TABLE',
  'FOREIGN TABLE',
  'VIEW',
  'MATERIALIZED VIEW',
  'SEQUENCE',
  'INDEX',
]);

/** Holds what is there against what should be; each line says what is wrong. */
export function verifyRestored(expected: ExpectedContents, found: RestoredContents): Verification[] {
  const relations = new Map(found.relations.map((relation) => [keyOf(relation), relation]));
  return [
    relationsAreThere(expected, relations),
    viewsAreFilled(expected, relations),
    extensionsAreThere(expected.extensions, found.extensions),
    rowsAreThere(expected.rows, found.rows),
  ];
}

function relationsAreThere(
  expected: ExpectedContents,
  relations: ReadonlyMap<string, RelationFact>,
): Verification {
  if (expected.entries === undefined) return filledTablesAreThere(expected.filledTables, relations);
  const wanted = expected.entries
    .filter((entry) => relationTypes.has(entry.type))
    .map((entry) => ({ schema: entry.schema ?? '', name: entry.tag }));
  const missing = wanted.filter((relation) => !relations.has(keyOf(relation))).map(shown);
  return verification(
    'relations-are-there',
    text('Every table, view, sequence and index of the backup is there'),
    missing.length === 0 ? null : text('Missing: {names}', { names: listed(missing) }),
  );
}

/** A script has no list; the tables that it fills are those it names for certain. */
function filledTablesAreThere(
  wanted: readonly TableName[],
  relations: ReadonlyMap<string, RelationFact>,
): Verification {
  const id = 'relations-are-there';
  const title = text('Every table that the script fills with COPY is there');
  if (wanted.length === 0) {
    return {
      id,
      title,
      status: 'unknown',
      problem: text('The script fills none with COPY, and has no list of its objects.'),
    };
  }
  const missing = wanted.filter((relation) => !relations.has(keyOf(relation))).map(shown);
  return verification(
    id,
    title,
    missing.length === 0 ? null : text('Missing: {names}', { names: listed(missing) }),
  );
}

function viewsAreFilled(
  expected: ExpectedContents,
  relations: ReadonlyMap<string, RelationFact>,
): Verification {
  const id = 'materialized-views-are-filled';
  const title = text('Materialised views that were filled are filled');
  if (expected.entries === undefined) {
    return { id, title, status: 'unknown', problem: text('A script has no list of them.') };
  }
  const empty = expected.entries
    .filter((entry) => entry.type === 'MATERIALIZED VIEW DATA')
    .map((entry) => ({ schema: entry.schema ?? '', name: entry.tag }))
    .filter((view) => relations.get(keyOf(view))?.populated !== true)
    .map(shown);
  return verification(
    id,
    title,
    empty.length === 0 ? null : text('Not filled: {names}', { names: listed(empty) }),
  );
}

function extensionsAreThere(wanted: readonly string[], found: ReadonlySet<string>): Verification {
  const missing = wanted.filter((name) => !found.has(name));
  return verification(
    'extensions-are-there',
    text('Every extension of the backup is there'),
    missing.length === 0 ? null : text('Missing: {names}', { names: listed(missing) }),
  );
}

function rowsAreThere(wanted: readonly RowCount[] | null, found: readonly RowCount[] | null): Verification {
  const id = 'rows-are-there';
  const title = text('Every table has as many rows as the source had');
  if (wanted === null || found === null) {
    return {
      id,
      title,
      status: 'unknown',
      problem: text('The rows were not counted when the backup was made.'),
    };
  }
  const counts = new Map(found.map((count) => [keyOf(count), count.rows]));
  const different: string[] = [];
  const uncounted: string[] = [];
  for (const count of wanted) {
    const there = counts.get(keyOf(count));
    if (count.rows === null || there === null) uncounted.push(shown(count));
    else if (there !== count.rows) different.push(`${shown(count)} ${there ?? '–'}/${count.rows}`);
  }
  if (different.length > 0) {
    return verification(
      id,
      title,
      text('Rows there and at the source: {names}', { names: listed(different) }),
    );
  }
  if (uncounted.length > 0 || wanted.length === 0) {
    const problem =
      wanted.length === 0
        ? text('The backup holds the rows of no table that was counted.')
        : text('Not counted: {names}', { names: listed(uncounted) });
    return { id, title, status: 'unknown', problem };
  }
  return verification(id, title, null);
}

function verification(id: string, title: Text, problem: Text | null): Verification {
  return { id, title, status: problem === null ? 'passed' : 'failed', problem };
}

function keyOf({ schema, name }: TableName): string {
  return `${schema}\0${name}`;
}

function shown({ schema, name }: TableName): string {
  return `${schema}.${name}`;
}

const mostListed = 20;

function listed(names: readonly string[]): string {
  const rest = names.length - mostListed;
  return names.slice(0, mostListed).join(', ') + (rest > 0 ? ` … (+${rest})` : '');
}
