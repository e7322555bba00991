import { availableParallelism } from 'node:os';
import { randomUUID } from 'node:crypto';
import { version } from '../package.json';
import { backupFinder, type BackupsInFolder } from './adapters/files/backupFolders';
import { openBackup, notedSha256, readManifest, sha256Of } from './adapters/files/backupFile';
import { backupOutput } from './adapters/files/backupOutput';
import { withTemporaryFile } from './adapters/files/temporaryFile';
import { clientTools } from './adapters/pgtools/clientTools';
import { askDatabases, type CatalogDatabase } from './adapters/postgres/questions/databaseList';
import { withBackupSource } from './adapters/postgres/source';
import { withTargetDatabase } from './adapters/postgres/targetDatabase';
import { withMaintenanceClient, withTargetServer } from './adapters/postgres/targetServer';
import type { BackupPorts, Progress } from './core/backup/ports';
import type { Cancellation } from './core/cancellation';
import type { Connection } from './core/connection/connection';
import type { RestorePorts } from './core/restore/ports';

/** What both shells run the flows with: this machine's files and programs, and the servers that it reaches. */
export interface Machine {
  backupPorts(report: (progress: Progress) => void): BackupPorts;
  restorePorts(report: (progress: Progress) => void): RestorePorts;
  /** The databases of a server, without entering each of them. */
  listDatabases(connection: Connection, signal: Cancellation): Promise<readonly CatalogDatabase[]>;
  /** The backups in a folder; keeps what it has read for the next call. */
  findBackups(folder: string, signal: Cancellation): Promise<BackupsInFolder>;
}

/**
 * Puts the adapters together for the flows.
 * @param toolFolders gives the folders of the user's setting as they are now
 */
export function thisMachine(toolFolders: () => readonly string[]): Machine {
  const tools = clientTools(toolFolders);
  const processors = availableParallelism();
  return {
    backupPorts: (report) => ({
      ...tools,
      withSource: (connection, signal, use) => {
        // The programs are found while the server is asked.
        tools.lookAhead(signal);
        return withBackupSource(connection, signal, use);
      },
      output: backupOutput,
      now: () => ({
        iso: new Date().toISOString(),
        wall: wallClock(new Date()),
        milliseconds: performance.now(),
      }),
      processors,
      productVersion: version,
      report,
    }),
    restorePorts: (report) => ({
      ...tools,
      openBackup,
      readManifest,
      sha256: (path, signal) => {
        // The programs are found while the file is read.
        tools.lookAhead(signal);
        return sha256Of(path, signal);
      },
      notedSha256,
      withServer: withTargetServer,
      withDatabase: withTargetDatabase,
      withTemporaryFile,
      milliseconds: () => performance.now(),
      randomKey: () => randomUUID().replaceAll('-', ''),
      processors,
      report,
    }),
    listDatabases: (connection, signal) => withMaintenanceClient(connection, signal, askDatabases),
    findBackups: backupFinder(),
  };
}

function wallClock(date: Date): ReturnType<BackupPorts['now']>['wall'] {
  return {
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
    second: date.getSeconds(),
  };
}
