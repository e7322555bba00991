import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The import rules of CONTRIBUTING.md as red underlines; dependency-cruiser holds the same rules over the whole graph. */
const fence = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const platform = {
  regex: '^(node:|vscode$|pg$|execa$|@vscode/)',
  message: 'This room is pure: no platform module.',
};

export default tseslint.config(
  { ignores: ['dist/', 'test-results/', 'test/fixtures/', '**/node_modules/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs', '*.cjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/array-type': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name it: no default exports.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that holds it.' },
        {
          selector: 'TSInterfaceDeclaration[id.name=/^I[A-Z]/]',
          message: 'An interface is named for what it is, without a prefix.',
        },
      ],
    },
  },
  fence(
    ['src/core/**'],
    [
      platform,
      {
        group: ['**/adapters/**', '**/vscode/**', '**/cli/**', '**/shared/**'],
        message: 'core imports core only.',
      },
    ],
  ),
  fence(
    ['src/shared/**'],
    [
      platform,
      {
        group: ['**/adapters/**', '**/vscode/**', '**/cli/**'],
        message: 'shared holds contracts: types of core only.',
      },
    ],
  ),
  fence(
    ['src/adapters/**'],
    [
      { regex: '^(vscode$|@vscode/)', message: 'Adapters do not know the editor.' },
      { group: ['**/vscode/**', '**/cli/**', '**/shared/**'], message: 'Adapters know core only.' },
    ],
  ),
  fence(
    ['src/vscode/**', 'src/cli/**'],
    [
      { regex: '^(pg|execa)$', message: 'Programs and servers are reached through adapters.' },
      {
        regex: '/adapters/',
        allowTypeImports: true,
        message: 'Adapters are handed over by the entry point; types only here.',
      },
    ],
  ),
  fence(
    ['src/cli/**'],
    [
      { regex: '^(pg|execa|vscode)$', message: 'The command line reaches the outside through adapters.' },
      {
        regex: '/adapters/',
        allowTypeImports: true,
        message: 'Adapters are handed over by the entry point; types only here.',
      },
      { group: ['**/vscode/**'], message: 'The command line needs no editor.' },
    ],
  ),
  fence(
    ['webview-ui/**'],
    [
      { regex: '^(node:|vscode$|pg$|execa$)', message: 'This runs in the browser.' },
      { regex: 'src/(?!shared/)', message: 'The webview speaks only the contracts of src/shared.' },
    ],
  ),
  {
    files: ['test/**', '*.config.ts', '*.config.mts', '*.mjs', '*.cjs'],
    rules: { 'no-console': 'off', 'no-restricted-syntax': 'off' },
  },
  { files: ['src/cli.ts', 'src/cli/**'], rules: { 'no-console': 'error' } },
  {
    files: ['*.mjs', '*.cjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'writable' } },
  },
);
