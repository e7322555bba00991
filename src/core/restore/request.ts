import type { Connection } from '../connection/connection';
import { BackupError } from '../errors';
import type { LocaleProvider } from '../server/databaseDescription';
import { text, type Text } from '../text';

export const archiveSections = ['pre-data', 'data', 'post-data'] as const;
export type ArchiveSection = (typeof archiveSections)[number];

/** A database that the restore makes; what is undefined comes from the backup. */
export interface NewDatabase {
  readonly kind: 'create';
  readonly name: string;
  readonly owner: string | undefined;
  readonly encoding: string | undefined;
  readonly locale: string | undefined;
  readonly provider: LocaleProvider | undefined;
}

/** A database that is there and empty. */
export interface ExistingDatabase {
  readonly kind: 'into';
  readonly name: string;
}

/** A restore that someone asks for. */
export interface RestoreRequest {
  /** The backup: a file, or the folder of a directory backup. */
  readonly file: string;
  /** The server; the database in it is only where the first connection goes. */
  readonly connection: Connection;
  readonly target: NewDatabase | ExistingDatabase;
  /** Undefined: as many as are of use. */
  readonly jobs: number | undefined;
  /** Names; with any, only these and what they need come back. */
  readonly schemas: readonly string[];
  /** Names, with or without their schema (`schema.table`). */
  readonly tables: readonly string[];
  readonly sections: readonly ArchiveSection[];
  readonly owner: boolean;
  readonly privileges: boolean;
  /** Drops the new database when the restore fails, instead of keeping it for a look. */
  readonly dropOnFailure: boolean;
}

/** Whether only part of the backup is asked for. */
export function isPartialRestore(request: RestoreRequest): boolean {
  return request.schemas.length + request.tables.length + request.sections.length > 0;
}

/** What a plain script, which is one text, or a tar, which is read in one go, cannot do. */
export function checkRestoreOptions(
  request: RestoreRequest,
  format: 'custom' | 'directory' | 'tar' | 'plain',
): void {
  if ((request.jobs ?? 1) > 1 && (format === 'plain' || format === 'tar')) {
    throw wrong(
      'jobs-need-archive',
      text('A backup of format {format} is restored by one job.', { format }),
      text('Leave --jobs out.'),
    );
  }
  if (format === 'plain' && isPartialRestore(request)) {
    throw wrong(
      'plain-is-restored-whole',
      text('A plain script can only be restored whole.'),
      text('Leave --schema, --table and --section out.'),
    );
  }
}

/**
 * Holds the sections against the target, which is empty: rows and indexes need tables.
 * @throws BackupError of kind `usage`
 */
export function checkSections({ sections }: Pick<RestoreRequest, 'sections'>): void {
  if (sections.length === 0 || sections.includes('pre-data')) return;
  throw wrong(
    'sections-need-definitions',
    text('The sections {sections} need tables, and the target is empty.', { sections: sections.join(', ') }),
    text('Restore the section pre-data with them.'),
  );
}

function wrong(code: string, what: Text, remedy: Text): BackupError {
  return new BackupError({ kind: 'usage', code, what, remedy });
}
