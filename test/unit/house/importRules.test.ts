import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { ESLint } from 'eslint';
import { afterAll, expect, test } from 'vitest';
import { localProgram } from '../../support/localProgram';
import { projectRoot } from '../../support/projectRoot';

/** One deliberate violation of each rule of .dependency-cruiser.cjs: file -> its text. */
const violations: Readonly<Record<string, readonly [file: string, content: string]>> = {
  'core-is-pure': ['src/core/impure.ts', "import 'node:fs';"],
  'shared-holds-contracts': ['src/shared/contract.ts', "import 'node:fs';"],
  'shared-takes-only-types-of-core': [
    'src/shared/values.ts',
    "import { a } from '../core/pure'; export const b = a;",
  ],
  'adapters-know-only-core': ['src/adapters/files/nosy.ts', "import '../postgres/driver';"],
  'adapters-do-not-know-vscode': ['src/adapters/files/editor.ts', "import 'vscode';"],
  'pg-only-in-its-adapter': ['src/adapters/files/driver.ts', "import 'pg';"],
  'execa-only-in-its-adapter': ['src/adapters/files/runner.ts', "import 'execa';"],
  'no-child-process-but-execa': ['src/adapters/pgtools/spawning.ts', "import 'node:child_process';"],
  'shells-are-handed-adapters': [
    'src/vscode/reaching.ts',
    "import { a } from '../adapters/postgres/driver'; export const b = a;",
  ],
  'vscode-does-not-know-the-cli': ['src/vscode/other.ts', "import '../cli/command';"],
  'cli-needs-no-editor': ['src/cli/command.ts', "import 'vscode';"],
  'webview-speaks-contracts': ['webview-ui/page.ts', "import '../src/core/pure';"],
  'webview-takes-only-types-of-shared': [
    'webview-ui/value.ts',
    "import { c } from '../src/shared/constant'; export const d = c;",
  ],
  'toolkit-named-in-one-file': ['webview-ui/button.ts', "import '@vscode/webview-ui-toolkit';"],
  'product-does-not-know-its-tests': ['src/core/tested.ts', "import '../../test/support';"],
  'no-cycles': ['src/core/back.ts', "import './circle';"],
  'no-dead-files': ['src/core/dead.ts', 'export const dead = 1;'],
  'no-unresolvable': ['src/core/lost.ts', "import './nowhere';"],
};
/** What the violations need to reach. */
const surroundings: Readonly<Record<string, string>> = {
  'src/core/pure.ts': 'export const a = 1;',
  'src/core/circle.ts': "import './back';",
  'src/shared/constant.ts': 'export const c = 1;',
  'src/adapters/postgres/driver.ts': 'export const a = 1;',
  'test/support.ts': 'export {};',
  'src/extension.ts': "import './core/pure';",
  'src/cli.ts': 'export {};',
  'node_modules/pg/index.js': '',
  'node_modules/execa/index.js': '',
  'node_modules/@vscode/webview-ui-toolkit/index.js': '',
  'src/tsconfig.json': '{ "files": ["extension.ts"] }',
};

const folder = mkdtempSync(path.join(tmpdir(), 'import-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), content);
}

test('each import rule finds its deliberate violation', () => {
  for (const [file, content] of Object.entries(surroundings)) write(file, content);
  for (const [file, content] of Object.values(violations)) write(file, content);
  const { command, args } = localProgram('dependency-cruiser', 'depcruise', [
    '--config',
    path.join(projectRoot, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
    'src',
    'webview-ui',
  ]);
  const { stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  expect(stderr).toBe('');
  const cruised = JSON.parse(stdout) as {
    summary: {
      violations: readonly { rule: { name: string }; from: string }[];
      ruleSetUsed: { forbidden: readonly { name: string }[] };
    };
  };
  const found = cruised.summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
  for (const [rule, [file]] of Object.entries(violations)) expect(found).toContain(`${rule} ${file}`);
  const rules = cruised.summary.ruleSetUsed.forbidden.map(({ name }) => name);
  expect(Object.keys(violations).sort()).toEqual(rules.sort());
}, 60_000);

const underlined: readonly (readonly [file: string, content: string])[] = [
  ['src/core/text.ts', "import 'node:fs';"],
  ['src/core/text.ts', "import 'pg';"],
  ['src/core/text.ts', "import '../cli/main';"],
  ['src/adapters/files/digest.ts', "import 'vscode';"],
  ['src/adapters/files/digest.ts', "import '../../cli/main';"],
  ['src/cli/main.ts', "import 'execa';"],
  ['src/cli/main.ts', "import '../adapters/files/digest';"],
  ['src/cli/main.ts', "import '../vscode/language';"],
];
for (const [file, content] of underlined) {
  test(`the editor underlines in ${file}: ${content}`, async () => {
    const eslint = new ESLint({ cwd: projectRoot });
    const [result] = await eslint.lintText(content, { filePath: path.join(projectRoot, file) });
    expect(result?.messages.map((message) => message.ruleId)).toContain('no-restricted-imports');
  }, 60_000);
}
