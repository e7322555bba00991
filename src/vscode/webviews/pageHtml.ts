import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Where the bundles of the pages are, in the extension's folder. */
const pagesFolder = ['dist', 'webview'] as const;

export function pagesUri(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, ...pagesFolder);
}

/**
 * The frame of a page: it may run its one script and use its one style sheet, and reach nothing else.
 * Everything in it comes later, as data.
 * @param page the name of its bundle
 */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, page: string): string {
  const nonce = randomBytes(16).toString('base64url');
  const uriOf = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pagesUri(extensionUri), file)).toString();
  const policy = [
    `default-src 'none'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" nonce="${nonce}" href="${uriOf(`${page}.css`)}">
</head>
<body>
<main id="page"></main>
<script nonce="${nonce}" src="${uriOf(`${page}.js`)}"></script>
</body>
</html>`;
}
