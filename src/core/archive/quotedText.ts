/** A quoted part of SQL: what it means and where it ends, behind its closing quote. */
export interface QuotedText {
  readonly value: string;
  readonly end: number;
}

/** Text between two of `quote`, where a doubled one stands for itself; undefined where it has no end. */
export function readDoubled(sql: string, start: number, quote: '"' | "'"): QuotedText | undefined {
  let value = '';
  let from = start + 1;
  for (;;) {
    const close = sql.indexOf(quote, from);
    if (close < 0) return undefined;
    value += sql.slice(from, close);
    if (sql[close + 1] !== quote) return { value, end: close + 1 };
    value += quote;
    from = close + 2;
  }
}

const controls: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * A string with backslash escapes. Undefined where it has no end, and for escapes that give a byte or a code point:
 * what they mean depends on the encoding.
 */
export function readEscaped(sql: string, start: number): QuotedText | undefined {
  let value = '';
  for (let at = start + 1; at < sql.length; at++) {
    const character = sql[at] ?? '';
    const next = sql[at + 1] ?? '';
    if (character === "'") {
      if (next !== "'") return { value, end: at + 1 };
      value += next;
      at++;
    } else if (character === '\\') {
      if (/[0-7xuU]/.test(next)) return undefined;
      value += controls[next] ?? next;
      at++;
    } else value += character;
  }
  return undefined;
}

/** Text between two equal dollar quotes. */
export function readDollarQuoted(sql: string, start: number, delimiter: string): QuotedText | undefined {
  const close = sql.indexOf(delimiter, start + delimiter.length);
  if (close < 0) return undefined;
  return { value: sql.slice(start + delimiter.length, close), end: close + delimiter.length };
}

/** Where a block comment ends; they nest. */
export function blockCommentEnd(sql: string, start: number): number | undefined {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = start;
  let depth = 0;
  for (let found = mark.exec(sql); found !== null; found = mark.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return undefined;
}
