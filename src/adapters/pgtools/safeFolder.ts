import { statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';

/**
 * The folder that programs work in: never the opened workspace, whose files must not reach them. The home folder,
 * which others cannot write to; without one the folder for temporary files.
 */
export function safeFolder(): string {
  const home = homedir();
  try {
    if (home !== '' && statSync(home).isDirectory()) return home;
  } catch {
    // there is none
  }
  return tmpdir();
}
