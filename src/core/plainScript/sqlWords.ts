import {
  AMPERSAND,
  DOLLAR,
  DOUBLE_QUOTE,
  IN_NAME,
  IN_WORD,
  IS_DIGIT,
  QUOTE,
  STARTS_WORD,
  byteString,
  endOfRun,
  byteAt,
  kindAt,
} from './bytes';
import { opensRoutine, takeRoutineWord } from './routineWords';
import {
  BIT_LITERAL,
  ESCAPE_LITERAL,
  QUOTED_IDENTIFIER,
  UNICODE_LITERAL,
  addHazard,
  type QuoteKind,
  type StatementState,
} from './statementState';

/** Longer words matter to nobody; the reader then only passes over them. */
const LONGEST_KEYWORD = 24;

const PREFIXED: Readonly<Record<string, QuoteKind>> = {
  e: ESCAPE_LITERAL,
  b: BIT_LITERAL,
  x: BIT_LITERAL,
};

/**
 * These functions pass over one token that starts at `from` and return the position after it,
 * or undefined where they need more bytes to decide.
 */

/** Passes over an unquoted word, or the prefix and the opening quote of a literal or identifier. */
export function passWord(
  state: StatementState,
  bytes: Uint8Array,
  from: number,
  final: boolean,
): number | undefined {
  const to = endOfRun(bytes, from + 1, bytes.length, IN_WORD);
  if (to + 1 >= bytes.length && !final) return undefined;
  if (to === from + 1) {
    const opened = passPrefix(state, bytes, from);
    if (opened !== undefined) return opened;
  }
  takeWord(state, bytes, from, to);
  return to;
}

function passPrefix(state: StatementState, bytes: Uint8Array, at: number): number | undefined {
  const next = bytes[at + 1];
  if (next !== QUOTE && next !== AMPERSAND) return undefined;
  const letter = byteString(bytes, at, at + 1).toLowerCase();
  if (next === QUOTE) {
    const quote = PREFIXED[letter];
    if (!quote) return undefined;
    openQuote(state, quote);
    return at + 2;
  }
  const quote = bytes[at + 2];
  if (letter !== 'u' || (quote !== QUOTE && quote !== DOUBLE_QUOTE)) return undefined;
  openQuote(state, quote === QUOTE ? UNICODE_LITERAL : QUOTED_IDENTIFIER);
  return at + 3;
}

/** Enters a literal or a quoted identifier. */
export function openQuote(state: StatementState, quote: QuoteKind): void {
  state.inside = 'quoted';
  state.quote = quote;
  state.oddBackslashes = false;
  state.backslashRun = 0;
}

function takeWord(state: StatementState, bytes: Uint8Array, from: number, to: number): void {
  const index = state.words++;
  if (index > 0 && !state.isRoutine && state.keyword !== 'copy' && state.opening.length === 0) return;
  const word = to - from > LONGEST_KEYWORD ? '' : lowerCase(bytes, from, to);
  if (index === 0) state.keyword = word;
  if (state.keyword === 'copy') {
    if (state.parenDepth > 0) return;
    if (state.afterFrom && (word === 'stdin' || word === 'stdout')) state.startsCopy = true;
    state.afterFrom = word === 'from';
  } else if (state.isRoutine) {
    if (state.parenDepth === 0) takeRoutineWord(state, word);
  } else if (word === 'create' || state.opening.length > 0) {
    state.opening.push(word);
    state.isRoutine = opensRoutine(state.opening);
    if (state.opening.length === 4 || state.isRoutine) state.opening = [];
  }
}

function lowerCase(bytes: Uint8Array, from: number, to: number): string {
  let word = '';
  for (let at = from; at < to; at++) {
    const byte = byteAt(bytes, at);
    word += String.fromCharCode(byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);
  }
  return word;
}

/** Passes over a number, or over a parameter such as `$1`. */
export function passNumber(
  state: StatementState,
  bytes: Uint8Array,
  from: number,
  final: boolean,
): number | undefined {
  const letters = endOfRun(bytes, from + 1, bytes.length, IS_DIGIT);
  const to = endOfRun(bytes, letters, bytes.length, IN_NAME);
  if (to >= bytes.length && !final) return undefined;
  const next = bytes[to];
  const quoted = next === QUOTE || next === DOUBLE_QUOTE || next === DOLLAR || next === AMPERSAND;
  if (to > letters && quoted) addHazard(state, 'numberJunk');
  return to;
}

/** Passes over a dollar sign: a parameter, the delimiter of a dollar-quoted text, or nothing special. */
export function passDollar(
  state: StatementState,
  bytes: Uint8Array,
  from: number,
  final: boolean,
): number | undefined {
  const end = bytes.length;
  const first = from + 1 < end ? kindAt(bytes, from + 1) : 0;
  if (first & IS_DIGIT) return passNumber(state, bytes, from, final);
  const to = first & STARTS_WORD ? endOfRun(bytes, from + 1, end, IN_NAME) : from + 1;
  if (to >= end && !final) return undefined;
  if (bytes[to] !== DOLLAR) return from + 1;
  state.inside = 'dollarQuoted';
  state.dollarTag = byteString(bytes, from, to + 1);
  return to + 1;
}
