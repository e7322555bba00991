import { sqlIdentifier, sqlLiteral } from '../sql';
import type { SqlToken } from './sqlTokens';

/**
 * A statement being read from left to right. Each function of this file takes the tokens it knows and returns true,
 * or takes none and returns false; `written` is the statement in canonical form, so that no quoting of the archive
 * is trusted.
 */
export interface StatementReader {
  readonly tokens: readonly SqlToken[];
  readonly written: string[];
  position: number;
}

export function readStatement(tokens: readonly SqlToken[]): StatementReader {
  return { tokens, written: [], position: 0 };
}

/** Takes these keywords, all of them or none. */
export function takeWords(reader: StatementReader, ...words: readonly string[]): boolean {
  const found = words.every((word, index) => {
    const token = reader.tokens[reader.position + index];
    return token?.kind === 'word' && token.value === word;
  });
  if (found) accept(reader, words.length, words.map((word) => word.toUpperCase()).join(' '));
  return found;
}

export function takeSymbol(reader: StatementReader, symbol: string): boolean {
  const token = reader.tokens[reader.position];
  if (token?.kind !== 'symbol' || token.value !== symbol) return false;
  accept(reader, 1, symbol);
  return true;
}

/** Takes any name; one without quotes is written as it was folded, since it may be a keyword such as PUBLIC. */
export function takeName(reader: StatementReader): boolean {
  const token = reader.tokens[reader.position];
  if ((token?.kind !== 'word' && token?.kind !== 'name') || token.value.includes('\0')) return false;
  accept(reader, 1, token.kind === 'name' ? sqlIdentifier(token.value) : token.value);
  return true;
}

/** Takes the name `expected` and writes `replacement` in its place. */
export function takeReplacedName(reader: StatementReader, expected: string, replacement: string): boolean {
  const token = reader.tokens[reader.position];
  if ((token?.kind !== 'word' && token?.kind !== 'name') || token.value !== expected) return false;
  accept(reader, 1, sqlIdentifier(replacement));
  return true;
}

/** Takes the literal `expected` and writes `replacement` in its place. */
export function takeReplacedLiteral(reader: StatementReader, expected: string, replacement: string): boolean {
  const token = reader.tokens[reader.position];
  if (token?.kind !== 'literal' || token.value !== expected) return false;
  accept(reader, 1, sqlLiteral(replacement));
  return true;
}

export function takeLiteral(reader: StatementReader): boolean {
  const token = reader.tokens[reader.position];
  if (token?.kind !== 'literal' || token.value.includes('\0')) return false;
  accept(reader, 1, sqlLiteral(token.value));
  return true;
}

/** Takes a whole number, perhaps negative. */
export function takeInteger(reader: StatementReader): boolean {
  const sign = reader.tokens[reader.position];
  const hasSign = sign?.kind === 'symbol' && sign.value === '-';
  const token = reader.tokens[reader.position + (hasSign ? 1 : 0)];
  if (token?.kind !== 'number' || !/^\d+$/.test(token.value)) return false;
  accept(reader, hasSign ? 2 : 1, `${hasSign ? '-' : ''}${token.value}`);
  return true;
}

/** Takes one or more of what `take` takes, between commas. */
export function takeList(reader: StatementReader, take: () => boolean): boolean {
  do if (!take()) return false;
  while (takeSymbol(reader, ','));
  return true;
}

/** The statement in canonical form, if all of it was taken. */
export function finishedStatement(reader: StatementReader): string | undefined {
  return reader.position === reader.tokens.length ? `${reader.written.join(' ')};` : undefined;
}

function accept(reader: StatementReader, count: number, written: string): void {
  reader.position += count;
  reader.written.push(written);
}
