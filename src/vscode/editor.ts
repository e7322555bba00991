import type * as vscode from 'vscode';
import type { RestoreReportPanel } from './webviews/restoreReportPanel';
import type { PasswordStore } from './passwords';
import type { EditorPorts } from './ports';
import type { DatabasesView } from './tree/databasesView';

/** What every command has at hand. */
export interface Editor {
  readonly ports: EditorPorts;
  readonly passwords: PasswordStore;
  readonly log: vscode.LogOutputChannel;
  readonly view: DatabasesView;
  readonly reports: RestoreReportPanel;
}
