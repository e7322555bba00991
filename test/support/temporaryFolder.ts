import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Whether every user may pass through `folder` and each folder above it. */
function everyoneMayEnter(folder: string): boolean {
  const parent = path.dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (parent === folder || everyoneMayEnter(parent));
}

/**
 * The folder for temporary files. Root runs servers as another user, who must reach them:
 * a TMPDIR of root's own is then passed over for /tmp.
 */
export function temporaryRoot(): string {
  const folder = os.tmpdir();
  if (process.getuid?.() !== 0 || everyoneMayEnter(folder)) return folder;
  return '/tmp';
}

const made = new Set<string>();

function removeMadeFolders(): void {
  for (const folder of made) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // A program still writes there; its keeper removes the rest.
    }
  }
}

/**
 * Makes a folder of a name nobody else has, readable by everyone (its contents decide for themselves).
 * It is gone when this process exits.
 */
export async function makeTemporaryFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(path.join(temporaryRoot(), `${prefix}-`));
  if (made.size === 0) process.once('exit', removeMadeFolders);
  made.add(folder);
  await chmod(folder, 0o755);
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/**
 * A folder kept between runs, one per user. The temporary folder belongs to everyone,
 * so a folder of that name which somebody else made is refused.
 */
export async function cacheFolder(): Promise<string> {
  const uid = process.getuid?.();
  const folder = path.join(
    temporaryRoot(),
    `pg-backup-restore-cache-${String(uid ?? os.userInfo().username)}`,
  );
  await mkdir(folder, { mode: 0o755 }).catch(() => undefined);
  const { uid: owner, mode } = statSync(folder);
  if (uid !== undefined && (owner !== uid || (mode & 0o022) !== 0)) {
    throw new Error(`${folder} must belong to you and be writable by nobody else. Remove it and try again.`);
  }
  return folder;
}
