import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../core/connection/connection';
import { findPassword } from '../../core/connection/passwordFile';

/** The password of a connection: its own, else the one in the user's password file; undefined where there is none. */
export async function passwordFor(connection: Connection, database: string): Promise<string | undefined> {
  if (connection.password !== undefined) return connection.password.reveal();
  const file = connection.other.passfile ?? standardPasswordFile();
  const readableByOthers = await stat(file).then(
    (found) => process.platform !== 'win32' && (found.mode & 0o077) !== 0,
    () => false,
  );
  // libpq ignores a password file that others may read.
  if (readableByOthers) return undefined;
  const content = await readFile(file, 'utf8').catch(() => undefined);
  return content === undefined ? undefined : findPassword(content, { ...connection, database });
}

function standardPasswordFile(): string {
  return process.platform === 'win32'
    ? join(process.env['APPDATA'] ?? homedir(), 'postgresql', 'pgpass.conf')
    : join(homedir(), '.pgpass');
}
