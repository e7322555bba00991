import type { BackupError } from '../../core/errors';
import type { Text } from '../../core/text';

/** What happened, and what to do about it where there is something to do. */
export function sentencesOf({ what, remedy }: BackupError): readonly Text[] {
  return remedy === undefined ? [what] : [what, remedy];
}
