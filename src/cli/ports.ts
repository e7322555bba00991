import type { BackupPorts, Progress } from '../core/backup/ports';
import type { Cancellation } from '../core/cancellation';
import type { Connection } from '../core/connection/connection';
import type { RestorePorts } from '../core/restore/ports';
import type { ListedDatabase } from '../core/server/databaseList';
import type { Translate } from '../core/text';

/** Everything that the command line needs from outside. */
export interface CommandLinePorts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly translations: Readonly<Record<string, Readonly<Record<string, string>>>>;
  resolveConnection(url: string | undefined): Promise<Connection>;
  listDatabases(connection: Connection, signal: Cancellation): Promise<readonly ListedDatabase[]>;
  backupPorts(toolFolders: readonly string[], report: (progress: Progress) => void): BackupPorts;
  restorePorts(toolFolders: readonly string[], report: (progress: Progress) => void): RestorePorts;
  /** Writes to standard output. */
  print(content: string): void;
  /** Writes to standard error. */
  tell(content: string): void;
}

/** What a subcommand is run with. */
export interface SubcommandContext {
  readonly ports: CommandLinePorts;
  readonly translate: Translate;
  readonly signal: Cancellation;
  /** Tells progress to a person. */
  readonly report: (progress: Progress) => void;
}

/** What a subcommand came to. */
export interface SubcommandResult {
  /** The keys of its JSON document. */
  readonly json: Readonly<Record<string, unknown>>;
  /** The same for a person; without a line end. */
  readonly human: string;
  /** Why the exit status is not 0; undefined where it is. */
  readonly failure?: Error | undefined;
}

/** A subcommand of `pg-backup`. */
export interface Subcommand {
  readonly name: string;
  /** One line for the list of subcommands. */
  readonly summary: string;
  readonly help: string;
  /** @throws BackupError */
  run(args: readonly string[], context: SubcommandContext): Promise<SubcommandResult>;
}
