import type { Text } from '../../core/text';
import type { CatalogDatabase, FoundBackup } from '../ports';
import type { PlacedConnection } from '../settings/settings';

/** What the view shows: plain data, made anew at each look. */
export type TreeNode = ConnectionNode | DatabaseNode | BackupNode | NoteNode | ProblemNode;

export interface ConnectionNode {
  readonly kind: 'connection';
  readonly connection: PlacedConnection;
}

/** The server that a connection leads to. */
export interface ServerPlace {
  readonly host: string;
  readonly port: number;
}

export interface DatabaseNode {
  readonly kind: 'database';
  readonly parent: ConnectionNode;
  readonly server: ServerPlace;
  readonly database: CatalogDatabase;
}

export interface BackupNode {
  readonly kind: 'backup';
  readonly parent: DatabaseNode;
  readonly backup: FoundBackup;
}

/** Says that there is nothing here, and why that is so. */
export interface NoteNode {
  readonly kind: 'note';
  readonly parent: DatabaseNode | ConnectionNode;
  readonly says: Text;
}

/** Stands in the place of what could not be had. */
export interface ProblemNode {
  readonly kind: 'problem';
  readonly parent: DatabaseNode | ConnectionNode | undefined;
  readonly what: Text;
  readonly remedy: Text | undefined;
  /** Whether another password could help. */
  readonly asksForPassword: boolean;
}

/** The node that this one stands under. */
export function parentOf(node: TreeNode): TreeNode | undefined {
  return node.kind === 'connection' ? undefined : node.parent;
}

/** A name for the node that stays the same from one look to the next. */
export function idOf(node: TreeNode): string {
  switch (node.kind) {
    case 'connection':
      return JSON.stringify(['connection', node.connection.id]);
    case 'database':
      return JSON.stringify(['database', node.parent.connection.id, node.database.name]);
    case 'backup':
      return JSON.stringify(['backup', idOf(node.parent), node.backup.path]);
    case 'note':
      return JSON.stringify(['note', idOf(node.parent), node.says.template]);
    case 'problem': {
      const parent = node.parent === undefined ? '' : idOf(node.parent);
      return JSON.stringify(['problem', parent, node.what.template, node.what.values]);
    }
  }
}
