import { BackupError } from '../../core/errors';
import { text, type Text } from '../../core/text';

/** Says what the file system refused, and what to do. */
export function fileError(error: unknown, path: string): BackupError {
  if (error instanceof BackupError) return error;
  const code = codeOf(error);
  const values = { path, code: code ?? String(error) };
  const failed = (errorCode: string, what: Text, remedy: Text): BackupError =>
    new BackupError({ kind: 'failed', code: errorCode, what, remedy, cause: error });
  switch (code) {
    case 'ENOENT':
      return failed('file-missing', text('“{path}” does not exist.', values), text('Check the path.'));
    case 'EACCES':
    case 'EPERM':
      return failed(
        'file-access-denied',
        text('Access to “{path}” is denied.', values),
        text('Choose another folder, or ask for the right to use this one.'),
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return failed(
        'disk-full',
        text('There is no room left for “{path}”.', values),
        text('Free some space, or choose another folder.'),
      );
    case 'EROFS':
      return failed(
        'file-system-read-only',
        text('“{path}” is on a read-only file system.', values),
        text('Choose another folder.'),
      );
    case 'EFBIG':
      return failed(
        'file-too-large',
        text('“{path}” would become larger than this file system allows.', values),
        text('Use a directory backup, or another file system.'),
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return failed(
        'not-a-folder',
        text('“{path}” is not a folder.', values),
        text('Choose another folder.'),
      );
    default:
      return failed(
        'file-failed',
        text('Working on “{path}” failed ({code}).', values),
        text('Check that the disk or network folder is there.'),
      );
  }
}

/** The system's code of a failed file operation, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
