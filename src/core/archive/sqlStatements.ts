import { sqlTokens, type SqlToken } from './sqlTokens';

/** One statement: its tokens without the semicolon, and its text. */
export interface SqlStatement {
  readonly tokens: readonly SqlToken[];
  readonly sql: string;
}

/** Splits SQL into statements at the semicolons outside of quotes; a statement is never empty. */
export function sqlStatements(sql: string, standardConformingStrings: boolean): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let tokens: SqlToken[] = [];
  const finish = (): void => {
    const first = tokens[0];
    const last = tokens.at(-1);
    if (first !== undefined && last !== undefined)
      statements.push({ tokens, sql: sql.slice(first.start, last.end) });
    tokens = [];
  };
  for (const token of sqlTokens(sql, standardConformingStrings)) {
    if (token.kind === 'symbol' && token.value === ';') finish();
    else tokens.push(token);
  }
  finish();
  return statements;
}
