import type { Cancellation } from '../cancellation';
import type { Connection } from '../connection/connection';
import type { RowCount, SourceFacts } from '../server/sourceFacts';
import type { Text } from '../text';
import type { ToolPorts } from '../tools/ports';
import type { DumpFormat } from './request';
import type { WallClock } from './fileNames';
import type { ReadBackup } from './readBackup';

/** The database that is backed up, in one snapshot that stays open until the backup is done. */
export interface BackupSource {
  readonly facts: SourceFacts;
  /** The exported snapshot's id; undefined where the server cannot export one. */
  readonly snapshot: string | undefined;
  /** Counts the rows of each table in that snapshot. */
  readonly countRows: () => Promise<readonly RowCount[]>;
}

/** The folder's room for a file. */
export interface Room {
  /** Free bytes for this user; undefined where the system does not tell. */
  readonly freeBytes: number | undefined;
  /** The most bytes that one file may have there; undefined where there is no such limit. */
  readonly mostFileBytes: number | undefined;
}

/** Sizes and sums of a finished dump. */
export interface Digest {
  readonly bytes: number;
  /** Of the file, or of the checksum list of a directory. */
  readonly sha256: string;
  /** The lines that `sha256sum -c` reads in the backup's folder. */
  readonly checksums: string;
}

/** A name taken for one backup, and the hidden place where it is written. */
export interface Reservation {
  /** The absolute path that the tool writes to. */
  readonly partialPath: string;
  /** Whether others on this machine could read the file, because the file system has no permissions. */
  readonly readableByOthers: boolean;
  /** Bytes written so far. */
  bytesSoFar(): Promise<number>;
  /** What reading the dump back tells. */
  read(signal: Cancellation): Promise<ReadBackup>;
  /** Reads the dump once; the result depends on the name that the backup gets in the end. */
  digest(signal: Cancellation): Promise<(name: string) => Digest>;
  /**
   * Gives the backup, its manifest and its checksums their names, the backup last; never over an existing one:
   * where another program took the name meanwhile, the next free one.
   */
  publish(describe: (name: string) => { manifest: string; checksums: string }): Promise<PublishedBackup>;
  /** Removes everything that the reservation made; harmless after `publish`. */
  discard(): Promise<void>;
}

/** A backup under its final name; absolute paths. */
export interface PublishedBackup {
  readonly name: string;
  readonly file: string;
  readonly manifest: string;
}

/** Where backups are written. */
export interface BackupOutput {
  /** Makes the folder where it is missing. */
  prepareFolder(folder: string): Promise<void>;
  /** Removes what dead processes left unfinished in the folder; gives the names. */
  removeLeftovers(folder: string): Promise<readonly string[]>;
  room(folder: string): Promise<Room>;
  /** Takes the first free name of `name`, `name-2`, … */
  reserve(folder: string, name: string, suffix: string, format: DumpFormat): Promise<Reservation>;
}

/** What the user is told while a backup runs. */
export interface Progress {
  readonly phase: Text;
  /** The object in hand, as the tool names it. */
  readonly object?: string;
}

/** Everything that the flow needs from outside. */
export interface BackupPorts extends ToolPorts {
  withSource<T>(
    connection: Connection,
    signal: Cancellation,
    use: (source: BackupSource) => Promise<T>,
  ): Promise<T>;
  readonly output: BackupOutput;
  /** The moment as ISO 8601 in UTC, on the wall, and in milliseconds of a clock that only goes forward. */
  now(): { readonly iso: string; readonly wall: WallClock; readonly milliseconds: number };
  readonly processors: number;
  readonly productVersion: string;
  report(progress: Progress): void;
}
