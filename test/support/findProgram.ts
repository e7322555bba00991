import { accessSync, constants, readdirSync } from 'node:fs';
import path from 'node:path';

/** The first of `names` found on PATH or in `folders`, as an absolute path. */
export function findProgram(names: readonly string[], folders: readonly string[] = []): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const places = [
    ...(process.env['PATH'] ?? '').split(path.delimiter).filter((place) => place !== ''),
    ...folders,
  ];
  for (const name of names) {
    for (const place of places) {
      const found = endings.map((ending) => path.join(place, name + ending)).find(isExecutable);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** PostgreSQL's client programs, also where Debian keeps one folder per version. */
export function findClientTool(name: 'pg_dump' | 'pg_restore' | 'psql'): string | undefined {
  return findProgram(
    [name],
    [...versionFolders('/usr/lib/postgresql'), ...versionFolders('/opt/homebrew/opt')],
  );
}

/** A browser of the Chromium family, which Playwright drives without a download of its own. */
export function findBrowser(): string | undefined {
  return findProgram(
    [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      'chrome',
      'Google Chrome',
      'Chromium',
    ],
    [
      '/Applications/Google Chrome.app/Contents/MacOS',
      '/Applications/Chromium.app/Contents/MacOS',
      path.join(process.env['PROGRAMFILES'] ?? '/', 'Google', 'Chrome', 'Application'),
    ],
  );
}

/** `bin` of each version below `folder`, the newest first. */
function versionFolders(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort((a, b) => parseFloat(b) - parseFloat(a))
      .map((version) => path.join(folder, version, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
