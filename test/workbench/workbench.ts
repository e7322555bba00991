import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../support/freePort';
import { startKeptProcess } from '../support/keptProcess';
import { programEnvironment } from '../support/programEnvironment';
import { runProgram } from '../support/runProgram';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { waitUntil } from '../support/waitUntil';
import { codeServerEntry } from './install';
import { quietSettings, type Settings } from './settings';

export interface WorkbenchOptions {
  /** Packaged extensions to install. */
  readonly extensions?: readonly string[];
  /** User settings over `quietSettings`. */
  readonly settings?: Settings;
  /** More for the environment of the server and so of the extension, over PATH and the like. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A VS Code of its own: own home, settings and extensions, all in one temporary folder. */
export interface Workbench {
  /** Opens the workspace folder. */
  readonly url: string;
  readonly folder: string;
  readonly workspaceFolder: string;
  readonly logFile: string;
  /** Changes settings of the workspace, which the open window follows at once. `undefined` removes one. */
  readonly changeSettings: (changes: Settings) => Promise<void>;
  /** Changes settings of the user, where settings of machine scope go; the window sees them after a reload. */
  readonly changeUserSettings: (changes: Settings) => Promise<void>;
  /** Ends VS Code with all its processes and removes the folder. */
  readonly stop: () => Promise<void>;
}

/** Starts VS Code's server; a browser on `url` shows it. It cannot outlive this process. */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = await makeTemporaryFolder('pgbr-code');
  try {
    return await startIn(folder, options);
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}

async function startIn(folder: string, options: WorkbenchOptions): Promise<Workbench> {
  const place = (name: string): string => path.join(folder, name);
  const workspaceFolder = place('workspace');
  const userSettings = path.join(place('data'), 'User', 'settings.json');
  const workspaceSettings = path.join(workspaceFolder, '.vscode', 'settings.json');
  for (const made of ['home', 'tmp', 'ext', 'workspace']) await mkdir(place(made));
  await writeSettings(userSettings, { ...quietSettings, ...options.settings });
  // There from the start, because a file that comes later is noticed late.
  await writeSettings(workspaceSettings, {});

  const env = programEnvironment({
    HOME: place('home'),
    TMPDIR: place('tmp'),
    EXTENSIONS_GALLERY: '{}',
    ...options.env,
  });
  const folders = [
    '--config',
    place('config.yaml'),
    '--user-data-dir',
    place('data'),
    '--extensions-dir',
    place('ext'),
  ];
  await writeFile(place('config.yaml'), '');
  for (const extension of options.extensions ?? []) await installExtension(extension, folders, place('home'));

  const port = await freePort();
  const address = `127.0.0.1:${String(port)}`;
  const logFile = place('log');
  const kept = startKeptProcess({
    command: process.execPath,
    args: [
      ...[codeServerEntry, '--bind-addr', address, '--auth', 'none', ...folders],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-proxy'],
      ...['--disable-getting-started-override', '--ignore-last-opened'],
    ],
    ...{
      cwd: workspaceFolder,
      env,
      logFile,
      stopSignal: 'SIGTERM',
      killAfterMs: 5_000,
      foldersToRemove: [folder],
    },
  });
  await waitUntil(() => kept.hasEnded() || isUp(`http://${address}/healthz`), {
    timeoutMs: 60_000,
    describeFailure: () => `VS Code did not start within a minute.\n${readFileSync(logFile, 'utf8')}`,
  });
  if (kept.hasEnded()) {
    const log = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
    await kept.stop();
    throw new Error(`VS Code did not start.\n${log}`);
  }
  return {
    url: `http://${address}/?folder=${encodeURIComponent(workspaceFolder)}`,
    ...{ folder, workspaceFolder, logFile },
    changeSettings: (changes) => changeSettings(workspaceSettings, changes),
    changeUserSettings: (changes) => changeSettings(userSettings, changes),
    stop: kept.stop,
  };
}

async function installExtension(file: string, folders: readonly string[], home: string): Promise<void> {
  const args = [codeServerEntry, ...folders, '--install-extension', file];
  // Its home folder must be the temporary one here too.
  const status = await runProgram({ command: process.execPath, args }, { show: false, env: { HOME: home } });
  if (status !== 0) throw new Error(`VS Code did not install ${file}`);
}

async function isUp(url: string): Promise<boolean> {
  return fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );
}

async function writeSettings(file: string, settings: Settings): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, undefined, 2));
}

async function changeSettings(file: string, changes: Settings): Promise<void> {
  const settings = { ...(JSON.parse(await readFile(file, 'utf8')) as Settings), ...changes };
  // JSON leaves out what is undefined.
  await writeSettings(file, settings);
}
