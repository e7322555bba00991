import type { Entry } from '../archive/entry';
import { BackupError } from '../errors';
import { text } from '../text';
import { isAskedFor, type SelectionRequest } from './selection';

/**
 * Holds each name that was asked for against what the archive has: a name that is misspelt must not end as an empty
 * database that is told as restored.
 * @throws BackupError of kind `usage`, naming what is not there
 */
export function checkSelection(entries: readonly Entry[], request: SelectionRequest): void {
  const isThere = (part: Partial<SelectionRequest>): boolean =>
    entries.some((entry) => isAskedFor(entry, { schemas: [], tables: [], ...part }));
  const missing = [
    ...request.schemas.filter((schema) => !isThere({ schemas: [schema] })),
    ...request.tables.filter((table) => !isThere({ schemas: request.schemas, tables: [table] })),
  ];
  if (missing.length === 0) return;
  throw new BackupError({
    kind: 'usage',
    code: 'selection-not-in-backup',
    what: text('The backup has no schema or table of this name: {names}.', { names: missing.join(', ') }),
    remedy: text('Write names exactly as they are in the database, without quotes; patterns are not known.'),
  });
}
