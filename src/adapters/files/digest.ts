import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfCancelled, type Cancellation } from '../../core/cancellation';
import type { Digest } from '../../core/backup/ports';
import { fileError } from './fileErrors';

/** Bytes per read: large enough to keep the disk busy, small enough not to hold up the event loop. */
const chunkBytes = 4 << 20;

/** The size and SHA-256 of a file, read as a stream: the next bytes are on their way while the last are hashed. */
export async function digestFile(
  path: string,
  signal: Cancellation,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const handle = await open(path, 'r');
    try {
      const readInto = (buffer: Buffer, position: number): Promise<Buffer> =>
        handle.read(buffer, 0, chunkBytes, position).then(({ bytesRead }) => buffer.subarray(0, bytesRead));
      let [inHand, spare] = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)];
      let chunk = await readInto(inHand, 0);
      while (chunk.length > 0) {
        throwIfCancelled(signal);
        bytes += chunk.length;
        const next = readInto(spare, bytes);
        hash.update(chunk);
        chunk = await next;
        [inHand, spare] = [spare, inHand];
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(error, path);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** The digest of a backup that is one file. */
export async function digestOfFile(path: string, signal: Cancellation): Promise<(name: string) => Digest> {
  const { bytes, sha256 } = await digestFile(path, signal);
  return (name) => ({ bytes, sha256, checksums: `${sha256}  ${name}\n` });
}

/** The digest of a directory backup: that of the list of its files' checksums, sorted by name. */
export async function digestOfDirectory(
  path: string,
  signal: Cancellation,
): Promise<(name: string) => Digest> {
  const files: { file: string; bytes: number; sha256: string }[] = [];
  for (const file of await filesOf(path))
    files.push({ file, ...(await digestFile(join(path, file), signal)) });
  const bytes = files.reduce((total, file) => total + file.bytes, 0);
  return (name) => {
    const checksums = files.map(({ file, sha256 }) => `${sha256}  ${name}/${file}\n`).join('');
    return { bytes, sha256: createHash('sha256').update(checksums).digest('hex'), checksums };
  };
}

/** The bytes on disk of a file or of the files of a folder; 0 for what is not there yet. */
export async function bytesOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.size;
  let total = 0;
  for (const file of await filesOf(path)) {
    total += (await stat(join(path, file)).catch(() => undefined))?.size ?? 0;
  }
  return total;
}

/** The names in a folder in the order of their bytes. */
async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  return names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
