import type { StatementPiece } from './scriptPiece';
import { firstTokens, isWord, tokensOf, type SqlToken } from './statementTokens';

/** A statement that addresses a database by its name. */
export interface DatabaseMention {
  readonly action: 'create' | 'drop' | 'owner' | 'catalogUpdate' | 'change';
  /** The token with the name, an identifier or (for a catalog update) a literal; undefined where it cannot be told. */
  readonly name: SqlToken | undefined;
}

/** Finds the database that a statement addresses; undefined for a statement that addresses none. */
export function findDatabaseMention(statement: StatementPiece): DatabaseMention | undefined {
  const { bytes, keyword } = statement;
  switch (keyword) {
    case 'create':
    case 'drop':
    case 'alter':
    case 'reindex':
    case 'comment':
      return inPrefix(bytes, keyword);
    case 'grant':
    case 'revoke':
      return behindWords(bytes, 'on', 'database');
    case 'security':
      return behindWords(bytes, 'on', 'database', 12);
    case 'update':
    case 'delete':
      return inCatalog(bytes);
    default:
      return undefined;
  }
}

function inPrefix(bytes: Uint8Array, keyword: string): DatabaseMention | undefined {
  const tokens = firstTokens(bytes, 8);
  if (keyword === 'alter' && (isWord(tokens[1], 'role') || isWord(tokens[1], 'user'))) {
    return behindWords(bytes, 'in', 'database', 8);
  }
  let at = keyword === 'comment' ? 2 : 1;
  if (keyword === 'reindex') at = tokens.findIndex((token) => isWord(token, 'database'));
  if (!isWord(tokens[at], 'database')) return undefined;
  at++;
  if (isWord(tokens[at], 'concurrently')) at++;
  if (isWord(tokens[at], 'if') && isWord(tokens[at + 1], 'exists')) at += 2;
  const name = identifier(tokens[at]);
  if (keyword === 'create' || keyword === 'drop') return { action: keyword, name };
  const isOwner = isWord(tokens[at + 1], 'owner') && isWord(tokens[at + 2], 'to');
  return { action: keyword === 'alter' && isOwner ? 'owner' : 'change', name };
}

function behindWords(
  bytes: Uint8Array,
  first: string,
  second: string,
  within = Infinity,
): DatabaseMention | undefined {
  let before: SqlToken | undefined;
  let name: SqlToken | undefined;
  let isFound = false;
  let count = 0;
  for (const token of tokensOf(bytes)) {
    if (name) return { action: 'change', name: isWord(token, ',') ? undefined : identifier(name) };
    if (isFound) name = token;
    isFound ||= isWord(before, first) && isWord(token, second);
    before = token;
    if (!isFound && ++count > within) break;
  }
  return undefined;
}

/** `UPDATE pg_catalog.pg_database SET … WHERE datname = 'x';`, as pg_dump writes it for a template database. */
function inCatalog(bytes: Uint8Array): DatabaseMention | undefined {
  const target = firstTokens(bytes, 6).map((token) => token.value);
  if (!target.includes('pg_database')) return undefined;
  const tokens = firstTokens(bytes, 16);
  const where = tokens.findIndex((token) => isWord(token, 'where'));
  const name = tokens[where + 3];
  const isKnown =
    where > 0 &&
    isWord(tokens[where + 1], 'datname') &&
    isWord(tokens[where + 2], '=') &&
    name?.kind === 'literal' &&
    isWord(tokens[where + 4], ';') &&
    tokens.length === where + 5;
  return { action: 'catalogUpdate', name: isKnown ? name : undefined };
}

function identifier(token: SqlToken | undefined): SqlToken | undefined {
  return token?.kind === 'word' || token?.kind === 'name' ? token : undefined;
}
