import {
  AMPERSAND,
  BACKSLASH,
  DASH,
  DOLLAR,
  DOUBLE_QUOTE,
  IN_NAME,
  IN_WORD,
  IS_DIGIT,
  IS_SPACE,
  QUOTE,
  SLASH,
  STAR,
  STARTS_WORD,
  byteString,
  endOfRun,
  kindAt,
} from './bytes';
import { passBlockComment, passDollarQuoted, passLineComment } from './quotedText';
import { newStatementState } from './statementState';

/**
 * A token of a statement. Values are byte strings: one character for each byte, whatever the encoding.
 * - `word`: unquoted, in lower case; - `name`: a quoted identifier without its quotes;
 * - `literal`: a string; - `symbol`: one byte; - `other`: a number, U&"", a dollar-quoted text, and so on.
 */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'literal' | 'symbol' | 'other';
  readonly value: string;
  /** Where it stands in the statement. */
  readonly from: number;
  readonly to: number;
}

/** The tokens of a complete statement, one after the other, without white space and comments. */
export function* tokensOf(statement: Uint8Array): Generator<SqlToken> {
  let at = 0;
  while (at < statement.length) {
    if (kindAt(statement, at) & IS_SPACE) at++;
    else if (statement[at] === DASH && statement[at + 1] === DASH) {
      at = passLineComment(newStatementState(), statement, at);
    } else if (statement[at] === SLASH && statement[at + 1] === STAR) {
      at = passBlockComment({ ...newStatementState(), commentDepth: 1 }, statement, at + 2, true);
    } else {
      const token = tokenAt(statement, at);
      yield token;
      at = token.to;
    }
  }
}

/** The first `count` tokens, or fewer where the statement has fewer. */
export function firstTokens(statement: Uint8Array, count: number): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (const token of tokensOf(statement)) {
    if (tokens.push(token) === count) break;
  }
  return tokens;
}

/** Whether a token is this unquoted word, or this symbol. */
export function isWord(token: SqlToken | undefined, word: string): boolean {
  return token?.value === word && (token.kind === 'word' || token.kind === 'symbol');
}

function tokenAt(bytes: Uint8Array, from: number): SqlToken {
  const kind = kindAt(bytes, from);
  const first = bytes[from];
  if (first === QUOTE || first === DOUBLE_QUOTE) return quoted(bytes, from, from, false);
  if (kind & STARTS_WORD) {
    const to = endOfRun(bytes, from, bytes.length, IN_WORD);
    const word = byteString(bytes, from, to).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    if (bytes[to] === QUOTE && /^[enbx]$/.test(word)) return quoted(bytes, from, to, word === 'e');
    const afterU = bytes[to + 1];
    if (word === 'u' && bytes[to] === AMPERSAND && (afterU === QUOTE || afterU === DOUBLE_QUOTE)) {
      return { ...quoted(bytes, from, to + 1, false), kind: 'other' };
    }
    return { kind: 'word', value: word, from, to };
  }
  if (kind & IS_DIGIT) return other(bytes, from, endOfRun(bytes, from, bytes.length, IN_NAME));
  if (first === DOLLAR) {
    const tagEnd = endOfRun(bytes, from + 1, bytes.length, IN_NAME);
    if (bytes[tagEnd] !== DOLLAR) return other(bytes, from, tagEnd);
    const dollarTag = byteString(bytes, from, tagEnd + 1);
    const state = { ...newStatementState(), dollarTag };
    return { ...other(bytes, from, from), to: passDollarQuoted(state, bytes, tagEnd + 1, true) };
  }
  return { ...other(bytes, from, from + 1), kind: 'symbol' };
}

function other(bytes: Uint8Array, from: number, to: number): SqlToken {
  return { kind: 'other', value: byteString(bytes, from, to), from, to };
}

function quoted(bytes: Uint8Array, from: number, quote: number, escapes: boolean): SqlToken {
  const close = bytes[quote];
  const kind = close === QUOTE ? 'literal' : 'name';
  let value = '';
  let start = quote + 1;
  for (let at = start; at < bytes.length; at++) {
    const isEscape = escapes && bytes[at] === BACKSLASH;
    if (!isEscape && bytes[at] !== close) continue;
    value += byteString(bytes, start, at);
    if (!isEscape && bytes[at + 1] !== close) return { kind, value, from, to: at + 1 };
    at++;
    start = at;
  }
  return { kind: 'other', value: '', from, to: bytes.length };
}
