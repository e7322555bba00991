import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const sourcemap = watch || process.argv.includes('--sourcemap');

/** What both Node bundles share; `pg-native` is an optional driver that is never installed. */
const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: !watch,
  keepNames: true,
  sourcemap,
  legalComments: 'none',
  logLevel: 'warning',
  external: ['vscode', 'pg-native'],
};

/** The scripts and styles of the webviews, which bring everything with them. */
const pages = {
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  minify: !watch,
  sourcemap,
  legalComments: 'none',
  logLevel: 'warning',
  entryPoints: [
    { in: 'webview-ui/restoreReport.entry.ts', out: 'restoreReport' },
    { in: 'webview-ui/restoreReport.css', out: 'restoreReport' },
  ],
  outdir: 'dist/webview',
};

const bundles = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js' },
  { ...node, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  pages,
];

if (watch) {
  // The two words are what .vscode/tasks.json waits for.
  console.log('building');
  const contexts = await Promise.all(bundles.map((options) => context(options)));
  await Promise.all(contexts.map((bundle) => bundle.rebuild().catch(() => undefined)));
  console.log('built');
  await Promise.all(contexts.map((bundle) => bundle.watch()));
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
