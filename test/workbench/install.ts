import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npmCall } from '../support/localProgram';
import { projectRoot } from '../support/projectRoot';
import { runProgram } from '../support/runProgram';
import { placeLogWriter } from './logWriter';

const packageFolder = path.join(projectRoot, 'test', 'workbench', 'vscode-min');
const codeServer = path.join(packageFolder, 'node_modules', 'code-server');
const vscode = path.join(codeServer, 'lib', 'vscode');
const stamp = path.join(packageFolder, 'node_modules', '.installed-from');

/** What Node runs to start VS Code's server. */
export const codeServerEntry = path.join(codeServer, 'out', 'node', 'entry.js');

/**
 * Installs the VS Code that the workbench tests and the demo use, from its own lock and into its own node_modules.
 * No install script runs and nothing is compiled. Does nothing when it is there and the lock is the same.
 */
export async function installWorkbench(): Promise<void> {
  const lock = await readFile(path.join(packageFolder, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;

  console.log('Installing VS Code for the tests (about 350 MB, once)...');
  await npm(packageFolder, ['ci', '--ignore-scripts']);
  // VS Code's own dependencies; `npm ci` refuses there, because the shrinkwrap is out of step with its manifest.
  await npm(vscode, ['install', '--omit=dev', '--ignore-scripts', '--no-save']);
  await placeRipgrep();
  await placeLogWriter(vscode);
  await writeFile(stamp, wanted);
}

async function npm(cwd: string, args: readonly string[]): Promise<void> {
  const call = npmCall([...args, '--no-audit', '--no-fund', '--loglevel=error']);
  if ((await runProgram(call, { cwd, show: false })) === 0) return;
  await rm(stamp, { force: true });
  throw new Error(`npm ${args.join(' ')} failed in ${cwd}`);
}

/** The install script that is not run would download ripgrep; another package brings it. Without it the first task takes 11 s. */
async function placeRipgrep(): Promise<void> {
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const platform = `${process.platform}-${process.arch}`;
  const from = path.join(
    packageFolder,
    'node_modules',
    '@vscode',
    'ripgrep-universal',
    'bin',
    platform,
    name,
  );
  const folder = path.join(vscode, 'node_modules', '@vscode', 'ripgrep', 'bin');
  await mkdir(folder, { recursive: true });
  await copyFile(from, path.join(folder, name));
  await chmod(path.join(folder, name), 0o755);
}
