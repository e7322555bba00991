/** What goes into a running program and what comes out of it. */
export interface ProgramStreams {
  /**
   * Fed to standard input with backpressure, then standard input is closed. When it throws, the program is ended
   * before it could take the end of its input for a regular one. Without it, standard input is empty.
   */
  readonly input?: AsyncIterable<Uint8Array> | undefined;
  /** Takes standard output; when it throws, the program is ended. Without it, standard output is discarded. */
  readonly onOutput?: ((output: AsyncIterable<Uint8Array>) => Promise<void>) | undefined;
  /** Each line of standard error, without its line break; an overlong line is cut. */
  readonly onLine?: ((line: string) => void) | undefined;
}

/** How a program ended. What it means is for the caller to say: an exit code alone proves nothing. */
export interface ProgramEnd {
  readonly exitCode: number | undefined;
  /** The signal that ended it, such as `SIGKILL`. */
  readonly signal: string | undefined;
  readonly durationMs: number;
  /** Whether it was ended because the user cancelled. */
  readonly cancelled: boolean;
  /** Why it could not be started, such as `ENOENT`. */
  readonly spawnError?: { readonly code: string; readonly message: string };
}
