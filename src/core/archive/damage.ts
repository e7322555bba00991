import type { Text } from '../text';

/**
 * What is wrong with a backup.
 * - `not-an-archive`: the bytes are something else (see `recogniseBackup`);
 * - `line-endings`: LF was turned into CRLF on the way;
 * - `too-new`, `too-old`: an archive version this reader does not know;
 * - `truncated`: the bytes end too early;
 * - `impossible-value`: a length, count, state or number that cannot be;
 * - `too-large`: a table of contents beyond what is read into memory;
 * - `contradiction`: two parts of the archive disagree;
 * - `missing-data`: the data of an entry is not there;
 * - `trailing-bytes`: bytes follow the end of the archive.
 */
export type DamageKind =
  | 'not-an-archive'
  | 'line-endings'
  | 'too-new'
  | 'too-old'
  | 'truncated'
  | 'impossible-value'
  | 'too-large'
  | 'contradiction'
  | 'missing-data'
  | 'trailing-bytes';

/** Something wrong with a backup: a value, never an exception. The message says what and where. */
export interface Damage {
  readonly kind: DamageKind;
  readonly message: Text;
}
