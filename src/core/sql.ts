import { BackupError } from './errors';
import { text } from './text';

/**
 * A name as SQL reads it back unchanged: always in double quotes, whatever the name.
 * Throws a `usage` error for a name with a NUL character, which PostgreSQL cannot hold.
 */
export function sqlIdentifier(name: string): string {
  return `"${withoutNul(name).replaceAll('"', '""')}"`;
}

/**
 * A string as an SQL literal that reads the same whatever `standard_conforming_strings` says:
 * a value with a backslash becomes an `E''` literal. Throws a `usage` error for a NUL character.
 */
export function sqlLiteral(value: string): string {
  const doubled = withoutNul(value).replaceAll("'", "''");
  return doubled.includes('\\') ? `E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}

function withoutNul(value: string): string {
  if (!value.includes('\0')) return value;
  throw new BackupError({
    kind: 'usage',
    code: 'nul-character',
    what: text('A name or a value holds a NUL character, which PostgreSQL cannot store.'),
    remedy: text('Remove the NUL character.'),
  });
}
