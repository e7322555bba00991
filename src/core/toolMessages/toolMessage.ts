import type { ToolName } from '../commandLine';
import type { Text } from '../text';

/** How bad a message says it is: `fatal` ended the connection or the program; `error` one statement or the run. */
export type Severity = 'fatal' | 'error' | 'warning' | 'notice';

/** The archive entry a message of pg_restore belongs to, as pg_restore printed it (only with `--verbose`). */
export interface TocEntry {
  readonly dumpId: number;
  /** "FK CONSTRAINT", "TABLE DATA", ...; undefined where it is a type we do not know. */
  readonly type: string | undefined;
  /** Type, tag and owner as printed; not to be taken apart, because names may hold spaces and newlines. */
  readonly description: string;
}

/** One message of pg_dump, pg_restore, psql or the server behind them. Every string is hostile text. */
export interface ToolMessage {
  readonly tool: ToolName;
  readonly severity: Severity;
  /** Whose sentence `text` is: the server's, the tool's, or ours about the tool. */
  readonly origin: 'server' | 'tool' | 'product';
  /** The sentence, without the severity word; may hold newlines. */
  readonly text: string;
  /** What the tool said before the server's sentence: `could not execute query`, `COPY failed for table "x"`. */
  readonly lead?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly context?: string | undefined;
  /** The failed command: its first 500 characters, ending in "…" where more followed. */
  readonly command?: string | undefined;
  /** psql's or the server's `LINE n:` excerpt of the command. */
  readonly excerpt?: string | undefined;
  readonly tocEntry?: TocEntry | undefined;
  /** The line of the script, from psql. */
  readonly line?: number | undefined;
  /** Two workers wrote at the same time, or lines belong to no message: what it belongs to is not certain. */
  readonly torn?: true | undefined;
  /** Said while several workers of pg_restore were at it. */
  readonly parallel?: true | undefined;
  /** For messages of ours: to be shown, translated, in place of `text`, which holds its English. */
  readonly ownText?: Text | undefined;
  /** For the message of ours that stands for messages not kept: how many errors were among them. */
  readonly unkeptErrors?: number | undefined;
  /** For the message of ours about a tool that a signal ended: which. */
  readonly signal?: string | undefined;
}

/** What a tool says it is doing, where it runs with `--verbose`. */
export interface ToolProgress {
  /** `data`: a table's rows; `creating`: an object; `started` and `finished`: an item of a parallel run; `step`: other. */
  readonly kind: 'data' | 'creating' | 'started' | 'finished' | 'step';
  /** As printed, without the outer quotes: `public.client`; with its type for `creating`: `TABLE public.client`. */
  readonly object: string;
  /** The archive entry, where the tool names it. */
  readonly dumpId?: number | undefined;
}

/** Whether a message reports that something did not happen. */
export function isFailure(message: ToolMessage): boolean {
  return message.severity === 'error' || message.severity === 'fatal';
}
