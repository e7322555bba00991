import { BackupError } from '../errors';
import { text } from '../text';
import { cutToBytes, utf8Length } from '../utf8';

/** What a new database is called until everything is there. */
const unfinishedSuffix = '__restoring';

/**
 * The name under which a database is restored: `NAME__restoring`, or with a number where an earlier attempt was
 * kept under that name. A long name is cut so that the result fits the server's limit.
 * @param mostBytes the server's max_identifier_length
 * @param isTaken whether a database of that name exists
 */
export function restoringName(name: string, mostBytes: number, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? unfinishedSuffix : `${unfinishedSuffix}_${number}`;
    const candidate = cutToBytes(name, mostBytes - suffix.length) + suffix;
    if (!isTaken(candidate)) return candidate;
  }
}

/** @throws BackupError of kind `usage` for a name that the server would cut short, or that holds nothing */
export function checkDatabaseName(name: string, mostBytes: number): void {
  if (name === '' || name.includes('\0')) {
    throw new BackupError({
      kind: 'usage',
      code: 'database-name-malformed',
      what: text('The database name is empty or holds a zero byte.'),
      remedy: text('Give a name.'),
    });
  }
  if (utf8Length(name) > mostBytes) {
    throw new BackupError({
      kind: 'usage',
      code: 'database-name-too-long',
      what: text('The database name “{name}” is longer than {most} bytes; the server would cut it.', {
        name,
        most: mostBytes,
      }),
      remedy: text('Give a shorter name.'),
    });
  }
}
