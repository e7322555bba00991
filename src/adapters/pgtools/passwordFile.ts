import { lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { passwordFileLine } from '../../core/tools/passwordFileLine';

/** A password file for libpq (`PGPASSFILE`), readable by this user only. */
export interface PasswordFile {
  readonly path: string;
  /** Removes the file; may be called again. */
  remove(): Promise<void>;
}

const folderName = /^pg-backup-(?<pid>\d{1,10})-[A-Za-z0-9]{6}$/;

let sweeping: Promise<void> | undefined;

/**
 * Writes a password file that answers every connection, in a fresh folder in memory (XDG_RUNTIME_DIR) or among the
 * temporary files. Undefined where no password file can hold this password: it goes into PGPASSWORD then.
 */
export async function writePasswordFile(password: string): Promise<PasswordFile | undefined> {
  const line = passwordFileLine(password);
  if (line === undefined) return undefined;
  // Once a process: what dead ones have left goes when the next password is written.
  await (sweeping ??= removeStalePasswordFiles());
  const [base = tmpdir()] = await baseFolders();
  const folder = await mkdtemp(join(base, `pg-backup-${process.pid}-`));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'pgpass');
  try {
    await writeFile(path, line, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, remove };
}

/** Removes the password files of processes of this user that have ended without doing it. Never fails. */
export async function removeStalePasswordFiles(): Promise<void> {
  for (const base of await baseFolders()) {
    const names = await readdir(base).catch(() => []);
    for (const name of names) {
      const pid = folderName.exec(name)?.groups?.['pid'];
      if (pid === undefined || isAlive(Number(pid))) continue;
      const folder = join(base, name);
      if (await isOwnFolder(folder))
        await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** Where password files may be, the best first. */
async function baseFolders(): Promise<readonly string[]> {
  const runtime = process.env['XDG_RUNTIME_DIR'];
  const usable = runtime !== undefined && isAbsolute(runtime) && (await isOwnFolder(runtime, 0o077));
  return usable ? [runtime, tmpdir()] : [tmpdir()];
}

/** Whether this is a folder of this user, not a link, without any of the forbidden permissions. */
async function isOwnFolder(path: string, forbiddenMode = 0): Promise<boolean> {
  try {
    const facts = await lstat(path);
    const isOwn = process.getuid === undefined || facts.uid === process.getuid();
    return facts.isDirectory() && isOwn && (facts.mode & forbiddenMode) === 0;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Of another user: alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
