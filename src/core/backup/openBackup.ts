import type { ByteFolder, ByteSource } from '../archive/byteSource';
import { throwIfCancelled, type Cancellation } from '../cancellation';

/** A backup opened for reading; one handle serves all reads, so the file cannot be changed for another in between. */
export type OpenBackup =
  | {
      readonly kind: 'file';
      /** Absolute. */
      readonly path: string;
      readonly source: ByteSource;
      /** The bytes from the start, unpacked where the file is gzip. */
      chunks(): AsyncIterable<Uint8Array>;
    }
  | {
      readonly kind: 'folder';
      /** Absolute. */
      readonly path: string;
      readonly folder: ByteFolder;
    };

/** The same backup, whose every read fails once the user has cancelled: a long script takes minutes to read. */
export function readableUntil(signal: Cancellation, backup: OpenBackup): OpenBackup {
  const stoppable = (source: ByteSource): ByteSource => ({
    size: source.size,
    read: async (offset, length) => {
      throwIfCancelled(signal);
      return await source.read(offset, length);
    },
  });
  if (backup.kind === 'folder') {
    const { files } = backup.folder;
    return {
      ...backup,
      folder: {
        files,
        withFile: (name, use) => backup.folder.withFile(name, (source) => use(stoppable(source))),
      },
    };
  }
  return { ...backup, source: stoppable(backup.source), chunks: () => chunksUntil(signal, backup.chunks()) };
}

async function* chunksUntil(
  signal: Cancellation,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    throwIfCancelled(signal);
    yield chunk;
  }
}
