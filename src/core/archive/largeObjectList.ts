import type { ByteSource } from './byteSource';

/** A path of pg_dump has at most 1024 characters (MAXPGPATH); a longer line is damage. */
const longestLine = 1100;
const chunkSize = 256 * 1024;

/** The files named in a `blobs.toc`; or the number, from 1, of the line that cannot be read. */
export type LargeObjectList =
  { readonly ok: true; readonly names: readonly string[] } | { readonly ok: false; readonly line: number };

/** Reads the list of large objects that pg_dump writes beside their files: an oid and a file name per line. */
export async function readLargeObjectList(file: ByteSource): Promise<LargeObjectList> {
  const names: string[] = [];
  let unfinished = '';
  let position = 0;
  while (position < file.size) {
    const chunk = await file.read(position, Math.min(chunkSize, file.size - position));
    if (chunk.length === 0) break;
    position += chunk.length;
    const lines = (unfinished + latin1(chunk)).split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) {
      const name = /^\d+ (\S+)$/.exec(line)?.[1];
      if (name === undefined || line.length > longestLine) return { ok: false, line: names.length + 1 };
      names.push(name);
    }
    if (unfinished.length > longestLine) break;
  }
  return unfinished === '' ? { ok: true, names } : { ok: false, line: names.length + 1 };
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 4096)
    text += String.fromCharCode(...bytes.subarray(start, start + 4096));
  return text;
}
