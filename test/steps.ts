import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { localProgram, npmCall, type ProgramCall } from './support/localProgram';
import { faultsOfPackage, packagedExtension } from './support/packagedExtension';
import { projectRoot } from './support/projectRoot';
import { runProgram } from './support/runProgram';
import { tallyOfPlaywright, tallyOfVitest, type Tally } from './support/suiteReports';
import type { SystemNeed } from './support/systemPackages';
import { installWorkbench } from './workbench/install';

export interface Step {
  readonly name: string;
  readonly title: string;
  readonly needs: readonly SystemNeed[];
  readonly run: () => Promise<Tally>;
}

const reports = path.join(projectRoot, 'test-results', 'reports');

/** Removes the reports of an earlier run, which must not be taken for this one's. */
export async function clearReports(): Promise<void> {
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
}

const oneOf = (isGood: boolean): Tally => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 });

/** A step that is one program and counts as one test. */
function check(name: string, title: string, call: () => ProgramCall): Step {
  return { name, title, needs: [], run: async () => oneOf((await runProgram(call())) === 0) };
}

async function runVitest(name: string, projects: readonly string[]): Promise<Tally> {
  const report = path.join(reports, `${name}.json`);
  const args = ['run', ...projects.flatMap((project) => ['--project', project])];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await runProgram(localProgram('vitest', 'vitest', [...args, ...reporters]), {
    // About a default of a later Vite, which the shape of vitest.config.ts does not depend on.
    env: { VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
  });
  return tallyOfVitest(report, status);
}

async function runWorkbench(): Promise<Tally> {
  await installWorkbench();
  const report = path.join(reports, 'workbench.json');
  const status = await runProgram(
    localProgram('@playwright/test', 'playwright', ['test', '--reporter=list,json']),
    {
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    },
  );
  return tallyOfPlaywright(report, status);
}

async function runPackage(): Promise<Tally> {
  // A failed build must not leave the tests with the bundles of an earlier one.
  await rm(path.join(projectRoot, 'dist'), { recursive: true, force: true });
  await mkdir(path.join(projectRoot, 'dist'));
  const status = await runProgram(npmCall(['run', '--silent', 'package']));
  if (status !== 0 || !existsSync(packagedExtension)) return oneOf(false);
  const faults = faultsOfPackage();
  for (const fault of faults) console.log(`The package: ${fault}`);
  return oneOf(faults.length === 0);
}

/** What `npm test` does, in this order. */
export const steps: readonly Step[] = [
  check('format', 'prettier', () => localProgram('prettier', 'prettier', ['--check', '.'])),
  check('lint', 'eslint', () => localProgram('eslint', 'eslint', ['.'])),
  check('imports', 'dependency-cruiser', () =>
    localProgram('dependency-cruiser', 'depcruise', [
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'webview-ui',
    ]),
  ),
  check('types', 'tsc', () => localProgram('typescript', 'tsc', ['-b'])),
  { name: 'package', title: 'build, package, and what the package holds', needs: [], run: runPackage },
  {
    name: 'unit',
    title: 'core and webviews, no server',
    needs: [],
    run: () => runVitest('unit', ['unit', 'webview']),
  },
  {
    name: 'integration',
    title: 'a real PostgreSQL and its tools',
    needs: ['client'],
    run: () => runVitest('integration', ['integration']),
  },
  {
    name: 'workbench',
    title: 'the packaged extension in a real VS Code',
    needs: ['client', 'browser'],
    run: runWorkbench,
  },
];
