import type { ByteSource } from './byteSource';
import type { Cursor } from './cursor';

const firstRead = 64 * 1024;
const largestStep = 64 * 1024 * 1024;
const mostTrusted = 8;

/**
 * Reads ahead until the bytes the cursor needs are at hand, and about as far as what is read probably goes, so that
 * a table of contents of unknown length is read in few steps and little of what follows it. Clears the cursor's want.
 */
export async function readAhead(source: ByteSource, cursor: Cursor): Promise<void> {
  const step = Math.min(largestStep, Math.max(firstRead, Math.floor(cursor.available / 2)));
  const expected = Math.min(cursor.expectedEnd, cursor.available * mostTrusted);
  const wanted = Math.min(source.size, Math.max(cursor.needed ?? 0, cursor.available + step, expected));
  cursor.needed = undefined;
  const grown = new Uint8Array(wanted);
  grown.set(cursor.bytes.subarray(0, cursor.available));
  while (cursor.available < wanted) {
    const read = await source.read(cursor.available, wanted - cursor.available);
    if (read.length === 0) {
      // The file has become shorter since it was opened.
      cursor.fault = { kind: 'truncated', at: cursor.available, value: 0 };
      break;
    }
    grown.set(read.subarray(0, wanted - cursor.available), cursor.available);
    cursor.available = Math.min(wanted, cursor.available + read.length);
  }
  cursor.bytes = grown;
}
