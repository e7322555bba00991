/** Random access to the bytes of one file; the port through which archives are read. */
export interface ByteSource {
  /** The file's size in bytes when it was opened. */
  readonly size: number;
  /**
   * Reads up to `length` bytes at `offset`; fewer only at the end of the file.
   * @throws BackupError when the file cannot be read
   */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** The files of a directory archive, each opened only by its plain name inside that folder. */
export interface ByteFolder {
  /** Names and sizes (bytes) of the regular files directly in the folder; links and subfolders are left out. */
  readonly files: ReadonlyMap<string, number>;
  /** Opens one of `files` and closes it after `use`. */
  withFile<T>(name: string, use: (source: ByteSource) => Promise<T>): Promise<T>;
}
