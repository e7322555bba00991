/** The import table of CONTRIBUTING.md, enforced over the whole graph. */
const onlyMay = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    onlyMay(
      'core-is-pure',
      '^src/core/',
      ['^src/core/'],
      'core imports core: no VS Code, no Node module, no driver.',
    ),
    onlyMay(
      'shared-holds-contracts',
      '^src/shared/',
      ['^src/shared/', '^src/core/'],
      'shared holds webview contracts.',
    ),
    {
      name: 'shared-takes-only-types-of-core',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^src/core/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'adapters-know-only-core',
      comment: 'An adapter knows core, its own folder, and the driver it wraps.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: {
        pathNot: [
          '^src/core/',
          '^src/adapters/$1/',
          '^node_modules/(pg|@types/pg|execa)/',
          '^(node:)?[a-z_/]+$',
        ],
      },
    },
    {
      name: 'adapters-do-not-know-vscode',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: ['^vscode$', '^node_modules/@vscode/', '^node_modules/@types/vscode/'] },
    },
    {
      name: 'pg-only-in-its-adapter',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/adapters/postgres/' },
      to: { path: ['^node_modules/pg/', '^node_modules/@types/pg/'] },
    },
    {
      name: 'execa-only-in-its-adapter',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/adapters/pgtools/' },
      to: { path: '^node_modules/execa/' },
    },
    {
      name: 'no-child-process-but-execa',
      severity: 'error',
      from: { path: '^(src|webview-ui)/' },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'shells-are-handed-adapters',
      comment: 'vscode and cli name only the types of adapters; the entry points build them.',
      severity: 'error',
      from: { path: '^src/(vscode|cli)/' },
      to: { path: '^src/adapters/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'vscode-does-not-know-the-cli',
      severity: 'error',
      from: { path: '^src/vscode/' },
      to: { path: ['^src/cli/', '^src/(cli|extension)\\.ts$'] },
    },
    {
      name: 'cli-needs-no-editor',
      severity: 'error',
      from: { path: '^src/cli(/|\\.ts$)' },
      to: {
        path: [
          '^src/vscode/',
          '^src/shared/',
          '^src/extension\\.ts$',
          '^vscode$',
          '^node_modules/@types/vscode/',
        ],
      },
    },
    {
      name: 'webview-speaks-contracts',
      severity: 'error',
      from: { path: '^webview-ui/' },
      to: { pathNot: ['^webview-ui/', '^src/shared/', '^node_modules/@vscode/webview-ui-toolkit/'] },
    },
    {
      name: 'webview-takes-only-types-of-shared',
      severity: 'error',
      from: { path: '^webview-ui/' },
      to: { path: '^src/shared/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'toolkit-named-in-one-file',
      severity: 'error',
      from: { path: '^(src|webview-ui)/', pathNot: '^webview-ui/components\\.ts$' },
      to: { path: '^node_modules/@vscode/webview-ui-toolkit/' },
    },
    {
      name: 'product-does-not-know-its-tests',
      severity: 'error',
      from: { path: '^(src|webview-ui)/' },
      to: { path: '^test/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
    {
      name: 'no-dead-files',
      comment: 'Every file of the product is reached from an entry point.',
      severity: 'error',
      from: { path: ['^src/(extension|cli)\\.ts$', '^webview-ui/[^/]+\\.entry\\.ts$'] },
      to: {
        path: '^(src|webview-ui)/.*\\.ts$',
        pathNot: '^(src/(extension|cli)\\.ts|webview-ui/[^/]+\\.entry\\.ts)$',
        reachable: false,
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^test/fixtures/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'src/tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'] },
    reporterOptions: { archi: { collapsePattern: '^(src/(core|adapters)/[^/]+|src/[^/]+|webview-ui)(?=/)' } },
  },
};
