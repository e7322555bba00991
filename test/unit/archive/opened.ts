import { expect } from 'vitest';
import { readTableOfContents, type Archive } from '../../../src/core/archive/tableOfContents';
import { contentsOf, memorySource } from './byteSources';

/** The archive in these bytes, which must be readable. */
export async function openBytes(bytes: Uint8Array): Promise<Archive> {
  const read = await readTableOfContents(memorySource(bytes));
  if (!read.ok) expect.fail(JSON.stringify(read.damage));
  return read.archive;
}

export function openFixture(name: string): Promise<Archive> {
  return openBytes(contentsOf(name));
}
