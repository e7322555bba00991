/** `npm run demo`: a private server with sample databases, and a VS Code with the extension to try on them. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { npmCall } from '../support/localProgram';
import { packagedExtension } from '../support/packagedExtension';
import { startPrivateServer, type PrivateServer } from '../support/privateServer';
import { runProgram } from '../support/runProgram';
import { ensureSystemPackages } from '../support/systemPackages';
import { installWorkbench } from '../workbench/install';
import { quietSettings } from '../workbench/settings';
import { startWorkbench } from '../workbench/workbench';
import { makeSampleDatabases } from './databases/sampleDatabases';
import type { DemoEditor } from './demoEditor';
import { demoSettings } from './demoSettings';
import { findDesktopCode, openDesktopCode } from './desktopCode';

const { values: options } = parseArgs({ options: { browser: { type: 'boolean', default: false } } });

async function openEditor(server: PrivateServer): Promise<DemoEditor> {
  const settings = (folder: string): typeof quietSettings => ({
    ...quietSettings,
    ...demoSettings(server, path.join(folder, 'backups')),
  });
  const env = { PGPASSFILE: await writePasswordFile(server) };
  const code = options.browser ? undefined : findDesktopCode();
  if (code !== undefined) return openDesktopCode(code, { extension: packagedExtension, settings, env });

  await installWorkbench();
  const workbench = await startWorkbench({ extensions: [packagedExtension], env });
  const chosen = settings(workbench.workspaceFolder);
  await workbench.changeUserSettings(chosen);
  // This VS Code forgets a setting of machine scope when an extension writes the user's settings, until a reload.
  await workbench.changeSettings({ 'pgBackup.backupFolders': chosen['pgBackup.backupFolders'] });
  return {
    workspaceFolder: workbench.workspaceFolder,
    address: workbench.url,
    closed: new Promise(() => undefined),
    stop: workbench.stop,
  };
}

/** Lets libpq's programs sign in without a question; lies in the server's folder and goes with it. */
async function writePasswordFile(server: PrivateServer): Promise<string> {
  const file = path.join(path.dirname(server.logFile), 'pgpass');
  await writeFile(file, `${server.host}:${String(server.port)}:*:${server.user}:${server.password}\n`, {
    mode: 0o600,
  });
  return file;
}

function explain(server: PrivateServer, databases: readonly string[], editor: DemoEditor): string {
  const where = editor.address ?? 'the VS Code window that has just opened';
  return `
────────────────────────────────────────────────────────────────────────
The demo is ready. Open:

  ${where}

Then:
  1. Click the PostgreSQL Backups icon in the bar on the left.
  2. Open the connection "Demo": its databases are ${databases.join(', ')}.
  3. Right-click "pianos" and choose Back Up.
  4. Right-click the backup that appears and choose Restore Into a New Database.

Backups go to ${path.join(editor.workspaceFolder, 'backups')}.
The server is private to this demo. Any other program reaches it at
  ${server.url('postgres')}

Ctrl+C here ends the demo and removes all of it, backups included.
────────────────────────────────────────────────────────────────────────`;
}

/**
 * Resolves at Ctrl+C, at a request to end, or when the terminal goes away. Before the demo is ready this ends the process
 * at once: what was started ends with it.
 */
async function endIsAsked(isReady: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (!isReady()) process.exit(130);
        resolve();
      });
    }
    // Keeps this process alive: neither the server nor VS Code does.
    setInterval(() => undefined, 60_000);
  });
}

async function main(): Promise<void> {
  await ensureSystemPackages(['client']);
  console.log('Packaging the extension...');
  if ((await runProgram(npmCall(['run', '--silent', 'package']), { show: false })) !== 0) {
    throw new Error('The extension could not be packaged.');
  }
  let ready = false;
  const end = endIsAsked(() => ready);
  console.log('Starting a private PostgreSQL server and filling its sample databases...');
  const server = await startPrivateServer();
  const databases = await makeSampleDatabases(server);
  console.log('Opening VS Code...');
  const editor = await openEditor(server);
  ready = true;
  console.log(explain(server, databases, editor));
  await Promise.race([end, editor.closed]);
  console.log('\nEnding the demo...');
  await Promise.all([editor.stop(), server.stop()]);
  console.log('All of it is gone.');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
