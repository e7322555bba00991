import {
  BACKSLASH,
  COLON,
  CR,
  DASH,
  DOLLAR,
  DOUBLE_QUOTE,
  IS_DIGIT,
  IS_SPACE,
  LF,
  PAREN_CLOSE,
  PAREN_OPEN,
  QUOTE,
  SEMICOLON,
  SLASH,
  STAR,
  STARTS_WORD,
  byteAt,
  kindAt,
} from './bytes';
import { lookAfterColon } from './psqlVariables';
import { passBlockComment, passDollarQuoted, passLineComment, passQuoted } from './quotedText';
import { openQuote, passDollar, passNumber, passWord } from './sqlWords';
import {
  BACKSLASH_LITERAL,
  QUOTED_IDENTIFIER,
  STANDARD_LITERAL,
  addHazard,
  isInCode,
  passNewline,
  type StatementState,
} from './statementState';

/** Where the reader stopped in a statement, and why. */
export interface StatementStop {
  readonly at: number;
  readonly why: 'needsMore' | 'semicolon' | 'metaCommand';
}

/**
 * Passes over the text of a statement by the rules of psql's lexer (psqlscan.l of PostgreSQL 14 to 18), and stops
 * after the semicolon that ends it, at a backslash outside quotes, or where it needs more bytes.
 */
export function passStatement(
  state: StatementState,
  bytes: Uint8Array,
  from: number,
  final: boolean,
): StatementStop {
  let at = from;
  while (at < bytes.length) {
    if (!isInCode(state)) {
      at = passInside(state, bytes, at, final);
      if (!isInCode(state)) return { at, why: 'needsMore' };
      continue;
    }
    const byte = byteAt(bytes, at);
    const kind = kindAt(bytes, at);
    if (kind & IS_SPACE) {
      if (byte === LF) passNewline(state);
      if (state.endedLiteral) noteNewline(state, byte);
      at++;
      continue;
    }
    if (byte === QUOTE) {
      openLiteral(state);
      at++;
      continue;
    }
    if (byte === DASH || byte === SLASH) {
      if (at + 1 >= bytes.length && !final) return { at, why: 'needsMore' };
      if (bytes[at + 1] === (byte === DASH ? DASH : STAR)) {
        enterComment(state, byte);
        at += 2;
        continue;
      }
    }
    state.endedLiteral = undefined;
    if (byte === SEMICOLON) {
      at++;
      if (state.parenDepth === 0 && state.beginDepth === 0) return { at, why: 'semicolon' };
      state.startsInnerStatement = state.parenDepth === 0;
      continue;
    }
    if (byte === BACKSLASH) return { at, why: 'metaCommand' };
    const next = passToken(state, bytes, at, final);
    if (next === undefined) return { at, why: 'needsMore' };
    at = next;
  }
  return { at, why: 'needsMore' };
}

function passToken(state: StatementState, bytes: Uint8Array, at: number, final: boolean): number | undefined {
  const byte = byteAt(bytes, at);
  const kind = kindAt(bytes, at);
  if (kind & STARTS_WORD) return passWord(state, bytes, at, final);
  if (kind & IS_DIGIT) return passNumber(state, bytes, at, final);
  switch (byte) {
    case PAREN_OPEN:
      state.parenDepth++;
      break;
    case PAREN_CLOSE:
      if (state.parenDepth > 0) state.parenDepth--;
      break;
    case DOUBLE_QUOTE:
      openQuote(state, QUOTED_IDENTIFIER);
      break;
    case DOLLAR:
      return passDollar(state, bytes, at, final);
    case COLON: {
      const { next, isHazard } = lookAfterColon(bytes, at, final);
      if (isHazard) addHazard(state, 'variable');
      return next;
    }
  }
  return at + 1;
}

function passInside(state: StatementState, bytes: Uint8Array, at: number, final: boolean): number {
  switch (state.inside) {
    case 'quoted': {
      const next = passQuoted(state, bytes, at, final);
      if (isInCode(state) && state.quote.close === QUOTE) {
        state.endedLiteral = state.quote;
        state.newlineSinceLiteral = false;
        state.returnSinceLiteral = false;
      }
      return next;
    }
    case 'dollarQuoted':
      return passDollarQuoted(state, bytes, at, final);
    case 'blockComment':
      return passBlockComment(state, bytes, at, final);
    case 'lineComment':
      return passLineComment(state, bytes, at);
    case 'code':
      return at;
  }
}

/** Enters a comment whose first byte is `opening`. */
export function enterComment(state: StatementState, opening: number): void {
  state.inside = opening === DASH ? 'lineComment' : 'blockComment';
  state.commentDepth = 1;
}

function noteNewline(state: StatementState, byte: number): void {
  if (byte === LF) state.newlineSinceLiteral = true;
  if (byte === CR) state.returnSinceLiteral = true;
}

/**
 * Enters a literal that has no prefix. After a literal and a newline the server takes it for its continuation.
 * psql reads line by line, so it does that only after a lone carriage return.
 */
function openLiteral(state: StatementState): void {
  const before = state.endedLiteral;
  state.endedLiteral = undefined;
  if (before && state.newlineSinceLiteral && before.fixed) addHazard(state, 'continuedLiteral');
  const continues = before && state.returnSinceLiteral && !state.newlineSinceLiteral;
  if (continues) openQuote(state, before);
  else openQuote(state, state.standardStrings ? STANDARD_LITERAL : BACKSLASH_LITERAL);
}
