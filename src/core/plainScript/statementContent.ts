import { isPartOfNewDatabase, readCreatedObject } from './createdObject';
import type { StatementPiece } from './scriptPiece';

const CREATES_OR_FILLS: ReadonlySet<string> = new Set([
  'call',
  'copy',
  'create',
  'do',
  'import',
  'insert',
  'merge',
  'refresh',
  'select',
  'update',
  'with',
]);

/**
 * Whether a statement creates or fills something of its own: not SET, ALTER, COMMENT, GRANT and the like,
 * nor what every new database has already (PL/pgSQL, the schema public).
 */
export function holdsContent({ keyword, bytes }: StatementPiece): boolean {
  if (!CREATES_OR_FILLS.has(keyword)) return false;
  return keyword !== 'create' || !isPartOfNewDatabase(readCreatedObject(bytes));
}
