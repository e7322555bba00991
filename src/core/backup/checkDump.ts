import { holdsData, holdsNothing } from '../archive/archiveContents';
import { BackupError } from '../errors';
import { text } from '../text';
import type { ReadBackup } from './readBackup';
import { isPartial, type BackupRequest } from './request';

/** What the manifest tells of a dump that was read back and found whole. */
export interface CheckedDump {
  /** Whether the rows of ASGARD's management table are in it. */
  readonly holdsManagementTable: boolean;
  /** Whether the rows of a table are in it. */
  holdsRowsOf(schema: string, table: string): boolean;
}

/**
 * Holds a fresh dump against what it should be: readable, whole, and of something.
 * @throws BackupError of kind `failed`; nothing of the dump may then be kept
 */
export function checkDump(
  read: ReadBackup,
  request: Pick<BackupRequest, 'options' | 'connection'>,
): CheckedDump {
  const [damage] = read.damage;
  if (damage !== undefined || read.kind === 'unreadable') {
    throw new BackupError({
      kind: 'failed',
      code: 'dump-not-whole',
      what: text('pg_dump reported success, but the backup is not whole: {damage}', {
        damage: damage?.message ?? '',
      }),
      remedy: text('Check the disk and try again; the unfinished file was removed.'),
    });
  }
  if (read.kind === 'script' ? read.script.contentStatements === 0 : holdsNothing(read.archive)) {
    throw emptyDump(request);
  }
  const tables = new Set(
    read.kind === 'script'
      ? read.script.copies.map((copy) => keyOf(copy.schema ?? '', copy.name))
      : read.archive.entries
          .filter((entry) => entry.type === 'TABLE DATA' && holdsData(entry))
          .map((entry) => keyOf(entry.schema ?? '', entry.tag)),
  );
  const holdsRowsOf = (schema: string, table: string): boolean => tables.has(keyOf(schema, table));
  return { holdsManagementTable: holdsRowsOf('z_asgard_admin', 'gestion_schema'), holdsRowsOf };
}

function keyOf(schema: string, table: string): string {
  return `${schema}\0${table}`;
}

function emptyDump({ options, connection }: Pick<BackupRequest, 'options' | 'connection'>): BackupError {
  return isPartial(options)
    ? new BackupError({
        kind: 'failed',
        code: 'dump-is-empty',
        what: text('The backup would hold no object: what was chosen is empty, or belongs to an extension.'),
        remedy: text(
          'The objects of an extension are never dumped by themselves: back up the whole database, or choose other schemas and tables.',
        ),
      })
    : new BackupError({
        kind: 'failed',
        code: 'dump-is-empty',
        what: text('The backup would hold no object: the database “{database}” is empty.', {
          database: connection.database,
        }),
        remedy: text('Check that this is the database you mean.'),
      });
}
