import * as vscode from 'vscode';
import { cancelledError, throwIfCancelled, type Cancellation } from '../../core/cancellation';
import { BackupError } from '../../core/errors';
import { text, type Text } from '../../core/text';
import { openConnection } from '../connections';
import type { Editor } from '../editor';
import { formatBytes, formatMoment } from '../format';
import { language, translate } from '../language';
import { plainMessage } from '../plainMessage';
import type { CatalogDatabase, FoundBackup } from '../ports';
import { withLateProgress } from '../progress';
import { readBackupSettings, readConnections, type PlacedConnection } from '../settings/settings';
import { parentOf, type TreeNode } from '../tree/nodes';

/** The connection that a node stands under, or that the user picks. */
export async function chooseConnection(node: TreeNode | undefined): Promise<PlacedConnection> {
  for (let at = node; at !== undefined; at = parentOf(at)) {
    if (at.kind === 'connection') return at.connection;
  }
  const { connections } = readConnections();
  const [first, ...others] = connections;
  if (first === undefined) {
    throw new BackupError({
      kind: 'usage',
      code: 'no-connection',
      what: text('There is no connection yet.'),
      remedy: text('Add one first.'),
    });
  }
  if (others.length === 0) return first;
  return await choose(
    text('Which connection?'),
    connections.map((connection) => ({
      value: connection,
      label: connection.name,
      description: connection.parameters.host ?? '',
    })),
  );
}

/** One of a server's databases, picked by the user. */
export async function chooseDatabase(editor: Editor, connection: PlacedConnection): Promise<CatalogDatabase> {
  const databases = await listDatabases(editor, connection);
  return await choose(
    text('Which database?'),
    databases.map((database) => ({
      value: database,
      label: database.name,
      description: database.bytes === null ? '' : formatBytes(database.bytes, language()),
    })),
  );
}

/** The databases of a connection, asked for under a notification that can be cancelled. */
export async function listDatabases(
  editor: Editor,
  connection: PlacedConnection,
): ReturnType<Editor['ports']['listDatabases']> {
  const opened = await openConnection(connection, editor.ports, editor.passwords);
  return await withLateProgress(text('Connecting to “{name}”', { name: connection.name }), (signal) =>
    editor.ports.listDatabases(opened, signal),
  );
}

/** One of the backups in the configured folders, newest first, picked by the user. */
export async function chooseBackup(editor: Editor): Promise<FoundBackup> {
  const { folders } = readBackupSettings();
  const found = await withLateProgress(text('Looking for backups'), (signal) =>
    findBackups(editor, folders, signal),
  );
  if (found.length === 0) {
    throw new BackupError({
      kind: 'usage',
      code: 'no-backup',
      what: text('There is no backup in {folders}.', { folders: folders.join(', ') }),
      remedy: text('Make one first, or name its folder in the setting pgBackup.backupFolders.'),
    });
  }
  return await choose(
    text('Which backup?'),
    found
      .sort((a, b) => b.createdAt - a.createdAt)
      .map((backup) => ({
        value: backup,
        label: backup.name,
        description: [formatMoment(backup.createdAt, language()), formatBytes(backup.bytes, language())].join(
          ' · ',
        ),
      })),
  );
}

/** A folder that cannot be read does not hide the backups in the others. */
async function findBackups(
  editor: Editor,
  folders: readonly string[],
  signal: Cancellation,
): Promise<FoundBackup[]> {
  const found: FoundBackup[] = [];
  const failures: Error[] = [];
  for (const folder of folders) {
    try {
      found.push(...(await editor.ports.findBackups(folder, signal)).backups);
    } catch (error) {
      throwIfCancelled(signal);
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  if (found.length === 0 && failures[0] !== undefined) throw failures[0];
  return found;
}

interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly description: string;
}

/** @throws BackupError of kind `cancelled` */
async function choose<T>(question: Text, choices: readonly Choice<T>[]): Promise<T> {
  const items = choices.map((choice) => ({
    ...choice,
    label: plainMessage(choice.label),
    description: plainMessage(choice.description),
  }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: translate(question) });
  if (chosen === undefined) throw cancelledError();
  return chosen.value;
}
