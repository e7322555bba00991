import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { defaultNamePattern } from '../../core/backup/fileNames';
import { dumpFormats, type BackupRequest } from '../../core/backup/request';
import { parseBackupFolders, type ParsedFolders } from './backupFolders';
import {
  connectionSetting,
  parseConnections,
  type ParsedConnections,
  type SavedConnection,
} from './savedConnections';

/** The names of the settings, without their common prefix `pgBackup.`. */
const connectionsSetting = 'connections';

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('pgBackup');
}

/** A connection and the settings that it stands in. */
export interface PlacedConnection extends SavedConnection {
  readonly place: 'user' | 'workspace';
}

/** What all settings together hold. */
export interface PlacedConnections extends ParsedConnections {
  readonly connections: readonly PlacedConnection[];
}

/** The connections of the user, and those that the workspace shares; an untrusted one shares none. */
export function readConnections(): PlacedConnections {
  const found = configuration().inspect<unknown>(connectionsSetting);
  const ofUser = parseConnections(found?.globalValue);
  const ofWorkspace = parseConnections(vscode.workspace.isTrusted ? found?.workspaceValue : undefined);
  const shared = new Set(ofWorkspace.connections.map(({ id }) => id));
  return {
    connections: [
      ...ofWorkspace.connections.map((connection) => ({ ...connection, place: 'workspace' as const })),
      ...ofUser.connections
        .filter(({ id }) => !shared.has(id))
        .map((connection) => ({ ...connection, place: 'user' as const })),
    ],
    problems: [...ofWorkspace.problems, ...ofUser.problems],
  };
}

/** Adds a connection to the user's settings; one of the same id gives way. */
export async function saveConnection(connection: SavedConnection): Promise<void> {
  await changeConnections('user', (items) => [
    ...items.filter((item) => idOf(item) !== connection.id),
    connectionSetting(connection),
  ]);
}

/** Takes a connection out of the settings that it stands in. */
export async function forgetConnection({ id, place }: PlacedConnection): Promise<void> {
  await changeConnections(place, (items) => items.filter((item) => idOf(item) !== id));
}

/** Leaves what it does not know as it is. */
async function changeConnections(
  place: PlacedConnection['place'],
  change: (items: readonly unknown[]) => unknown[],
): Promise<void> {
  const found = configuration().inspect<unknown>(connectionsSetting);
  const value = place === 'user' ? found?.globalValue : found?.workspaceValue;
  const target = place === 'user' ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  await configuration().update(connectionsSetting, change(Array.isArray(value) ? value : []), target);
}

function idOf(item: unknown): string | undefined {
  return parseConnections([item]).connections[0]?.id;
}

/** How backups are made. */
export interface BackupSettings extends Pick<BackupRequest, 'format' | 'namePattern'>, ParsedFolders {}

export function readBackupSettings(): BackupSettings {
  const settings = configuration();
  const format = settings.get<unknown>('backup.format');
  const pattern = settings.get<unknown>('backup.namePattern');
  return {
    format: dumpFormats.find((known) => known === format) ?? 'auto',
    namePattern: typeof pattern === 'string' && pattern.trim() !== '' ? pattern : defaultNamePattern,
    ...parseBackupFolders(settings.get<unknown>('backupFolders'), {
      home: homedir(),
      workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    }),
  };
}

/** Folders to look for the client programs in, before all others. */
export function readToolFolders(): readonly string[] {
  const value = configuration().get<unknown>('tools.folders');
  return Array.isArray(value) ? value.filter((folder): folder is string => typeof folder === 'string') : [];
}
