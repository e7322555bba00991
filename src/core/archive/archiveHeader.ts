import { hasFailed, readByte, readInteger, rejectValue, skipString, stringAt, type Cursor } from './cursor';
import type { DecodeText } from './textDecoding';

export type ArchiveFormat = 'custom' | 'directory' | 'tar';

export interface ArchiveVersion {
  readonly major: number;
  readonly minor: number;
  readonly revision: number;
}

export type CompressionAlgorithm = 'none' | 'gzip' | 'lz4' | 'zstd';

export interface Compression {
  readonly algorithm: CompressionAlgorithm;
  /** The level asked for; undefined for the algorithm's default, and from archive version 1.15, which stores none. */
  readonly level: number | undefined;
}

/**
 * When the dump began, in the local time of the host it ran on: the archive stores no zone.
 * Months count from 1.
 */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Whether summer time was in force; undefined where the host did not know. */
  readonly isDst: boolean | undefined;
  /** `YYYY-MM-DDTHH:MM:SS`, without zone. */
  readonly local: string;
}

/** What an archive says about itself. */
export interface ArchiveHeader {
  readonly format: ArchiveFormat;
  readonly archiveVersion: ArchiveVersion;
  readonly compression: Compression;
  /** Bytes per integer, without the sign byte. */
  readonly integerSize: number;
  /** Bytes per file offset. */
  readonly offsetSize: number;
  readonly createdAt: LocalTime;
  readonly databaseName: string;
  /** As the server told it, for example `15.18 (Debian 15.18-0+deb12u1)`. */
  readonly serverVersion: string;
  readonly pgDumpVersion: string;
}

/** The header with its strings still to be decoded: their encoding is told by an entry that follows it. */
export interface RawHeader extends Omit<
  ArchiveHeader,
  'format' | 'databaseName' | 'serverVersion' | 'pgDumpVersion'
> {
  /** `custom`, or `files` for what directory and tar archives share. */
  readonly layout: 'custom' | 'files';
  readonly databaseNameAt: number;
  readonly serverVersionAt: number;
  readonly pgDumpVersionAt: number;
}

/** Minor archive versions and what each added (PostgreSQL, src/bin/pg_dump/pg_backup_archiver.h). */
export const oldestMinor = 10;
export const newestMinor = 16;
const minorWithAlgorithm = 15;

const algorithms: readonly CompressionAlgorithm[] = ['none', 'gzip', 'lz4', 'zstd'];
const customFormat = 1;
const filesFormat = 3;

/** Reads the header (ReadHead of pg_backup_archiver.c); the cursor stands behind `PGDMP` and has the file's first bytes. */
export function readHeader(cursor: Cursor, archiveVersion: ArchiveVersion): RawHeader | undefined {
  const integerSize = readBetween(cursor, 1, 8);
  cursor.integerSize = integerSize;
  const offsetSize = readBetween(cursor, 1, 8);
  const formatAt = cursor.position;
  const format = readByte(cursor);
  if (format !== customFormat && format !== filesFormat) rejectValue(cursor, formatAt, format);
  const compression = readCompression(cursor, archiveVersion.minor);
  const createdAt = readLocalTime(cursor);
  const databaseNameAt = skipString(cursor);
  const serverVersionAt = skipString(cursor);
  const pgDumpVersionAt = skipString(cursor);
  if (hasFailed(cursor)) return undefined;
  return {
    layout: format === customFormat ? 'custom' : 'files',
    archiveVersion,
    compression,
    integerSize,
    offsetSize,
    createdAt,
    databaseNameAt,
    serverVersionAt,
    pgDumpVersionAt,
  };
}

/** The header with its strings decoded. `isTar` tells a tar archive from a directory, which share their layout. */
export function decodeHeader(
  raw: RawHeader,
  bytes: Uint8Array,
  decode: DecodeText,
  isTar: boolean,
): ArchiveHeader {
  const { layout, databaseNameAt, serverVersionAt, pgDumpVersionAt, ...facts } = raw;
  const stringFrom = (at: number): string => stringAt(bytes, at, raw.integerSize, decode) ?? '';
  return {
    ...facts,
    format: layout === 'custom' ? 'custom' : isTar ? 'tar' : 'directory',
    databaseName: stringFrom(databaseNameAt),
    serverVersion: stringFrom(serverVersionAt),
    pgDumpVersion: stringFrom(pgDumpVersionAt),
  };
}

function readBetween(cursor: Cursor, lowest: number, highest: number): number {
  const at = cursor.position;
  const value = readByte(cursor);
  if (value >= lowest && value <= highest) return value;
  rejectValue(cursor, at, value);
  return lowest;
}

function readCompression(cursor: Cursor, minor: number): Compression {
  const at = cursor.position;
  if (minor < minorWithAlgorithm) {
    const level = readInteger(cursor);
    return { algorithm: level === 0 ? 'none' : 'gzip', level: level > 0 ? level : undefined };
  }
  const number = readByte(cursor);
  const algorithm = algorithms[number];
  if (algorithm === undefined) rejectValue(cursor, at, number);
  return { algorithm: algorithm ?? 'none', level: undefined };
}

/** The fields of C's `struct tm`: months from 0, years from 1900. */
function readLocalTime(cursor: Cursor): LocalTime {
  const second = readInteger(cursor);
  const minute = readInteger(cursor);
  const hour = readInteger(cursor);
  const day = readInteger(cursor);
  const month = readInteger(cursor) + 1;
  const year = readInteger(cursor) + 1900;
  const isDst = readInteger(cursor);
  const padded = (value: number, width: number): string => String(value).padStart(width, '0');
  const date = [padded(year, 4), padded(month, 2), padded(day, 2)].join('-');
  const time = [hour, minute, second].map((part) => padded(part, 2)).join(':');
  return {
    year,
    month,
    day,
    hour,
    minute,
    second,
    isDst: isDst < 0 ? undefined : isDst > 0,
    local: `${date}T${time}`,
  };
}
