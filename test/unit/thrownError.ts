import { expect } from 'vitest';
import { BackupError } from '../../src/core/errors';

/** The expected error that `work` throws; anything else fails the test. */
export function errorOf(work: () => unknown): BackupError {
  try {
    work();
  } catch (error) {
    if (error instanceof BackupError) return error;
    throw error;
  }
  return expect.fail('nothing was thrown');
}

/** The expected error that a promise is rejected with; anything else fails the test. */
export async function rejectionOf(work: Promise<unknown>): Promise<BackupError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof BackupError) return error;
    throw error;
  }
  return expect.fail('nothing was thrown');
}
