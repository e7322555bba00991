import { constants, open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BackupError } from '../../core/errors';
import { text } from '../../core/text';
import { companionNames } from '../../core/backup/fileNames';
import { parseManifest, type BackupManifest } from '../../core/backup/manifest';
import type { OpenBackup } from '../../core/backup/openBackup';
import type { Cancellation } from '../../core/cancellation';
import { byteFolder, withByteSource } from './byteSources';
import { digestFile, digestOfDirectory } from './digest';
import { codeOf, fileError } from './fileErrors';

/** Opens a backup for reading, a file or the folder of a directory backup, and closes it after `use`. */
export async function openBackup<T>(path: string, use: (backup: OpenBackup) => Promise<T>): Promise<T> {
  const absolute = resolve(path);
  if (await isFolder(absolute)) {
    return await use({ kind: 'folder', path: absolute, folder: await byteFolder(absolute) });
  }
  return await withByteSource(absolute, (source, handle) =>
    use({ kind: 'file', path: absolute, source, chunks: () => unpackedChunks(handle, absolute) }),
  );
}

/** Whether it is the folder of a directory backup, or else a file. Looked at before it is opened: a pipe would wait for its writer. */
async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: unknown) => {
    throw fileError(error, path);
  });
  if (!found.isDirectory() && !found.isFile()) throw isPipe(path);
  return found.isDirectory();
}

function isPipe(path: string): BackupError {
  return new BackupError({
    kind: 'usage',
    code: 'backup-is-a-pipe',
    what: text('“{path}” is no file: a pipe cannot be checked before it is restored.', { path }),
    remedy: text('Save it to a file first.'),
  });
}

const chunkBytes = 1 << 20;

async function* unpackedChunks(handle: FileHandle, path: string): AsyncGenerator<Uint8Array> {
  try {
    const { buffer: start } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    if (start[0] !== 0x1f || start[1] !== 0x8b) {
      yield* chunksOf(handle);
      return;
    }
    const unpacked = createGunzip({ chunkSize: chunkBytes });
    // The error of either stream reaches the reader of the last one.
    pipeline(Readable.from(chunksOf(handle)), unpacked, () => undefined);
    for await (const chunk of unpacked) yield chunk as Buffer;
  } catch (error) {
    throw codeOf(error)?.startsWith('Z_') === true ? damagedGzip(path) : fileError(error, path);
  }
}

/** The bytes of a file; the handle stays open. */
async function* chunksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ;) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function damagedGzip(path: string): BackupError {
  return new BackupError({
    kind: 'refused',
    code: 'backup-damaged',
    what: text('“{path}” is damaged: its gzip compression cannot be undone to the end.', { path }),
    remedy: text('Use another copy, or another backup.'),
  });
}

/** The manifest beside a backup; undefined where there is none or it cannot be read. */
export async function readManifest(path: string): Promise<BackupManifest | undefined> {
  const content = await companionText(path, 'manifest');
  return content === undefined ? undefined : parseManifest(content);
}

/** Companions are small; one that is larger is not what it seems. */
const largestCompanionBytes = 64 * 1024 * 1024;

async function companionText(path: string, which: 'manifest' | 'checksums'): Promise<string | undefined> {
  const absolute = resolve(path);
  const format = (await isFolder(absolute)) ? 'directory' : 'custom';
  const companion = join(dirname(absolute), companionNames(basename(absolute), format)[which]);
  // A pipe in its place would wait for its writer.
  const handle = await open(companion, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  try {
    const found = await handle?.stat();
    if (handle === undefined || found?.isFile() !== true || found.size > largestCompanionBytes)
      return undefined;
    return await readFile(handle, 'utf8');
  } catch {
    return undefined;
  } finally {
    await handle?.close();
  }
}

/** The SHA-256 of a backup as its manifest gives it: of a directory, that of its list of checksums. */
export async function sha256Of(path: string, signal: Cancellation): Promise<string> {
  const absolute = resolve(path);
  if (!(await isFolder(absolute))) return (await digestFile(absolute, signal)).sha256;
  return (await digestOfDirectory(absolute, signal))(basename(absolute)).sha256;
}

/** The sum that the checksum file beside a single-file backup notes; undefined where there is none. */
export async function notedSha256(path: string): Promise<string | undefined> {
  const line = await companionText(path, 'checksums');
  return line === undefined ? undefined : /^([0-9a-f]{64}) [ *]/.exec(line)?.[1];
}
