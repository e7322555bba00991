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

const bundles = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js' },
  { ...node, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
];

if (watch) await Promise.all(bundles.map(async (options) => (await context(options)).watch()));
else await Promise.all(bundles.map((options) => build(options)));
