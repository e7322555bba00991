import { integerAt, stringAt, unsignedAt } from './cursor';
import type { EntryField, EntryLayout } from './entryLayout';
import { derivedSection, storedSection, type Section } from './entrySection';
import type { DecodeText } from './textDecoding';

/** Whether a custom archive tells where an entry's data is; `not-set` in one written to a pipe. */
export type DataState = 'not-set' | 'position' | 'no-data';

/** One entry of a table of contents. Strings are decoded when they are looked at. */
export interface Entry {
  readonly dumpId: number;
  /** The catalog the object is listed in, and its number there, when it was dumped; 0 where it has none. */
  readonly tableOid: number;
  readonly oid: number;
  /** The object's name; for comments, rights and the like also its kind. */
  readonly tag: string;
  /** The kind of object as pg_restore names it: `TABLE`, `TABLE DATA`, `ACL`... */
  readonly type: string;
  readonly section: Section;
  /** The SQL that makes it; empty where there is none. */
  readonly definition: string;
  readonly dropStatement: string | undefined;
  /** The COPY of a table's data; undefined for other entries and in archives of INSERT commands. */
  readonly copyStatement: string | undefined;
  readonly schema: string | undefined;
  /** Undefined where tablespaces do not apply, empty for the database's own. */
  readonly tablespace: string | undefined;
  /** From archive version 1.14. */
  readonly tableAccessMethod: string | undefined;
  /** The letter of `pg_class.relkind`, from archive version 1.16. */
  readonly relkind: string | undefined;
  /** Empty where the object has no owner. */
  readonly owner: string;
  /** Tables WITH OIDS, which servers from 12 no longer have. */
  readonly withOids: boolean;
  /** Dump ids, some of which need not be in the archive. */
  readonly dependencies: readonly number[];
  /** Whether pg_dump meant to write data for it. */
  readonly hadDumper: boolean;
  /** Custom archives only. */
  readonly dataState: DataState | undefined;
  /** Where its data starts in a custom archive, in bytes from the file's start. */
  readonly dataOffset: number | undefined;
  /** The file of its data in a directory or tar archive, without the suffix of its compression. */
  readonly fileName: string | undefined;
}

/** The numbers of K_OFFSET_ in PostgreSQL's src/bin/pg_dump/pg_backup_archiver.h. */
const dataStates: Readonly<Record<number, DataState>> = { 1: 'not-set', 2: 'position', 3: 'no-data' };

export function dataStateOf(number: number): DataState | undefined {
  return dataStates[number];
}

/** The bytes of a table of contents that was passed over whole, and where each value of each entry stands in them. */
export interface EntryTable {
  readonly bytes: Uint8Array;
  readonly positions: Uint32Array;
  readonly layout: EntryLayout;
  readonly integerSize: number;
  readonly offsetSize: number;
  readonly isCustom: boolean;
  readonly decode: DecodeText;
}

export function entryAt(table: EntryTable, index: number): Entry {
  return new StoredEntry(table, index);
}

/** A class because 100,000 entries share the getters of one prototype; names are kept once decoded, statements are not. */
class StoredEntry implements Entry {
  private readonly table: EntryTable;
  private readonly index: number;
  private knownTag: string | undefined;
  private knownType: string | undefined;
  private knownSchema: string | undefined;
  private knownOwner: string | undefined;

  constructor(table: EntryTable, index: number) {
    this.table = table;
    this.index = index;
  }

  get dumpId(): number {
    return this.integerOf('dumpId') ?? 0;
  }
  get tableOid(): number {
    return numberIn(this.stringOf('tableOid'));
  }
  get oid(): number {
    return numberIn(this.stringOf('oid'));
  }
  get tag(): string {
    return (this.knownTag ??= this.stringOf('tag') ?? '');
  }
  get type(): string {
    return (this.knownType ??= this.stringOf('type') ?? '');
  }
  get section(): Section {
    const number = this.integerOf('section');
    return number === undefined ? derivedSection(this.type) : (storedSection(number) ?? 'none');
  }
  get definition(): string {
    return this.stringOf('definition') ?? '';
  }
  get dropStatement(): string | undefined {
    return this.filledStringOf('dropStatement');
  }
  get copyStatement(): string | undefined {
    return this.filledStringOf('copyStatement');
  }
  get schema(): string | undefined {
    this.knownSchema ??= this.stringOf('schema') ?? '';
    return this.knownSchema === '' ? undefined : this.knownSchema;
  }
  get tablespace(): string | undefined {
    return this.stringOf('tablespace');
  }
  get tableAccessMethod(): string | undefined {
    return this.filledStringOf('tableAccessMethod');
  }
  get relkind(): string | undefined {
    const letter = this.integerOf('relkind');
    return letter === undefined || letter <= 0 ? undefined : String.fromCharCode(letter);
  }
  get owner(): string {
    return (this.knownOwner ??= this.stringOf('owner') ?? '');
  }
  get withOids(): boolean {
    return this.stringOf('withOids') === 'true';
  }
  get hadDumper(): boolean {
    return this.integerOf('hadDumper') !== 0;
  }
  get dependencies(): readonly number[] {
    const { bytes, integerSize, decode } = this.table;
    const found: number[] = [];
    let at = this.positionOf('dependencies') ?? 0;
    for (;;) {
      const digits = stringAt(bytes, at, integerSize, decode);
      if (digits === undefined) return found;
      found.push(numberIn(digits));
      at += 1 + integerSize + integerAt(bytes, at, integerSize);
    }
  }
  get dataState(): DataState | undefined {
    const at = this.positionOf('data');
    if (at === undefined || !this.table.isCustom) return undefined;
    return dataStateOf(this.table.bytes[at] ?? 0);
  }
  get dataOffset(): number | undefined {
    const at = this.positionOf('data');
    if (at === undefined || this.dataState !== 'position') return undefined;
    return unsignedAt(this.table.bytes, at + 1, this.table.offsetSize);
  }
  get fileName(): string | undefined {
    return this.table.isCustom ? undefined : this.filledStringOf('data');
  }

  private positionOf(field: EntryField): number | undefined {
    const { layout, positions } = this.table;
    const column = layout.column[field];
    return column === undefined ? undefined : positions[this.index * layout.rules.length + column];
  }
  private integerOf(field: EntryField): number | undefined {
    const at = this.positionOf(field);
    return at === undefined ? undefined : integerAt(this.table.bytes, at, this.table.integerSize);
  }
  private stringOf(field: EntryField): string | undefined {
    const at = this.positionOf(field);
    if (at === undefined) return undefined;
    const { bytes, integerSize, decode } = this.table;
    return stringAt(bytes, at, integerSize, decode);
  }
  private filledStringOf(field: EntryField): string | undefined {
    const found = this.stringOf(field);
    return found === '' ? undefined : found;
  }
}

/** The number a string begins with, as C's sscanf reads it; 0 for none. */
function numberIn(digits: string | undefined): number {
  const number = Number.parseInt(digits ?? '', 10);
  return Number.isNaN(number) ? 0 : number;
}
