import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot';
import { zipEntries } from './zipEntries';

/** Where `npm run package` puts the extension. */
export const packagedExtension = path.join(projectRoot, 'dist', 'pg-backup-restore.vsix');

const largest = 1_000_000;
const wanted = ['extension/package.json', 'extension/dist/extension.js', 'extension/dist/cli.js'];
const unwanted = [
  /\.(ts|tsx|mts|cts|map|tsbuildinfo|vsix)$/,
  /^extension\/(src|test|test-results|webview-ui|node_modules|\.[^/]+)(\/|$)/,
  /^extension\/(tsconfig.*\.json|package-lock\.json|[^/]*\.config\.[^/]+|esbuild\.[^/]+)$/,
];

/** What is wrong with the packaged extension; an empty list when nothing is. */
export function faultsOfPackage(file = packagedExtension): string[] {
  const zip = readFileSync(file);
  const entries = zipEntries(zip);
  return [
    ...(zip.length < largest ? [] : [`${String(zip.length)} bytes: ${String(largest)} or more`]),
    ...wanted.filter((name) => !entries.includes(name)).map((name) => `missing: ${name}`),
    ...entries
      .filter((name) => unwanted.some((rule) => rule.test(name)))
      .map((name) => `does not ship: ${name}`),
  ];
}
