import { open, readdir, lstat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteFolder, ByteSource } from '../../core/archive/byteSource';
import { fileError } from './fileErrors';

/** Opens a file for reading and closes it after `use`. The same handle serves every read. */
export async function withByteSource<T>(
  path: string,
  use: (source: ByteSource, handle: FileHandle) => Promise<T>,
): Promise<T> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw fileError(error, path);
  });
  try {
    return await use(await byteSource(handle, path), handle);
  } finally {
    await handle.close();
  }
}

async function byteSource(handle: FileHandle, path: string): Promise<ByteSource> {
  const { size } = await handle.stat();
  return {
    size,
    read: async (offset, length) => {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await handle
          .read(buffer, filled, buffer.length - filled, offset + filled)
          .catch((error: unknown) => {
            throw fileError(error, path);
          });
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
  };
}

/** The regular files directly in a folder; links are left out, so that nothing outside of it is read. */
export async function byteFolder(path: string): Promise<ByteFolder> {
  const names = await readdir(path).catch((error: unknown) => {
    throw fileError(error, path);
  });
  const files = new Map<string, number>();
  for (const name of names.sort()) {
    const found = await lstat(join(path, name));
    if (found.isFile()) files.set(name, found.size);
  }
  return {
    files,
    withFile: async (name, use) => {
      if (!files.has(name)) throw new Error(`“${name}” is not a file of this folder`);
      return await withByteSource(join(path, name), (source) => use(source));
    },
  };
}
