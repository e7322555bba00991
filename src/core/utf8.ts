/** The length of a text in bytes of UTF-8, which limits of servers and file systems count in. */
export function utf8Length(string: string): number {
  let bytes = 0;
  for (const character of string) bytes += utf8Bytes(character);
  return bytes;
}

/** The beginning of a text that has at most so many bytes of UTF-8; no character is cut in two. */
export function cutToBytes(string: string, most: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of string) {
    bytes += utf8Bytes(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}

function utf8Bytes(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
