import type { Cancellation } from '../cancellation';
import type { CommandLine, ToolName } from '../commandLine';
import type { Connection } from '../connection/connection';

/** A program picked for a job. */
export interface PickedTool {
  /** Its absolute path. */
  readonly program: string;
  readonly major: number;
  /** As the program prints it, such as `15.18 (Debian 15.18-0+deb12u1)`. */
  readonly version: string;
  /** Whether it is a psql with the meta-command `\\restrict`. */
  readonly knowsRestrict: boolean;
}

/** How a program ended. */
export interface ToolExit {
  /** Undefined where a signal ended it or it never started. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** What a program must be new enough for. */
export interface ToolNeeds {
  readonly tool: ToolName;
  /** The server's version number, such as 150018. */
  readonly serverVersionNumber: number | undefined;
  /** The version of the archive that it has to read, such as 1.14. */
  readonly archiveVersion: { readonly major: number; readonly minor: number } | undefined;
}

/** How the flows find and run the client programs. */
export interface ToolPorts {
  /** @throws BackupError where there is none, or none new enough */
  pickTool(needs: ToolNeeds, signal: Cancellation): Promise<PickedTool>;
  /**
   * Runs a call to its end; the end of a cancelled one too is awaited.
   * @param input what the program reads on standard input
   * @throws BackupError of kind `cancelled`
   */
  runTool(
    tool: PickedTool,
    commandLine: CommandLine,
    onLine: (line: string) => void,
    signal: Cancellation,
    input?: AsyncIterable<Uint8Array>,
  ): Promise<ToolExit>;
  /** Gives the environment that leads a program to the connection's password, for as long as `use` runs. */
  withPassword<T>(
    connection: Connection,
    use: (environment: Record<string, string>) => Promise<T>,
  ): Promise<T>;
}
