import * as vscode from 'vscode';
import { language, translate } from '../language';
import { backupNodes, databaseNodes, rootNodes, type TellBug, type TreeSources } from './lookups';
import { nodeLook } from './nodeLook';
import { idOf, parentOf, type TreeNode } from './nodes';

/** The view of connections, databases and backups. */
export interface DatabasesView {
  /** Looks again: at everything, or below one node. */
  refresh(node?: TreeNode): void;
  /** Opens a node so that what is in it can be seen; one that is gone by now spoils nothing. */
  reveal(node: TreeNode): Promise<void>;
  dispose(): void;
}

export function databasesView(sources: TreeSources, tellBug: TellBug): DatabasesView {
  const changed = new vscode.EventEmitter<TreeNode | undefined>();
  const closing = new AbortController();
  // VS Code knows a node again only as the very object that it was given last.
  const shown = new Map<string, TreeNode>();
  const lookUp = async (node: TreeNode | undefined): Promise<TreeNode[]> => {
    if (node === undefined) return rootNodes(sources);
    if (node.kind === 'connection') return await databaseNodes(node, sources, closing.signal, tellBug);
    if (node.kind === 'database') return await backupNodes(node, sources, closing.signal, tellBug);
    return [];
  };
  const children = async (node: TreeNode | undefined): Promise<TreeNode[]> => {
    const nodes = await lookUp(node);
    for (const child of nodes) {
      if (child.kind === 'connection' || child.kind === 'database') shown.set(idOf(child), child);
    }
    return nodes;
  };
  const view = vscode.window.createTreeView<TreeNode>('pgBackup.databases', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: children,
      getTreeItem,
      getParent: parentOf,
    },
  });
  return {
    refresh: (node) => changed.fire(node === undefined ? undefined : shown.get(idOf(node))),
    async reveal(node) {
      try {
        await view.reveal(node, { select: false, focus: false, expand: true });
      } catch (error) {
        tellBug(error);
      }
    },
    dispose() {
      closing.abort();
      view.dispose();
      changed.dispose();
    },
  };
}

function getTreeItem(node: TreeNode): vscode.TreeItem {
  const look = nodeLook(node, translate, language());
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(look.label, look.canExpand ? Collapsed : None);
  item.id = idOf(node);
  item.description = look.description;
  item.tooltip = look.tooltip;
  item.accessibilityInformation = { label: look.spoken };
  item.contextValue = look.contextValue;
  const color = look.iconColor === undefined ? undefined : new vscode.ThemeColor(look.iconColor);
  item.iconPath = new vscode.ThemeIcon(look.icon, color);
  return item;
}
