import type { CommandLine } from '../commandLine';
import { databaseArgument, libpqEnvironment, type Connection } from '../connection/connection';
import { restoreSettings, sessionOptions } from '../sessionSettings';
import type { RestoreRequest } from './request';

type ArchiveFormat = 'custom' | 'directory' | 'tar';

/** Settings beside the usual ones: a superuser's server answers in English, which is what messages are sorted by. */
function sessionSettings(isSuperuser: boolean): string {
  return sessionOptions({ ...restoreSettings, ...(isSuperuser && { lc_messages: 'C' }) });
}

/** How a restore connects. */
export interface RestoreSession {
  readonly connection: Connection & { readonly database: string };
  readonly isSuperuser: boolean;
  /** What leads to the password. */
  readonly passwordEnvironment: Readonly<Record<string, string>>;
}

/**
 * The pg_restore call of a restore.
 * @param file the archive's absolute path
 * @param useList a file with the dump ids to restore; undefined for all
 */
export function archiveRestoreCommand(
  request: Pick<RestoreRequest, 'sections' | 'owner' | 'privileges'>,
  session: RestoreSession,
  archive: { readonly file: string; readonly format: ArchiveFormat; readonly useList: string | undefined },
  jobs: number,
): CommandLine {
  return {
    tool: 'pg_restore',
    args: [
      `--format=${archive.format}`,
      '--verbose',
      '--no-password',
      ...(jobs > 1 ? [`--jobs=${jobs}`] : []),
      ...request.sections.map((section) => `--section=${section}`),
      ...(archive.useList === undefined ? [] : [`--use-list=${archive.useList}`]),
      ...(request.owner ? [] : ['--no-owner']),
      ...(request.privileges ? [] : ['--no-privileges']),
      `--dbname=${databaseArgument(session.connection.database)}`,
      archive.file,
    ],
    env: environment(session),
  };
}

/** The psql call that takes a plain script on standard input and stops at its first error. */
export function scriptRestoreCommand(session: RestoreSession): CommandLine {
  return {
    tool: 'psql',
    args: [
      '--no-psqlrc',
      '--no-password',
      '--quiet',
      '--set=ON_ERROR_STOP=1',
      `--dbname=${databaseArgument(session.connection.database)}`,
      '--file=-',
    ],
    env: environment(session),
  };
}

function environment({
  connection,
  isSuperuser,
  passwordEnvironment,
}: RestoreSession): Record<string, string> {
  return { ...libpqEnvironment(connection, sessionSettings(isSuperuser)), ...passwordEnvironment };
}
