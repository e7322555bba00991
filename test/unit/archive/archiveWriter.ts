/** Writes archives "by the book" (WriteHead and WriteToc of pg_backup_archiver.c), of any version. */
export interface WrittenEntry {
  readonly dumpId: number;
  readonly tableOid?: number;
  readonly oid?: number;
  readonly tag: string;
  readonly type: string;
  /** The stored number: 1 none, 2 pre-data, 3 data, 4 post-data. */
  readonly section?: number;
  readonly definition?: string | null;
  readonly dropStatement?: string | null;
  readonly copyStatement?: string | null;
  readonly schema?: string | null;
  readonly tablespace?: string | null;
  readonly tableAccessMethod?: string | null;
  readonly relkind?: string;
  readonly owner?: string | null;
  readonly withOids?: boolean;
  readonly dependencies?: readonly number[];
  /** The rows, or for BLOBS each large object under its number. */
  readonly data?: string | ReadonlyMap<number, string>;
}

export interface WrittenArchive {
  readonly minor: number;
  readonly integerSize?: number;
  readonly offsetSize?: number;
  readonly databaseName?: string;
  /** Without offsets, as into a pipe. */
  readonly piped?: boolean;
  /** `files` writes a `toc.dat`. */
  readonly layout?: 'custom' | 'files';
  readonly entries: readonly WrittenEntry[];
}

type Bytes = number[];

export function writeArchive(archive: WrittenArchive): Uint8Array {
  const isCustom = archive.layout !== 'files';
  const plain = writeContents(archive, new Map());
  if (!isCustom) return Uint8Array.from(plain);
  const data: Bytes = [];
  const offsets = new Map<number, number>();
  for (const entry of archive.entries) {
    if (entry.data === undefined) continue;
    if (archive.piped !== true) offsets.set(entry.dumpId, plain.length + data.length);
    append(data, writeData(archive, entry));
  }
  return Uint8Array.from(writeContents(archive, offsets).concat(data));
}

function writeContents(archive: WrittenArchive, offsets: ReadonlyMap<number, number>): Bytes {
  const bytes: Bytes = [...Buffer.from('PGDMP'), 1, archive.minor, 0];
  const integer = (value: number): void => append(bytes, integerBytes(archive, value));
  const string = (value: string | null): void => append(bytes, stringBytes(archive, value));
  bytes.push(archive.integerSize ?? 4, archive.offsetSize ?? 8, archive.layout === 'files' ? 3 : 1);
  if (archive.minor >= 15) bytes.push(0);
  else integer(0);
  for (const part of [56, 34, 12, 31, 0, 109, 0]) integer(part);
  string(archive.databaseName ?? 'écoles');
  string('9.0.23');
  string('9.0.23');
  integer(archive.entries.length);
  for (const entry of archive.entries) {
    integer(entry.dumpId);
    integer(entry.data === undefined ? 0 : 1);
    string(String(entry.tableOid ?? 0));
    string(String(entry.oid ?? 0));
    string(entry.tag);
    string(entry.type);
    if (archive.minor >= 11) integer(entry.section ?? 2);
    string(entry.definition ?? '');
    string(entry.dropStatement ?? '');
    string(entry.copyStatement ?? null);
    string(entry.schema ?? null);
    string(entry.tablespace ?? null);
    if (archive.minor >= 14) string(entry.tableAccessMethod ?? null);
    if (archive.minor >= 16) integer(entry.relkind?.charCodeAt(0) ?? 0);
    string(entry.owner ?? '');
    string(entry.withOids === true ? 'true' : 'false');
    for (const dependency of entry.dependencies ?? []) string(String(dependency));
    string(null);
    if (archive.layout === 'files') string(entry.data === undefined ? '' : `${entry.dumpId}.dat`);
    else bytes.push(...offsetBytes(archive, entry, offsets));
  }
  return bytes;
}

function writeData(archive: WrittenArchive, entry: WrittenEntry): Bytes {
  const bytes: Bytes = [];
  const chunk = (data: string): void => append(bytes, stringBytes(archive, data));
  bytes.push(entry.type === 'BLOBS' ? 3 : 1, ...integerBytes(archive, entry.dumpId));
  if (typeof entry.data === 'string') {
    chunk(entry.data);
  } else {
    for (const [oid, content] of entry.data ?? []) {
      bytes.push(...integerBytes(archive, oid));
      chunk(content);
      bytes.push(...integerBytes(archive, 0));
    }
  }
  return bytes.concat(integerBytes(archive, 0));
}

function offsetBytes(
  archive: WrittenArchive,
  entry: WrittenEntry,
  offsets: ReadonlyMap<number, number>,
): Bytes {
  const offset = offsets.get(entry.dumpId);
  const state = offset === undefined ? (entry.data === undefined ? 3 : 1) : 2;
  return [state, ...unsignedBytes(offset ?? 0, archive.offsetSize ?? 8)];
}

function integerBytes(archive: WrittenArchive, value: number): Bytes {
  return [value < 0 ? 1 : 0, ...unsignedBytes(Math.abs(value), archive.integerSize ?? 4)];
}

function unsignedBytes(value: number, length: number): Bytes {
  return Array.from({ length }, (_, index) => Math.floor(value / 256 ** index) % 256);
}

function stringBytes(archive: WrittenArchive, value: string | null): Bytes {
  if (value === null) return integerBytes(archive, -1);
  const encoded = Buffer.from(value);
  return integerBytes(archive, encoded.length).concat([...encoded]);
}

/** A loop, because an argument list has a limit. */
function append(bytes: Bytes, more: Bytes): void {
  for (const byte of more) bytes.push(byte);
}
