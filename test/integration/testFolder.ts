import { afterAll, beforeAll } from 'vitest';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';

/**
 * A folder of a test file's own, made before its first test and removed after its last.
 * @returns gives its path once the tests run
 */
export function useTestFolder(prefix: string): () => string {
  let folder = '';
  beforeAll(async () => {
    folder = await makeTemporaryFolder(prefix);
  });
  afterAll(async () => {
    await removeFolder(folder);
  });
  return () => folder;
}
