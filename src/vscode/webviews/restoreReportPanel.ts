import * as vscode from 'vscode';
import { text } from '../../core/text';
import type { RestoreReportContract, RestoreReportPage } from '../../shared/restoreReport';
import { language, translate } from '../language';
import { pageHtml, pagesUri } from './pageHtml';
import { restoreReportPage, type FinishedRestore } from './restoreReportPage';
import { restoreReportText } from './restoreReportText';
import { serveContract, type ServedContract } from './serveContract';

/** The one panel that shows what a restore came to. */
export interface RestoreReportPanel {
  show(restore: FinishedRestore): void;
  dispose(): void;
}

export function restoreReportPanel(
  extensionUri: vscode.Uri,
  log: vscode.LogOutputChannel,
): RestoreReportPanel {
  let open: { panel: vscode.WebviewPanel; served: ServedContract<RestoreReportContract> } | undefined;
  let page: RestoreReportPage | undefined;

  const openPanel = (title: string): NonNullable<typeof open> => {
    const panel = vscode.window.createWebviewPanel(
      'pgBackup.restoreReport',
      title,
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [pagesUri(extensionUri)] },
    );
    const shown = (): RestoreReportPage => {
      if (page === undefined) throw new Error('The report is gone');
      return page;
    };
    const served = serveContract<RestoreReportContract>(
      panel.webview,
      {
        load: () => shown(),
        async copyAsText() {
          await vscode.env.clipboard.writeText(restoreReportText(shown()));
          return null;
        },
        showLog() {
          log.show();
          return null;
        },
      },
      (error) => log.error(error instanceof Error ? error : String(error)),
    );
    panel.onDidDispose(() => {
      served.dispose();
      open = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, extensionUri, 'restoreReport');
    return { panel, served };
  };

  return {
    show(restore) {
      page = restoreReportPage(restore, translate, language());
      const title = translate(text('Restore of {name}', { name: restore.name }));
      if (open === undefined) {
        open = openPanel(title);
        return;
      }
      open.panel.title = title;
      open.panel.reveal();
      open.served.tell('replaced', page);
    },
    dispose: () => void open?.panel.dispose(),
  };
}
