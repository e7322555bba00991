const lineFeed = 10;

/** Bytes of one line that are kept: a hostile message must not fill the memory. */
export const longestLine = 1024 * 1024;

/**
 * Splits bytes into lines of text, without their line breaks. Bytes that are not UTF-8 become U+FFFD;
 * of a line longer than `limit` bytes the rest is dropped and an ellipsis shown.
 */
export async function* boundedLines(
  bytes: AsyncIterable<Uint8Array>,
  limit: number = longestLine,
): AsyncGenerator<string> {
  let line = emptyLine();
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      keep(line, chunk.subarray(start, end), limit);
      yield textOf(line);
      line = emptyLine();
      start = end + 1;
    }
    keep(line, chunk.subarray(start), limit);
  }
  if (line.bytes > 0) yield textOf(line);
}

interface Line {
  readonly parts: Uint8Array[];
  bytes: number;
  isCut: boolean;
}

function emptyLine(): Line {
  return { parts: [], bytes: 0, isCut: false };
}

function keep(line: Line, part: Uint8Array, limit: number): void {
  const kept = part.subarray(0, limit - line.bytes);
  line.isCut ||= kept.length < part.length;
  line.bytes += kept.length;
  if (kept.length > 0) line.parts.push(kept);
}

function textOf(line: Line): string {
  const words = new TextDecoder().decode(Buffer.concat(line.parts)).replace(/\r$/, '');
  return line.isCut ? `${words}…` : words;
}
