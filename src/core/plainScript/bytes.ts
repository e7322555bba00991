/** ASCII codes that the script reader looks for. */
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const DOUBLE_QUOTE = 0x22;
export const DOLLAR = 0x24;
export const AMPERSAND = 0x26;
export const QUOTE = 0x27;
export const PAREN_OPEN = 0x28;
export const PAREN_CLOSE = 0x29;
export const STAR = 0x2a;
export const DASH = 0x2d;
export const DOT = 0x2e;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const QUESTION = 0x3f;
export const BACKSLASH = 0x5c;
export const BRACE_OPEN = 0x7b;

/** Kinds of bytes in SQL text; bits, so that a test is one lookup. The sets are those of psqlscan.l. */
export const IS_SPACE = 1;
export const STARTS_WORD = 2;
export const IS_DIGIT = 4;
export const IS_DOLLAR = 8;
/** Letters, digits, underscore and every byte above ASCII. */
export const IN_NAME = STARTS_WORD | IS_DIGIT;
/** The same and the dollar sign: what an identifier may hold after its first byte. */
export const IN_WORD = IN_NAME | IS_DOLLAR;

const BYTE_KIND: Readonly<Uint8Array> = byteKinds();

function byteKinds(): Uint8Array {
  const kinds = new Uint8Array(256);
  for (const code of [0x20, 0x09, LF, CR, 0x0c]) kinds[code] = IS_SPACE;
  for (let code = 0; code < 256; code++) {
    if (/[A-Za-z_]/.test(String.fromCharCode(code)) || code >= 0x80) kinds[code] = STARTS_WORD;
  }
  for (let code = 0x30; code <= 0x39; code++) kinds[code] = IS_DIGIT;
  kinds[DOLLAR] = IS_DOLLAR;
  return kinds;
}

/** The byte at a position; 0, which no script holds, behind the end. */
export function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** The kinds of the byte at a position; none behind the end. */
export function kindAt(bytes: Uint8Array, at: number): number {
  return BYTE_KIND[bytes[at] ?? 0] ?? 0;
}

/** The position after the run of bytes of these kinds that starts at `from`. */
export function endOfRun(bytes: Uint8Array, from: number, end: number, kinds: number): number {
  let at = from;
  while (at < end && kindAt(bytes, at) & kinds) at++;
  return at;
}

/** How many newlines the bytes hold. */
export function countNewlines(bytes: Uint8Array): number {
  let newlines = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) newlines++;
  return newlines;
}

/** Bytes as a string with one character per byte: loses nothing, whatever the encoding. */
export function byteString(bytes: Uint8Array, from = 0, end = bytes.length): string {
  let result = '';
  for (let at = from; at < end; at++) result += String.fromCharCode(byteAt(bytes, at));
  return result;
}

/** The bytes of a string made by `byteString`. */
export function bytesOfByteString(value: string): Uint8Array {
  return Uint8Array.from(value, (character) => character.charCodeAt(0));
}

/** One array holding all the parts. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1 && parts[0]) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
