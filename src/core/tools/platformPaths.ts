/** Whether a path says by itself where it leads: not from the current folder, nor, on Windows, from the current drive. */
export function isAbsolutePath(platform: string, path: string): boolean {
  return platform === 'win32' ? /^(?:[A-Za-z]:[\\/]|\\\\[^\\/]+[\\/])/.test(path) : path.startsWith('/');
}

/** Joins a folder and names below it with the separator of the platform. */
export function joinPath(platform: string, folder: string, ...names: readonly string[]): string {
  const separator = platform === 'win32' ? '\\' : '/';
  const trimmed = folder.replace(platform === 'win32' ? /[\\/]+$/ : /\/+$/, '');
  return [trimmed, ...names].join(separator);
}

/** The file name of a program. */
export function programFileName(platform: string, program: string): string {
  return platform === 'win32' ? `${program}.exe` : program;
}

/**
 * The folders of a PATH, in order. Relative and empty entries and `.` are left out on purpose: they follow the current
 * folder, and an opened folder must not choose a program.
 */
export function pathEntries(platform: string, path: string | undefined): readonly string[] {
  const isWindows = platform === 'win32';
  const entries = (path ?? '').split(isWindows ? ';' : ':');
  const unquoted = isWindows ? entries.map((entry) => entry.trim().replace(/^"(.*)"$/, '$1')) : entries;
  return [...new Set(unquoted.filter((entry) => isAbsolutePath(platform, entry)))];
}
