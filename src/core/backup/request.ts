import type { Connection } from '../connection/connection';
import { BackupError } from '../errors';
import { text, type Text } from '../text';
import { checkExtraArguments } from './extraArguments';

export const dumpFormats = ['custom', 'directory', 'tar', 'plain'] as const;
export type DumpFormat = (typeof dumpFormats)[number];

export const compressionMethods = ['none', 'gzip', 'lz4', 'zstd'] as const;
export type CompressionMethod = (typeof compressionMethods)[number];

export interface Compression {
  readonly method: CompressionMethod;
  /** Undefined is the method's own default. */
  readonly level: number | undefined;
}

/** What part of the database is dumped, and how. */
export interface DumpOptions {
  readonly content: 'everything' | 'schema-only' | 'data-only';
  /** Patterns as pg_dump takes them. */
  readonly schemas: readonly string[];
  readonly excludedSchemas: readonly string[];
  readonly tables: readonly string[];
  readonly excludedTables: readonly string[];
  readonly excludedTableData: readonly string[];
  readonly owner: boolean;
  readonly privileges: boolean;
  readonly role: string | undefined;
  readonly encoding: string | undefined;
  /** Further arguments for pg_dump, after everything else. */
  readonly extra: readonly string[];
}

/** Dumps the whole database as it is. */
export const wholeDatabase: DumpOptions = {
  content: 'everything',
  schemas: [],
  excludedSchemas: [],
  tables: [],
  excludedTables: [],
  excludedTableData: [],
  owner: true,
  privileges: true,
  role: undefined,
  encoding: undefined,
  extra: [],
};

/** A backup that someone asks for. */
export interface BackupRequest {
  readonly connection: Connection & { readonly database: string };
  /** The folder that the backup goes to; created where it does not exist. */
  readonly folder: string;
  /** See `fileNames.ts`. */
  readonly namePattern: string;
  readonly format: DumpFormat | 'auto';
  /** Undefined: as many as are of use. */
  readonly jobs: number | undefined;
  /** Undefined: what is fastest with the client at hand. */
  readonly compression: Compression | undefined;
  readonly options: DumpOptions;
  /** Counts the rows of each table in the dump's own snapshot. */
  readonly countSource: boolean;
}

/** Whether the dump leaves part of the database out. */
export function isPartial(options: DumpOptions): boolean {
  const { schemas, excludedSchemas, tables, excludedTables, excludedTableData, extra } = options;
  return (
    options.content !== 'everything' ||
    [schemas, excludedSchemas, tables, excludedTables, excludedTableData, extra].some(
      (list) => list.length > 0,
    )
  );
}

/** @throws BackupError of kind `usage` where the parts of a request contradict each other */
export function checkBackupRequest(request: BackupRequest): void {
  const { format, jobs, compression } = request;
  if (jobs !== undefined && jobs > 1 && format !== 'directory' && format !== 'auto') {
    throw wrong(
      'jobs-need-directory',
      text('A backup of format {format} is written by one job.', { format }),
      text('Use --format directory with several jobs, or leave --jobs out.'),
    );
  }
  if (compression !== undefined) checkCompression(format, compression);
  checkExtraArguments(request.options.extra);
}

function checkCompression(format: BackupRequest['format'], { method, level }: Compression): void {
  if (method === 'none') return;
  if (format === 'tar') {
    throw wrong(
      'tar-has-no-compression',
      text('A tar backup is never compressed inside.'),
      text('Use --format custom or directory, or leave --compress out.'),
    );
  }
  if (format === 'plain' && method !== 'gzip') {
    throw wrong(
      'plain-compression-unsupported',
      text('A plain script can be compressed with gzip only.'),
      text('Use --compress gzip, or --format custom.'),
    );
  }
  const highest = { gzip: 9, lz4: 12, zstd: 22 }[method];
  if (level !== undefined && (level > highest || level < (method === 'zstd' ? -22 : 1))) {
    throw wrong(
      'compression-level-unknown',
      text('{method} has no level {level}.', { method, level }),
      text('Use a level up to {highest}.', { highest }),
    );
  }
}

function wrong(code: string, what: Text, remedy: Text): BackupError {
  return new BackupError({ kind: 'usage', code, what, remedy });
}
