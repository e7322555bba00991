import type { ByteFolder, ByteSource } from '../archive/byteSource';

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
