import { BACKSLASH, CR, byteAt, DOLLAR, LF, SLASH, STAR } from './bytes';
import { addHazard, passNewline, type StatementState } from './statementState';

/**
 * These functions pass over the inside of a quoted text or a comment. Each returns the position where it
 * stopped: after the end of the text (`state.inside` is then 'code'), or where it needs more bytes to decide.
 * With `final` no more bytes will come.
 */

/** Values of `StatementState.backslashRun`. */
const NO_RUN = 0;
const HIGH_BYTE = 1;
const AFTER_HIGH_BYTE = 2;

/** Passes over a literal or a quoted identifier, whose opening quote is behind `from`. */
export function passQuoted(state: StatementState, bytes: Uint8Array, from: number, final: boolean): number {
  const { close, escapes, doubles, fixed } = state.quote;
  const end = bytes.length;
  let odd = state.oddBackslashes;
  let run = state.backslashRun;
  let at = from;
  for (; at < end; at++) {
    const byte = bytes[at];
    if (byte === close) {
      if (at + 1 >= end && !final) break;
      if (odd) addHazard(state, 'escapedQuote');
      if (run === AFTER_HIGH_BYTE && (escapes || !fixed)) addHazard(state, 'hiddenBackslash');
      odd = false;
      run = NO_RUN;
      if (!doubles || bytes[at + 1] !== close) {
        state.inside = 'code';
        at++;
        break;
      }
      at++;
    } else if (byte === BACKSLASH) {
      if (escapes && at + 1 >= end && !final) break;
      if (run === HIGH_BYTE) run = AFTER_HIGH_BYTE;
      if (!escapes) odd = !odd && !fixed;
      else {
        at++;
        const escaped = byteAt(bytes, at);
        if (escaped === close && !fixed) addHazard(state, 'escapedQuote');
        if (escaped === close && run === AFTER_HIGH_BYTE) addHazard(state, 'hiddenBackslash');
        if (escaped === LF) passNewline(state);
        if (escaped !== BACKSLASH) run = escaped < 0x80 ? NO_RUN : HIGH_BYTE;
      }
    } else {
      odd = false;
      run = byte !== undefined && byte < 0x80 ? NO_RUN : HIGH_BYTE;
      if (byte === LF) passNewline(state);
    }
  }
  state.oddBackslashes = odd;
  state.backslashRun = run;
  return Math.min(at, end);
}

/** Passes over a dollar-quoted text; `state.dollarTag` is its delimiter. */
export function passDollarQuoted(
  state: StatementState,
  bytes: Uint8Array,
  from: number,
  final: boolean,
): number {
  const tag = state.dollarTag;
  const end = bytes.length;
  for (let at = from; at < end; at++) {
    const byte = bytes[at];
    if (byte === LF) passNewline(state);
    if (byte !== DOLLAR) continue;
    let matched = 1;
    while (matched < tag.length && bytes[at + matched] === tag.charCodeAt(matched)) matched++;
    if (matched === tag.length) {
      state.inside = 'code';
      return at + matched;
    }
    if (at + matched >= end && !final) return at;
  }
  return end;
}

/** Passes over a block comment, which may hold others. */
export function passBlockComment(
  state: StatementState,
  bytes: Uint8Array,
  from: number,
  final: boolean,
): number {
  const end = bytes.length;
  let at = from;
  while (at < end) {
    const byte = bytes[at];
    if (byte === LF) passNewline(state);
    else if (byte === STAR || byte === SLASH) {
      if (at + 1 >= end) return final ? end : at;
      const next = bytes[at + 1];
      if (byte === STAR && next === SLASH) {
        at += 2;
        state.commentDepth--;
        if (state.commentDepth === 0) {
          state.inside = 'code';
          return at;
        }
        continue;
      }
      if (byte === SLASH && next === STAR) {
        state.commentDepth++;
        at++;
      }
    }
    at++;
  }
  return at;
}

/** Passes over a line comment up to its newline or carriage return, which psql takes for a newline here. */
export function passLineComment(state: StatementState, bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === LF || byte === CR) {
      state.inside = 'code';
      return at;
    }
  }
  return bytes.length;
}
