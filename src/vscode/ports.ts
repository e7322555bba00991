import type { BackupsInFolder } from '../adapters/files/backupFolders';
import type { CatalogDatabase } from '../adapters/postgres/questions/databaseList';
import type { BackupPorts, Progress } from '../core/backup/ports';
import type { Cancellation } from '../core/cancellation';
import type { Connection } from '../core/connection/connection';
import type { RestorePorts } from '../core/restore/ports';

export type { BackupsInFolder, FoundBackup } from '../adapters/files/backupFolders';
export type { CatalogDatabase } from '../adapters/postgres/questions/databaseList';

/** What the editor needs from outside; the entry point gives it, and loads what is behind it when it is first used. */
export interface EditorPorts {
  /** @throws BackupError of kind `usage` */
  resolveConnection(connectionString: string): Promise<Connection>;
  /** @throws BackupError that says why the server could not be reached */
  listDatabases(connection: Connection, signal: Cancellation): Promise<readonly CatalogDatabase[]>;
  /** @throws BackupError where the folder is there and cannot be read */
  findBackups(folder: string, signal: Cancellation): Promise<BackupsInFolder>;
  backupPorts(report: (progress: Progress) => void): Promise<BackupPorts>;
  restorePorts(report: (progress: Progress) => void): Promise<RestorePorts>;
}
