import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../core/connection/connection';
import { findPassword } from '../../core/connection/passwordFile';

/** What is known of a connection's password. */
export interface KnownPassword {
  /** Undefined where there is none. */
  readonly password: string | undefined;
  /** The user's password file, where it was not read because others can read it too. */
  readonly ignoredFile?: string;
}

/** The password of a connection: its own, else the one in the user's password file. */
export async function passwordFor(connection: Connection, database: string): Promise<KnownPassword> {
  if (connection.password !== undefined) return { password: connection.password.reveal() };
  const file = connection.other.passfile ?? standardPasswordFile();
  const readableByOthers = await stat(file).then(
    (found) => process.platform !== 'win32' && (found.mode & 0o077) !== 0,
    () => false,
  );
  // libpq ignores a password file that others may read.
  if (readableByOthers) return { password: undefined, ignoredFile: file };
  const content = await readFile(file, 'utf8').catch(() => undefined);
  return {
    password: content === undefined ? undefined : findPassword(content, { ...connection, database }),
  };
}

function standardPasswordFile(): string {
  return process.platform === 'win32'
    ? join(process.env['APPDATA'] ?? homedir(), 'postgresql', 'pgpass.conf')
    : join(homedir(), '.pgpass');
}
