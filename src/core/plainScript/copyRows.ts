import { BACKSLASH, CR, DOT, LF } from './bytes';

/** What a look through COPY data found. */
export interface CopyRows {
  /** The position after the last byte that is data; what follows is the end mark or not decided yet. */
  readonly dataEnd: number;
  /** How many newlines the data holds. */
  readonly rows: number;
  /** The position after the end mark `\.` and its newline; undefined where the data goes on. */
  readonly markEnd: number | undefined;
  /** Whether `dataEnd` is the start of a line. */
  readonly atLineStart: boolean;
}

/** How many bytes are looked at one by one to judge how long the rows are. */
const STRETCH = 4096;
/** Rows of at least this many bytes are faster passed over by `indexOf`; measured in Node 20. */
const LONG_ROW = 80;
/** How many rows are then passed over before their length is judged again. */
const LONG_ROWS = 512;

/**
 * Looks for the end of COPY data the way psql does: a line that is exactly `\.`, with LF or CRLF, and `\.` at the
 * very end of the script. `atLineStart` says whether `from` starts a line.
 */
export function passCopyRows(
  bytes: Uint8Array,
  from: number,
  atLineStart: boolean,
  final: boolean,
): CopyRows {
  const end = bytes.length;
  if (atLineStart) {
    const mark = endMarkAt(bytes, from, final);
    if (mark !== 'no') return found(from, 0, mark, true);
  }
  let rows = 0;
  let at = from;
  while (at < end) {
    const stretchStart = at;
    const stretchEnd = Math.min(at + STRETCH, end);
    const rowsBefore = rows;
    for (; at < stretchEnd; at++) {
      if (bytes[at] !== LF) continue;
      rows++;
      if (bytes[at + 1] !== BACKSLASH && at + 1 < end) continue;
      const mark = endMarkAt(bytes, at + 1, final);
      if (mark !== 'no') return found(at + 1, rows, mark, true);
    }
    if ((rows - rowsBefore) * LONG_ROW > at - stretchStart) continue;
    for (let passed = 0; passed < LONG_ROWS && at < end; passed++) {
      const newline = bytes.indexOf(LF, at);
      if (newline < 0) return found(end, rows, 'undecided', false);
      rows++;
      at = newline + 1;
      const mark = endMarkAt(bytes, at, final);
      if (mark !== 'no') return found(at, rows, mark, true);
    }
  }
  return found(end, rows, 'undecided', end > from && bytes[end - 1] === LF);
}

function found(dataEnd: number, rows: number, mark: number | 'undecided', atLineStart: boolean): CopyRows {
  return { dataEnd, rows, markEnd: mark === 'undecided' ? undefined : mark, atLineStart };
}

function endMarkAt(bytes: Uint8Array, at: number, final: boolean): number | 'no' | 'undecided' {
  const end = bytes.length;
  const missing = final ? 'no' : 'undecided';
  if (at >= end) return missing;
  if (bytes[at] !== BACKSLASH) return 'no';
  if (at + 1 >= end) return missing;
  if (bytes[at + 1] !== DOT) return 'no';
  if (at + 2 >= end) return final ? end : 'undecided';
  if (bytes[at + 2] === LF) return at + 3;
  if (bytes[at + 2] !== CR) return 'no';
  if (at + 3 >= end) return missing;
  return bytes[at + 3] === LF ? at + 4 : 'no';
}
