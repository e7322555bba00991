import path from 'node:path';
import type { ServerAddress } from '../support/privateServer';
import type { Settings } from '../workbench/settings';

/** The extension's own settings in the demo: a connection to the demo's server, and where its backups go. */
export function demoSettings(server: ServerAddress, backupFolder: string): Settings {
  return {
    'pgBackup.connections': [
      {
        id: 'demo',
        name: 'Demo',
        host: server.host,
        port: server.port,
        user: server.user,
        database: 'postgres',
        // The editor's environment leads its connections nowhere, so that the file is named here.
        passfile: path.join(path.dirname(server.logFile), 'pgpass'),
      },
    ],
    'pgBackup.backupFolders': [backupFolder],
  };
}
