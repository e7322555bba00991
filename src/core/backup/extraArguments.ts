import { BackupError } from '../errors';
import { text } from '../text';

/** pg_dump's options that decide where it connects, what it writes to and in which form: these are ours to set. */
const reservedLong = [
  'file',
  'format',
  'jobs',
  'dbname',
  'host',
  'port',
  'username',
  'password',
  'no-password',
  'compress',
  'snapshot',
  'no-sync',
  'no-synchronized-snapshots',
  'help',
  'version',
] as const;
const reservedShort = 'fFjdhpUWwZV?';
/** Short options of pg_dump that take a value, which may stand in the same word. */
const shortWithValue = 'eEnNStTfFjdhpUZ';

/**
 * Holds the extra arguments of a user against the options that the product sets itself: one that changed the file,
 * the format or the server behind its back would make the manifest a lie.
 * @throws BackupError of kind `usage`
 */
export function checkExtraArguments(extra: readonly string[]): void {
  for (const argument of extra) {
    // Each word is held against the options, also one that may be the value of the word before: a word taken for
    // a value by mistake would be a way around.
    if (argument.startsWith('--')) checkLong(argument);
    else if (argument.startsWith('-')) checkShort(argument);
  }
}

function checkLong(argument: string): void {
  const [name = ''] = argument.slice(2).split('=');
  // getopt accepts any unambiguous beginning of a long option.
  const meant = reservedLong.find((option) => option === name || (name !== '' && option.startsWith(name)));
  if (meant !== undefined) throw reserved(argument);
}

function checkShort(argument: string): void {
  for (const letter of argument.slice(1)) {
    if (reservedShort.includes(letter)) throw reserved(argument);
    if (shortWithValue.includes(letter)) return;
  }
}

function reserved(argument: string): BackupError {
  return new BackupError({
    kind: 'usage',
    code: 'extra-argument-reserved',
    what: text('The extra argument “{argument}” is set by the backup itself.', {
      argument: argument.slice(0, 40),
    }),
    remedy: text('Use the option made for it, or leave it out.'),
  });
}
