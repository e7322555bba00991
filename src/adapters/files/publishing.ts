import { link, lstat, open, rename, unlink } from 'node:fs/promises';
import { codeOf } from './fileErrors';

/**
 * Gives a finished file its name, never over an existing one: a hard link fails where the name is taken, while
 * a rename would replace it without a word. Where the file system has no hard links, the name is looked at first.
 * @throws NodeJS.ErrnoException with code `EEXIST` where the name is taken
 */
export async function publishFile(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' || code === 'ENOENT' || code === 'ENOSPC') throw error;
    await publishDirectory(from, to);
    return;
  }
  await unlink(from);
}

/**
 * Gives a finished folder its name, never over an existing one: no system renames a folder over one that holds files.
 * @throws NodeJS.ErrnoException with code `EEXIST` where the name is taken
 */
export async function publishDirectory(from: string, to: string): Promise<void> {
  const taken = await lstat(to).then(
    () => true,
    () => false,
  );
  if (taken) throw Object.assign(new Error('the name is taken'), { code: 'EEXIST' });
  await rename(from, to);
}

/** Makes the names in a folder survive a power cut; a system that cannot (Windows) does so by itself or not at all. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
