import type { ServerAddress } from '../support/privateServer';
import type { Settings } from '../workbench/settings';

/** The extension's own settings in the demo: a connection to the demo's server, and where its backups go. */
export function demoSettings(server: ServerAddress, backupFolder: string): Settings {
  return {
    'pgBackup.connections': [
      {
        name: 'Demo',
        host: server.host,
        port: server.port,
        user: server.user,
        database: 'postgres',
      },
    ],
    'pgBackup.backupFolders': [backupFolder],
  };
}
