import { firstTokens, isWord, type SqlToken } from './statementTokens';

/** What a CREATE statement makes: the word for its kind, its name, and the token after the name. */
export interface CreatedObject {
  readonly kind: string;
  readonly name: SqlToken | undefined;
  readonly after: SqlToken | undefined;
}

/** Words that may stand between CREATE and the name. */
const FILLERS: ReadonlySet<string> = new Set([
  'or',
  'replace',
  'trusted',
  'procedural',
  'if',
  'not',
  'exists',
]);

/** Reads the start of a CREATE statement. */
export function readCreatedObject(statement: Uint8Array): CreatedObject {
  const tokens = firstTokens(statement, 8).filter(
    ({ kind, value }) => kind !== 'word' || !FILLERS.has(value),
  );
  return { kind: tokens[1]?.value ?? '', name: tokens[2], after: tokens[3] };
}

/** Whether it is a part of every new database: PL/pgSQL, or the schema public and nothing with it. */
export function isPartOfNewDatabase({ kind, name, after }: CreatedObject): boolean {
  if (name?.kind === 'other') return false;
  if (kind === 'schema') return name?.value === 'public' && isWord(after, ';');
  return (kind === 'language' || kind === 'extension') && name?.value === 'plpgsql';
}
