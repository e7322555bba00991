import type { Hazard } from './hazard';

/**
 * A run of bytes of a plain script. The bytes of all pieces, one after the other, are the script.
 * `line` counts from 1 and is where the piece starts.
 */
export type ScriptPiece =
  WhitespacePiece | CommentPiece | StatementPiece | CopyDataPiece | CopyEndPiece | MetaCommandPiece;

/** White space between statements; also a byte-order mark at the start of the script. */
export interface WhitespacePiece {
  readonly kind: 'whitespace';
  readonly bytes: Uint8Array;
  readonly line: number;
}

/** A comment between statements, without the newline that ends a line comment. */
export interface CommentPiece {
  readonly kind: 'comment';
  readonly bytes: Uint8Array;
  readonly line: number;
}

/** An SQL statement from its first token to its semicolon, with the comments inside. */
export interface StatementPiece {
  readonly kind: 'statement';
  readonly bytes: Uint8Array;
  readonly line: number;
  /** The first word in lower case; empty when the statement starts with something else. */
  readonly keyword: string;
  /** What ends it: a statement without a semicolon is cut off by a meta-command or by the end of the script. */
  readonly endedBy: 'semicolon' | 'metaCommand' | 'scriptEnd';
  /** Whether the server asks for rows after it: the lines that follow are COPY data. */
  readonly startsCopy: boolean;
  readonly hazards: readonly Hazard[];
}

/** Some of the rows of a COPY, any number of pieces for one COPY; rows may be cut anywhere. */
export interface CopyDataPiece {
  readonly kind: 'copyData';
  readonly bytes: Uint8Array;
  readonly line: number;
  /** How many newlines the piece holds: over one COPY, how many rows. */
  readonly rows: number;
}

/** The line `\.` that ends COPY data, with its newline. */
export interface CopyEndPiece {
  readonly kind: 'copyEnd';
  readonly bytes: Uint8Array;
  readonly line: number;
}

/** A backslash command of psql, up to the end of its line (the newline is not part of it). */
export interface MetaCommandPiece {
  readonly kind: 'metaCommand';
  readonly bytes: Uint8Array;
  readonly line: number;
}
