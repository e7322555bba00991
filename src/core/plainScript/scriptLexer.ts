import {
  BACKSLASH,
  DASH,
  IS_SPACE,
  LF,
  SLASH,
  STAR,
  byteString,
  byteAt,
  countNewlines,
  kindAt,
} from './bytes';
import { passCopyRows } from './copyRows';
import { createPieceBytes } from './pieceBytes';
import { passBlockComment, passLineComment } from './quotedText';
import type { ScriptPiece, StatementPiece } from './scriptPiece';
import { nulByte, textAfterCopy } from './scriptRefusals';
import { LONGEST_SETTING, readBoolean, readSessionSetting } from './sessionSetting';
import { isInCode, newStatementState, passNewline, startStatement } from './statementState';
import { enterComment, passStatement } from './statementText';

/** Reads a plain script chunk by chunk. */
export interface ScriptLexer {
  /** The pieces that end in this chunk. Throws a `refused` error for a script that cannot be read safely. */
  push(chunk: Uint8Array): ScriptPiece[];
  /** The last pieces, after the last chunk. */
  end(): ScriptPiece[];
}

/** The most bytes that a statement, a comment, a meta-command or a run of white space may have. */
export const LONGEST_PIECE = 64 * 1024 * 1024;

/** What the reader is in; 'copyLine' is the rest of the line after `COPY ... FROM stdin;`. */
type Place =
  'start' | 'between' | 'whitespace' | 'comment' | 'statement' | 'metaCommand' | 'copyLine' | 'copyData';

/** How far the reader came in a chunk; `ended` where a piece ended there. */
interface Step {
  readonly at: number;
  readonly ended: boolean;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Makes a reader that stands at the start of a script. Its memory is bounded by `longestPiece` and one chunk. */
export function createScriptLexer(longestPiece = LONGEST_PIECE): ScriptLexer {
  const state = newStatementState();
  const pieceBytes = createPieceBytes(longestPiece);
  let place: Place = 'start';
  let pieces: ScriptPiece[] = [];
  let pieceLine = 1;
  let copyAtLineStart = true;

  const goOn = (at: number): Step => ({ at, ended: false });

  function finish(
    kind: 'whitespace' | 'comment' | 'metaCommand',
    bytes: Uint8Array,
    from: number,
    to: number,
  ): Step {
    const piece = pieceBytes.take(bytes, from, to);
    if (piece.length > 0) pieces.push({ kind, bytes: piece, line: pieceLine });
    place = 'between';
    return { at: to, ended: true };
  }

  function finishStatement(
    bytes: Uint8Array,
    from: number,
    to: number,
    endedBy: StatementPiece['endedBy'],
  ): Step {
    const { keyword, hazards } = state;
    const piece = pieceBytes.take(bytes, from, to);
    const startsCopy = endedBy === 'semicolon' && state.startsCopy;
    pieces.push({
      kind: 'statement',
      bytes: piece,
      line: pieceLine,
      keyword,
      endedBy,
      startsCopy,
      hazards,
    });
    place = startsCopy ? 'copyLine' : 'between';
    pieceLine = state.line;
    const maySet = keyword === 'set' || keyword === 'reset' || keyword === 'select';
    if (maySet && piece.length <= LONGEST_SETTING) followStandardStrings(byteString(piece));
    return { at: to, ended: true };
  }

  function followStandardStrings(statement: string): void {
    const setting = readSessionSetting(statement);
    if (setting?.name !== 'standard_conforming_strings') return;
    state.standardStringsNextLine = readBoolean(setting.value ?? 'on') ?? true;
  }

  function startPiece(bytes: Uint8Array, at: number, final: boolean): Step {
    if (at >= bytes.length) return goOn(at);
    const byte = byteAt(bytes, at);
    pieceLine = state.line;
    if (kindAt(bytes, at) === IS_SPACE) place = 'whitespace';
    else if (byte === BACKSLASH) place = 'metaCommand';
    else {
      if ((byte === DASH || byte === SLASH) && at + 1 >= bytes.length && !final) return goOn(at);
      startStatement(state);
      const isComment = byte === DASH ? bytes[at + 1] === DASH : byte === SLASH && bytes[at + 1] === STAR;
      place = isComment ? 'comment' : 'statement';
      if (isComment) {
        enterComment(state, byte);
        return goOn(at + 2);
      }
    }
    return goOn(at);
  }

  function passByteOrderMark(bytes: Uint8Array, final: boolean): Step {
    if (bytes.length < BYTE_ORDER_MARK.length && !final) return goOn(0);
    const hasMark = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
    return finish('whitespace', bytes, 0, hasMark ? BYTE_ORDER_MARK.length : 0);
  }

  function passWhitespace(bytes: Uint8Array, from: number, at: number, final: boolean): Step {
    const inCopyLine = place === 'copyLine';
    for (let to = at; to < bytes.length; to++) {
      const byte = byteAt(bytes, to);
      if (kindAt(bytes, to) !== IS_SPACE) {
        if (inCopyLine) throw textAfterCopy(state.line);
        return finish('whitespace', bytes, from, to);
      }
      if (byte !== LF) continue;
      passNewline(state);
      if (!inCopyLine) continue;
      const step = finish('whitespace', bytes, from, to + 1);
      place = 'copyData';
      copyAtLineStart = true;
      return step;
    }
    return final ? finish('whitespace', bytes, from, bytes.length) : goOn(bytes.length);
  }

  function passComment(bytes: Uint8Array, from: number, at: number, final: boolean): Step {
    const isLine = state.inside === 'lineComment';
    const to = isLine ? passLineComment(state, bytes, at) : passBlockComment(state, bytes, at, final);
    if (isInCode(state) || (isLine && final)) return finish('comment', bytes, from, to);
    return final ? finishStatement(bytes, from, to, 'scriptEnd') : goOn(to);
  }

  function passCopyData(bytes: Uint8Array, at: number, final: boolean): Step {
    const { dataEnd, rows, markEnd, atLineStart } = passCopyRows(bytes, at, copyAtLineStart, final);
    if (dataEnd > at) {
      pieces.push({ kind: 'copyData', bytes: bytes.subarray(at, dataEnd), line: state.line, rows });
      if (rows > 0) passNewline(state);
      state.line += Math.max(rows - 1, 0);
      copyAtLineStart = atLineStart;
    }
    if (markEnd === undefined) return { at: dataEnd, ended: dataEnd > at };
    pieces.push({ kind: 'copyEnd', bytes: bytes.subarray(dataEnd, markEnd), line: state.line });
    if (bytes[markEnd - 1] === LF) passNewline(state);
    place = 'between';
    return { at: markEnd, ended: true };
  }

  function passOne(bytes: Uint8Array, from: number, at: number, final: boolean): Step {
    switch (place) {
      case 'start':
        return passByteOrderMark(bytes, final);
      case 'between':
        return startPiece(bytes, at, final);
      case 'whitespace':
      case 'copyLine':
        return passWhitespace(bytes, from, at, final);
      case 'comment':
        return passComment(bytes, from, at, final);
      case 'statement': {
        const stop = passStatement(state, bytes, at, final);
        if (stop.why !== 'needsMore') return finishStatement(bytes, from, stop.at, stop.why);
        return final ? finishStatement(bytes, from, bytes.length, 'scriptEnd') : goOn(stop.at);
      }
      case 'metaCommand': {
        const newline = bytes.indexOf(LF, at);
        if (newline < 0 && !final) return goOn(bytes.length);
        return finish('metaCommand', bytes, from, newline < 0 ? bytes.length : newline);
      }
      case 'copyData':
        return passCopyData(bytes, at, final);
    }
  }

  function read(chunk: Uint8Array, final: boolean): ScriptPiece[] {
    const bytes = pieceBytes.withUndecided(chunk);
    let from = 0;
    let at = 0;
    for (;;) {
      const before = place;
      const step = passOne(bytes, from, at, final);
      if (step.ended) from = step.at;
      const stands = step.at === at && place === before;
      at = step.at;
      if (stands || (at >= bytes.length && !final)) break;
    }
    pieceBytes.keep(bytes, from, at, pieceLine);
    const done = pieces;
    pieces = [];
    return done;
  }

  return {
    push: (chunk) => {
      const nul = chunk.indexOf(0);
      if (nul >= 0) throw nulByte(state.line + countNewlines(chunk.subarray(0, nul)));
      return read(chunk, false);
    },
    end: () => read(new Uint8Array(0), true),
  };
}
