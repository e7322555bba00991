import { text, type Text } from '../text';
import type { RecognisedBackup } from './recogniseBackup';

/** What a recognised file is, in a sentence; for a file that is no backup as it is, also what to do. */
export function describeBackup(recognised: RecognisedBackup): Text {
  switch (recognised.kind) {
    case 'custom-archive':
      return text('This is a pg_dump archive in the custom format.');
    case 'directory-contents':
      return text('This is the table of contents of a pg_dump archive in the directory format.');
    case 'tar-archive':
      return text('This is a pg_dump archive in the tar format.');
    case 'plain-script':
      return text('This is a plain SQL script of pg_dump.');
    case 'cluster-script':
      return text('This is a script of pg_dumpall, which holds roles and whole databases.');
    case 'mangled-archive':
      return text(
        'This was a pg_dump archive, but its line endings were changed on the way: each LF became CR LF, and the file can no longer be read. Make the backup again with the file option of pg_dump, or without a terminal in between.',
      );
    case 'foreign-tar':
      return text(
        'This is a tar file that pg_dump did not write: it begins with “{member}”. Unpack it first; it may hold a backup.',
        { member: recognised.firstMember },
      );
    case 'compressed':
      return text('This file is compressed with {program}. Unpack it first.', { program: recognised.by });
    case 'encrypted':
      return text('This file is encrypted with {program}. Decrypt it first.', { program: recognised.by });
    case 'utf-16':
      return text(
        'This file was written as UTF-16 text, as PowerShell does with “>”. Make the backup again with the file option of pg_dump.',
      );
    case 'web-page':
      return text('This is a web page, not a backup: the download probably failed. Download the file again.');
    case 'empty':
      return text('This file is empty: the backup failed or was never written.');
    case 'zeros':
      return text(
        'This file holds only zero bytes: the disk or the copy failed before its content was written.',
      );
    case 'unknown':
      return text('This is not a PostgreSQL backup that can be recognised.');
  }
}
