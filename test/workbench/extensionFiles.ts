import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Workbench } from './workbench';

/** All settings that the workbench has written, as text. */
export function writtenSettings({ folder, workspaceFolder }: Workbench): string {
  const files = [
    path.join(folder, 'data', 'User', 'settings.json'),
    path.join(workspaceFolder, '.vscode', 'settings.json'),
  ];
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** What the extension has written to its log. */
export function extensionLog({ folder }: Workbench): string {
  const logs = path.join(folder, 'data', 'logs');
  return readdirSync(logs, { recursive: true, encoding: 'utf8' })
    .filter((file) => /pg-backup-restore.*\.log$/.test(file))
    .map((file) => readFileSync(path.join(logs, file), 'utf8'))
    .join('\n');
}
