import * as vscode from 'vscode';
import { commands } from './commands/table';
import { runCommand } from './commands/runCommand';
import { openConnection } from './connections';
import type { Editor } from './editor';
import { passwordStore } from './passwords';
import type { EditorPorts } from './ports';
import { readBackupSettings, readConnections } from './settings/settings';
import { databasesView } from './tree/databasesView';
import type { TreeNode } from './tree/nodes';
import { restoreReportPanel } from './webviews/restoreReportPanel';

/** Puts the view, the commands and the log into the editor. */
export function startEditor(context: vscode.ExtensionContext, ports: EditorPorts): void {
  const started = performance.now();
  const log = vscode.window.createOutputChannel('PostgreSQL Backup & Restore', { log: true });
  const passwords = passwordStore(context.secrets);
  const view = databasesView(
    {
      ...ports,
      connections: readConnections,
      open: (connection) => openConnection(connection, ports, passwords),
      backupFolders: readBackupSettings,
    },
    (error) => log.error(error instanceof Error ? error : String(error)),
  );
  const reports = restoreReportPanel(context.extensionUri, log);
  const editor: Editor = { ports, passwords, log, view, reports };
  context.subscriptions.push(
    log,
    view,
    reports,
    ...commands.map((command) =>
      vscode.commands.registerCommand(command.id, (node?: TreeNode) => runCommand(command, editor, node)),
    ),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('pgBackup')) view.refresh();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => view.refresh()),
  );
  log.info(`Ready in ${(performance.now() - started).toFixed(0)} ms`);
}
