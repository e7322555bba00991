import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileError } from './fileErrors';

/** Keeps a text in a file that only this user can read, for as long as `use` runs. */
export async function withTemporaryFile<T>(content: string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pg-backup-')).catch((error: unknown) => {
    throw fileError(error, tmpdir());
  });
  try {
    const path = join(folder, 'content');
    await writeFile(path, content, { mode: 0o600 });
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
