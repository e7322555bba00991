import { blockCommentEnd, readDollarQuoted, readDoubled, readEscaped, type QuotedText } from './quotedText';

/**
 * One token of SQL. `word` is an unquoted name or keyword, `name` one in double quotes, `literal` a string; `value` is
 * what is meant (folded, unquoted, unescaped), `start` and `end` where it stands. `broken` is what has no end or
 * cannot be read with certainty; nothing follows it.
 */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'literal' | 'number' | 'symbol' | 'broken';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** More than pg_dump ever writes about a database, in characters: a longer text is `broken` as a whole. */
const longestSql = 1024 * 1024;

const spaceOrLineComment = /[ \t\n\r\f\v]+|--[^\n\r]*/y;
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const number = /\d+(?:\.\d+)?/y;
const dollarQuote = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const otherLiteral = /[uU]&['"]|[bBxXnN]'/y;

/**
 * Splits SQL into tokens, comments left out (PostgreSQL documentation, "Lexical Structure"). Bit strings, U& strings,
 * parameters and literals with byte escapes are `broken`: pg_dump writes none in what is read with this.
 */
export function sqlTokens(sql: string, standardConformingStrings: boolean): SqlToken[] {
  const tokens: SqlToken[] = [];
  if (sql.length > longestSql) return [brokenAt(sql, 0)];
  for (let at = 0; at < sql.length;) {
    const blank = matchAt(spaceOrLineComment, sql, at);
    const isComment = blank === undefined && sql.startsWith('/*', at);
    const next = isComment ? blockCommentEnd(sql, at) : at + (blank?.length ?? 0);
    if (next !== at && next !== undefined) {
      at = next;
      continue;
    }
    const token = next === undefined ? brokenAt(sql, at) : tokenAt(sql, at, standardConformingStrings);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(sql: string, start: number, standardConformingStrings: boolean): SqlToken {
  const first = sql[start] ?? '';
  if (first === '"') return quoted('name', sql, start, readDoubled(sql, start, '"'));
  if (first === "'") {
    const read = standardConformingStrings ? readDoubled(sql, start, "'") : readEscaped(sql, start);
    return quoted('literal', sql, start, read);
  }
  if ((first === 'E' || first === 'e') && sql[start + 1] === "'")
    return quoted('literal', sql, start, readEscaped(sql, start + 1));
  if (matchAt(otherLiteral, sql, start) !== undefined) return brokenAt(sql, start);
  const dollar = matchAt(dollarQuote, sql, start);
  if (dollar !== undefined) return quoted('literal', sql, start, readDollarQuoted(sql, start, dollar));
  if (first === '$') return brokenAt(sql, start);
  const unquoted = matchAt(word, sql, start);
  if (unquoted !== undefined) return plain('word', start, unquoted, foldCase(unquoted));
  const digits = matchAt(number, sql, start);
  if (digits !== undefined) return plain('number', start, digits, digits);
  return plain('symbol', start, first, first);
}

function matchAt(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}

function plain(kind: SqlToken['kind'], start: number, source: string, value: string): SqlToken {
  return { kind, value, start, end: start + source.length };
}

function quoted(
  kind: 'name' | 'literal',
  sql: string,
  start: number,
  read: QuotedText | undefined,
): SqlToken {
  return read === undefined ? brokenAt(sql, start) : { kind, value: read.value, start, end: read.end };
}

function brokenAt(sql: string, start: number): SqlToken {
  return { kind: 'broken', value: sql.slice(start), start, end: sql.length };
}

/** The server folds only ASCII letters with certainty. */
function foldCase(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
