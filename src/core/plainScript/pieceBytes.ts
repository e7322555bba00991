import { joinBytes } from './bytes';
import { tooLong } from './scriptRefusals';

/** Puts together the bytes of a piece that stands in several chunks. */
export interface PieceBytes {
  /** The chunk, with the undecided bytes of the chunk before in front of it. */
  withUndecided(chunk: Uint8Array): Uint8Array;
  /** The whole piece, whose last bytes are those from `from` to `to`. */
  take(bytes: Uint8Array, from: number, to: number): Uint8Array;
  /**
   * At the end of a chunk: keeps the bytes from `from` to `decided` for the piece under way, and those after
   * `decided` for the next look. `line` is where the piece starts, for the error when it is too long.
   */
  keep(bytes: Uint8Array, from: number, decided: number, line: number): void;
}

/** Throws a `refused` error when a piece grows over `longest` bytes. */
export function createPieceBytes(longest: number): PieceBytes {
  let parts: Uint8Array[] = [];
  let length = 0;
  let undecided: Uint8Array | undefined;

  return {
    withUndecided: (chunk) => {
      const bytes = undecided ? joinBytes([undecided, chunk]) : chunk;
      undecided = undefined;
      return bytes;
    },
    take: (bytes, from, to) => {
      const last = bytes.subarray(from, to);
      if (length === 0) return last;
      const whole = joinBytes([...parts, last]);
      parts = [];
      length = 0;
      return whole;
    },
    keep: (bytes, from, decided, line) => {
      length += decided - from;
      if (length + bytes.length - decided > longest) throw tooLong(line, longest);
      if (decided > from) parts.push(bytes.subarray(from, decided));
      if (decided < bytes.length) undecided = bytes.subarray(decided);
    },
  };
}
