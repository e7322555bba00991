/** One value of an entry of the table of contents, in the order of the file. */
export type EntryField =
  | 'dumpId'
  | 'hadDumper'
  | 'tableOid'
  | 'oid'
  | 'tag'
  | 'type'
  | 'section'
  | 'definition'
  | 'dropStatement'
  | 'copyStatement'
  | 'schema'
  | 'tablespace'
  | 'tableAccessMethod'
  | 'relkind'
  | 'owner'
  | 'withOids'
  | 'dependencies'
  | 'data';

interface LayoutRule {
  readonly field: EntryField;
  /** `list` is strings up to a null; `data` is a state and an offset, or a file name. */
  readonly is: 'integer' | 'string' | 'required string' | 'list' | 'data';
  /** The minor archive version that added it. */
  readonly since: number;
}

/** ReadToc of PostgreSQL's src/bin/pg_dump/pg_backup_archiver.c, for archives 1.10 and later. */
const rules: readonly LayoutRule[] = [
  { field: 'dumpId', is: 'integer', since: 0 },
  { field: 'hadDumper', is: 'integer', since: 0 },
  { field: 'tableOid', is: 'required string', since: 0 },
  { field: 'oid', is: 'required string', since: 0 },
  { field: 'tag', is: 'required string', since: 0 },
  { field: 'type', is: 'required string', since: 0 },
  { field: 'section', is: 'integer', since: 11 },
  { field: 'definition', is: 'string', since: 0 },
  { field: 'dropStatement', is: 'string', since: 0 },
  { field: 'copyStatement', is: 'string', since: 0 },
  { field: 'schema', is: 'string', since: 0 },
  { field: 'tablespace', is: 'string', since: 0 },
  { field: 'tableAccessMethod', is: 'string', since: 14 },
  { field: 'relkind', is: 'integer', since: 16 },
  { field: 'owner', is: 'string', since: 0 },
  { field: 'withOids', is: 'string', since: 0 },
  { field: 'dependencies', is: 'list', since: 0 },
  { field: 'data', is: 'data', since: 0 },
];

/** The values an entry has in archives of this minor version, and which column of `positions` holds each. */
export interface EntryLayout {
  readonly rules: readonly LayoutRule[];
  readonly column: Readonly<Partial<Record<EntryField, number>>>;
  /** The fewest bytes an entry can take: every string a null. */
  readonly smallestEntry: number;
}

export function entryLayout(minor: number, integerSize: number): EntryLayout {
  const present = rules.filter((rule) => rule.since <= minor);
  return {
    rules: present,
    column: Object.fromEntries(present.map((rule, index) => [rule.field, index])),
    smallestEntry: (present.length - 1) * (integerSize + 1) + 1,
  };
}
