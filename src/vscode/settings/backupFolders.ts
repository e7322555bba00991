import { isAbsolute, join, normalize } from 'node:path';
import { text, type Text } from '../../core/text';

/** Where backups go when nothing is set. */
export const defaultBackupFolder = '~/PostgreSQL Backups';

/** What the paths of the setting may stand on. */
export interface FolderSurroundings {
  readonly home: string;
  /** undefined where no folder is open */
  readonly workspaceFolder: string | undefined;
}

/** The folders that backups are looked for in; new ones go to the first. */
export interface ParsedFolders {
  readonly folders: readonly [string, ...string[]];
  readonly problems: readonly Text[];
  /** Why new backups cannot go where the setting says; undefined where they can, or where it says nothing. */
  readonly targetProblem: Text | undefined;
}

/**
 * Reads the setting `pgBackup.backupFolders`: absolute paths, where a `~` at the start is the home folder and
 * `${workspaceFolder}` the open one. What is malformed is left out and said.
 */
export function parseBackupFolders(value: unknown, surroundings: FolderSurroundings): ParsedFolders {
  const problems: Text[] = [];
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  if (value !== undefined && !Array.isArray(value)) {
    problems.push(text('The setting pgBackup.backupFolders is not a list.'));
  }
  let targetProblem = problems[0];
  const found = new Set<string>();
  for (const entry of given) {
    const folder = typeof entry === 'string' ? expand(entry.trim(), surroundings) : undefined;
    if (folder !== undefined) found.add(folder);
    else {
      problems.push(
        text(
          'The folder “{folder}” of the setting pgBackup.backupFolders is no absolute path, or no folder is open.',
          { folder: String(entry) },
        ),
      );
      if (found.size === 0) targetProblem ??= problems[0];
    }
  }
  const [first = join(surroundings.home, defaultBackupFolder.slice(2)), ...rest] = found;
  return { folders: [first, ...rest], problems, targetProblem };
}

function expand(path: string, { home, workspaceFolder }: FolderSurroundings): string | undefined {
  const variable = '${workspaceFolder}';
  let expanded = path;
  if (path === '~' || /^~[/\\]/.test(path)) expanded = join(home, path.slice(1));
  else if (path.startsWith(variable)) {
    if (workspaceFolder === undefined) return undefined;
    expanded = join(workspaceFolder, path.slice(variable.length));
  }
  return isAbsolute(expanded) ? normalize(expanded).replace(/(.)[/\\]$/, '$1') : undefined;
}
