import * as vscode from 'vscode';
import { text } from '../../core/text';
import type { Offer } from './announce';

/** Shows a file where this window can: in its own Explorer, or in the system's; else gives its path. */
export function revealFile(path: string): Offer {
  const uri = vscode.Uri.file(path);
  const isOpen = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  const isElsewhere = vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
  if (!isOpen && isElsewhere) {
    return { label: text('Copy Path'), run: () => vscode.env.clipboard.writeText(path) };
  }
  const command = isOpen ? 'revealInExplorer' : 'revealFileInOS';
  return {
    label: text('Reveal in Explorer'),
    run: () => vscode.commands.executeCommand(command, uri),
  };
}
