import type { FoundBackup } from '../ports';
import type { ServerPlace } from './nodes';

/**
 * The backups of one database of one server, newest first. A manifest names the server too; a backup without one
 * stands under every database of its name.
 */
export function backupsOf(
  database: string,
  server: ServerPlace,
  backups: readonly FoundBackup[],
): readonly FoundBackup[] {
  return backups
    .filter(
      (backup) =>
        backup.database === database && (backup.server === undefined || isSameServer(backup.server, server)),
    )
    .sort((a, b) => b.createdAt - a.createdAt || a.path.localeCompare(b.path));
}

/** Whether two addresses lead to the same server, as far as they tell: this machine has several names. */
export function isSameServer(a: ServerPlace, b: ServerPlace): boolean {
  return a.port === b.port && (a.host === b.host || (isThisMachine(a.host) && isThisMachine(b.host)));
}

/** Loopback names and addresses, and the folders of local sockets. */
function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\/.*|@.*)$/i.test(host);
}
