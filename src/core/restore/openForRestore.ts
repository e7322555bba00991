import { holdsRowsOnly } from '../archive/archiveContents';
import type { BackupManifest } from '../backup/manifest';
import { readBackup, type ReadableArchive, type ReadableScript } from '../backup/readBackup';
import { readableUntil, type OpenBackup } from '../backup/openBackup';
import type { Cancellation } from '../cancellation';
import { BackupError } from '../errors';
import { text, type Text } from '../text';
import type { RestorePorts } from './ports';
import type { Verification } from './report';

/** A backup that may be restored, as far as reading it tells. */
export interface RestorableBackup {
  readonly path: string;
  readonly read: ReadableArchive | ReadableScript;
  readonly manifest: BackupManifest | undefined;
  readonly checksum: Verification;
  /** The script's bytes, undefined for an archive. */
  readonly chunks: (() => AsyncIterable<Uint8Array>) | undefined;
}

/**
 * Reads a backup before anything is made of it: what it is, whether it is whole, whether it is still what was
 * written. Nothing but our own reader touches the file until it has passed.
 * @throws BackupError of kind `refused` for a file that is damaged or no backup
 */
export async function openForRestore(
  backup: OpenBackup,
  ports: RestorePorts,
  signal: Cancellation,
): Promise<RestorableBackup> {
  ports.report({ phase: text('Reading the backup') });
  const read = await readBackup(readableUntil(signal, backup));
  const [damage] = read.damage;
  if (damage !== undefined || read.kind === 'unreadable') {
    throw damaged(text('The backup cannot be restored. {damage}', { damage: damage?.message ?? '' }));
  }
  if (read.kind === 'script') checkScript(read);
  else if (holdsRowsOnly(read.archive)) throw rowsOnly();
  ports.report({ phase: text('Comparing the checksum') });
  const manifest = await ports.readManifest(backup.path);
  return {
    path: backup.path,
    read,
    manifest,
    checksum: await compareChecksum(backup.path, manifest, ports, signal),
    chunks: backup.kind === 'file' ? () => backup.chunks() : undefined,
  };
}

function checkScript({ script }: ReadableScript): void {
  if (script.isClusterDump) {
    throw damaged(
      text('This is a script of pg_dumpall, which makes roles and several databases; run it with psql.'),
    );
  }
  const [problem] = script.problems;
  if (problem !== undefined) {
    throw damaged(
      text('The script cannot be restored safely. Line {line}: {what}', {
        line: problem.line,
        what: problem.what,
      }),
    );
  }
}

function rowsOnly(): BackupError {
  return new BackupError({
    kind: 'refused',
    code: 'backup-has-no-definitions',
    what: text('The backup holds rows only, without the tables that they go into.'),
    remedy: text(
      'Load it with pg_restore --data-only into a database that has the tables, or restore another backup.',
    ),
  });
}

async function compareChecksum(
  path: string,
  manifest: BackupManifest | undefined,
  ports: RestorePorts,
  signal: Cancellation,
): Promise<Verification> {
  const id = 'checksum';
  const title = text('The backup is, byte for byte, what was written');
  const noted = manifest?.sha256 ?? (await ports.notedSha256(path));
  if (noted === undefined) {
    return {
      id,
      title,
      status: 'unknown',
      problem: text('There is no manifest or checksum file beside it.'),
    };
  }
  if ((await ports.sha256(path, signal)) !== noted.toLowerCase()) {
    throw damaged(
      text('The backup is damaged: its SHA-256 is not the one that was noted when it was made.'),
      text(
        'Use another copy of it. If the file was changed on purpose, remove its manifest and checksum file.',
      ),
    );
  }
  return { id, title, status: 'passed', problem: null };
}

function damaged(what: Text, remedy: Text = text('Use another copy, or another backup.')): BackupError {
  return new BackupError({ kind: 'refused', code: 'backup-damaged', what, remedy });
}
