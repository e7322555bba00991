import type * as vscode from 'vscode';
import { resolveConnection } from './adapters/postgres/connectionSources';
import { startEditor } from './vscode/startEditor';
import { readToolFolders } from './vscode/settings/settings';
import type { Machine } from './machine';

/** The adapters are loaded when something first needs them: showing the view must not wait for a database driver. */
let loading: Promise<Machine> | undefined;
function machine(): Promise<Machine> {
  return (loading ??= import('./machine').then(({ thisMachine }) => thisMachine(readToolFolders)));
}

/** Called by VS Code when the view is shown or a command is run. */
export function activate(context: vscode.ExtensionContext): void {
  startEditor(context, {
    // Nothing of the editor's own environment leads a connection anywhere.
    resolveConnection: (connectionString) => resolveConnection(connectionString, {}),
    listDatabases: async (connection, signal) => (await machine()).listDatabases(connection, signal),
    findBackups: async (folder, signal) => (await machine()).findBackups(folder, signal),
    backupPorts: async (report) => (await machine()).backupPorts(report),
    restorePorts: async (report) => (await machine()).restorePorts(report),
  });
}
