import { BackupError } from '../core/errors';

const codes: ReadonlySet<string> = new Set(['password-wrong', 'password-missing']);

/** Whether another password could help. */
export function isPasswordProblem(error: unknown): boolean {
  return error instanceof BackupError && codes.has(error.code);
}
