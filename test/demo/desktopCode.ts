import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findProgram } from '../support/findProgram';
import { startKeptProcess } from '../support/keptProcess';
import { runProgram } from '../support/runProgram';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import type { Settings } from '../workbench/settings';
import type { DemoEditor } from './demoEditor';

/**
 * The `code` command, where it can open a window with folders of its own: not without a display, and not where it
 * only speaks to a window elsewhere (a VS Code terminal over SSH or in WSL), which would ignore those folders.
 */
export function findDesktopCode(): string | undefined {
  const env = process.env;
  if (process.platform === 'win32') return undefined;
  if (env['VSCODE_IPC_HOOK_CLI'] !== undefined || env['WSL_DISTRO_NAME'] !== undefined) return undefined;
  const hasDisplay =
    process.platform === 'darwin' || env['DISPLAY'] !== undefined || env['WAYLAND_DISPLAY'] !== undefined;
  return hasDisplay ? findProgram(['code']) : undefined;
}

export interface DesktopOptions {
  readonly extension: string;
  readonly settings: (workspaceFolder: string) => Settings;
  readonly env: Readonly<Record<string, string>>;
}

/** Opens the desktop's VS Code beside the user's own, with other settings and no other extension. */
export async function openDesktopCode(code: string, options: DesktopOptions): Promise<DemoEditor> {
  const folder = await makeTemporaryFolder('pgbr-code');
  const workspaceFolder = path.join(folder, 'workspace');
  const userData = path.join(folder, 'data');
  await mkdir(path.join(userData, 'User'), { recursive: true });
  await mkdir(workspaceFolder);
  const settings = JSON.stringify(options.settings(workspaceFolder), undefined, 2);
  await writeFile(path.join(userData, 'User', 'settings.json'), settings);

  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const own = ['--user-data-dir', userData, '--extensions-dir', path.join(folder, 'ext'), ...asRoot];
  const install = { command: code, args: [...own, '--install-extension', options.extension] };
  if ((await runProgram(install, { show: false })) !== 0) {
    await removeFolder(folder);
    throw new Error(`${code} did not install the extension.`);
  }
  const kept = startKeptProcess({
    command: code,
    args: [
      ...own,
      '--disable-workspace-trust',
      '--skip-welcome',
      '--password-store=basic',
      '--new-window',
      '--wait',
      workspaceFolder,
    ],
    cwd: workspaceFolder,
    env: { ...definedEnvironment(), ...options.env },
    logFile: path.join(folder, 'log'),
    ...{ stopSignal: 'SIGTERM', killAfterMs: 3_000, foldersToRemove: [folder] },
    // The window's process leaves the group of the command that opened it; VS Code writes its id here.
    pidFile: path.join(userData, 'code.lock'),
  });
  return { workspaceFolder, closed: kept.ended, stop: kept.stop };
}

/** A window needs the whole environment of the desktop session. */
function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
