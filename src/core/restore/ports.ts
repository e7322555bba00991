import type { BackupManifest } from '../backup/manifest';
import type { OpenBackup } from '../backup/openBackup';
import type { Progress } from '../backup/ports';
import type { Cancellation } from '../cancellation';
import type { Connection } from '../connection/connection';
import type { RowCount, ServerFacts } from '../server/sourceFacts';
import type { ToolPorts } from '../tools/ports';

/** A server as a restore needs it, by a connection to any of its databases. */
export interface TargetServer {
  readonly facts: ServerFacts;
  /** Bytes of the longest name. */
  readonly longestName: number;
  databaseNames(): Promise<ReadonlySet<string>>;
  /** Locales that the server lists for the C library. */
  localeNames(): Promise<readonly string[]>;
  tablespaceNames(): Promise<ReadonlySet<string>>;
  execute(sql: string): Promise<void>;
  /** Renames, and where sessions of others stand in the way tries again for a few seconds. */
  renameDatabase(from: string, to: string): Promise<void>;
  /** @param sessions what happens to sessions in it: they are ended, or the database stays */
  dropDatabase(name: string, sessions: 'end-sessions' | 'only-if-unused'): Promise<void>;
}

/** A relation as the catalog lists it. */
export interface RelationFact {
  readonly schema: string;
  readonly name: string;
  /** The letter of pg_class.relkind. */
  readonly kind: string;
  readonly populated: boolean;
}

/** The database that is filled. */
export interface TargetDatabase {
  readonly facts: ServerFacts;
  /**
   * Takes the database for one restore, for as long as this connection lasts: two that fill it side by side would
   * double its rows without a word.
   * @returns false where another restore has it
   */
  takeForRestore(): Promise<boolean>;
  /** What a user put into it, each named with its kind; at most `most`. */
  userObjects(most: number): Promise<readonly string[]>;
  /** Names of the settings that this server knows, in lower case. */
  settingNames(): Promise<ReadonlySet<string>>;
  ownsPublicSchema(): Promise<boolean>;
  relations(): Promise<readonly RelationFact[]>;
  extensionNames(): Promise<ReadonlySet<string>>;
  countRows(): Promise<readonly RowCount[]>;
  /** @returns the server's message where it refuses */
  tryExecute(sql: string): Promise<string | undefined>;
}

/** Everything that the flow needs from outside. */
export interface RestorePorts extends ToolPorts {
  openBackup<T>(path: string, use: (backup: OpenBackup) => Promise<T>): Promise<T>;
  /** Undefined where there is none beside the backup, or none that can be read. */
  readManifest(path: string): Promise<BackupManifest | undefined>;
  /** The sum that the manifest or checksum file should hold. */
  sha256(path: string, signal: Cancellation): Promise<string>;
  /** The sum noted in the checksum file beside the backup; undefined where there is none. */
  notedSha256(path: string): Promise<string | undefined>;
  withServer<T>(
    connection: Connection,
    signal: Cancellation,
    use: (server: TargetServer) => Promise<T>,
  ): Promise<T>;
  withDatabase<T>(
    connection: Connection & { readonly database: string },
    signal: Cancellation,
    use: (database: TargetDatabase) => Promise<T>,
  ): Promise<T>;
  /** Keeps a text in a file of this user's for as long as `use` runs. */
  withTemporaryFile<T>(content: string, use: (path: string) => Promise<T>): Promise<T>;
  /** A clock that only goes forward. */
  milliseconds(): number;
  /** Letters and digits that nobody can guess. */
  randomKey(): string;
  readonly processors: number;
  report(progress: Progress): void;
}
