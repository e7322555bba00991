import { BackupError } from '../../core/errors';
import type { Connection } from '../../core/connection/connection';
import { text } from '../../core/text';
import { isPasswordProblem } from '../passwordProblem';
import type { CatalogDatabase, EditorPorts, FoundBackup } from '../ports';
import type { PlacedConnection } from '../settings/settings';
import { backupsOf } from './belonging';
import type { ConnectionNode, DatabaseNode, ProblemNode, TreeNode } from './nodes';

/** What the view asks for its nodes. */
export interface TreeSources extends Pick<EditorPorts, 'listDatabases' | 'findBackups'> {
  connections(): {
    readonly connections: readonly PlacedConnection[];
    readonly problems: readonly ProblemNode['what'][];
  };
  open(connection: PlacedConnection): Promise<Connection>;
  backupFolders(): { readonly folders: readonly string[]; readonly problems: readonly ProblemNode['what'][] };
}

/** Tells of an error that nobody expected, in the log. */
export type TellBug = (error: unknown) => void;

/** The connections, and what is wrong in the settings. */
export function rootNodes(sources: TreeSources): TreeNode[] {
  const { connections, problems } = sources.connections();
  return [
    ...connections.map((connection): ConnectionNode => ({ kind: 'connection', connection })),
    ...problems.map((what): ProblemNode => ({
      kind: 'problem',
      parent: undefined,
      what,
      remedy: text('Correct it in the settings.'),
      asksForPassword: false,
    })),
  ];
}

/** The databases of a connection; a server that cannot be reached says so in their place. */
export async function databaseNodes(
  node: ConnectionNode,
  sources: TreeSources,
  signal: AbortSignal,
  tellBug: TellBug,
): Promise<TreeNode[]> {
  try {
    const connection = await sources.open(node.connection);
    const databases = await sources.listDatabases(connection, signal);
    const server = { host: connection.host, port: connection.port };
    if (databases.length === 0) {
      return [{ kind: 'note', parent: node, says: text('This server has no database.') }];
    }
    return databases.map((database: CatalogDatabase): DatabaseNode => ({
      kind: 'database',
      parent: node,
      server,
      database,
    }));
  } catch (error) {
    return problemNodes(node, error, tellBug);
  }
}

/** The backups of a database, newest first; a folder that cannot be read says so beside those of the others. */
export async function backupNodes(
  node: DatabaseNode,
  sources: TreeSources,
  signal: AbortSignal,
  tellBug: TellBug,
): Promise<TreeNode[]> {
  const { folders, problems } = sources.backupFolders();
  const notes: TreeNode[] = problems.map((what) => ({
    kind: 'problem',
    parent: node,
    what,
    remedy: text('Correct it in the settings.'),
    asksForPassword: false,
  }));
  const found: FoundBackup[] = [];
  for (const folder of folders) {
    try {
      const { backups, isCutShort } = await sources.findBackups(folder, signal);
      found.push(...backups);
      if (isCutShort) {
        const says = text('The folder {folder} holds too many files; some were not looked at.', { folder });
        notes.push({ kind: 'note', parent: node, says });
      }
    } catch (error) {
      notes.push(...problemNodes(node, error, tellBug));
    }
  }
  const backups = backupsOf(node.database.name, node.server, found);
  if (backups.length === 0 && notes.length === 0) {
    notes.push({ kind: 'note', parent: node, says: text('No backup yet') });
  }
  return [...backups.map((backup): TreeNode => ({ kind: 'backup', parent: node, backup })), ...notes];
}

/** Why something could not be had, and below it what to do: each on a line of its own, which a narrow view shows. */
function problemNodes(parent: ConnectionNode | DatabaseNode, error: unknown, tellBug: TellBug): TreeNode[] {
  if (!(error instanceof BackupError)) tellBug(error);
  const { what, remedy } = error instanceof BackupError ? error : unexpected(error);
  const problem: ProblemNode = {
    kind: 'problem',
    parent,
    what,
    remedy: undefined,
    asksForPassword: isPasswordProblem(error),
  };
  return remedy === undefined ? [problem] : [problem, { kind: 'note', parent, says: remedy }];
}

function unexpected(error: unknown): Pick<BackupError, 'what' | 'remedy'> {
  const message = error instanceof Error ? error.message : String(error);
  return {
    what: text('Something unexpected went wrong: {message}', { message }),
    remedy: text('The log tells more.'),
  };
}
