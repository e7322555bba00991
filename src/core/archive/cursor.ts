import type { DecodeText } from './textDecoding';

/**
 * A position in bytes of which the first `available` are at hand, out of `size` in the file.
 * A read that fails leaves a mark and returns zero, as do all reads after it: a caller reads on and looks at the mark once.
 */
export interface Cursor {
  bytes: Uint8Array;
  available: number;
  readonly size: number;
  position: number;
  /** Bytes per integer, without its sign byte; from the archive's header. */
  integerSize: number;
  /** The first byte beyond those at hand that is needed; undefined where nothing is missing. */
  needed: number | undefined;
  fault: Fault | undefined;
  /** Where what is read probably ends; 0 where nothing tells. */
  expectedEnd: number;
}

/** What cannot be read: where the value starts, and whether the file ends or the value is absurd. */
export interface Fault {
  readonly kind: 'truncated' | 'impossible';
  readonly at: number;
  readonly value: number;
}

/** The longest string that is taken for a cut file rather than for a damaged length, in bytes. */
const longestPlausibleString = 64 * 1024 * 1024;

export function cursorAtStart(size: number): Cursor {
  return {
    bytes: new Uint8Array(0),
    available: 0,
    size,
    position: 0,
    integerSize: 4,
    needed: undefined,
    fault: undefined,
    expectedEnd: 0,
  };
}

/** True once a read has failed, for want of bytes or because of what they say. */
export function hasFailed(cursor: Cursor): boolean {
  return cursor.needed !== undefined || cursor.fault !== undefined;
}

/** Marks the value that starts at `at` as impossible. */
export function rejectValue(cursor: Cursor, at: number, value: number): void {
  if (!hasFailed(cursor)) cursor.fault = { kind: 'impossible', at, value };
}

/** Claims the next `length` bytes and returns where they start. */
function take(cursor: Cursor, length: number): number {
  const start = cursor.position;
  if (hasFailed(cursor)) return start;
  const end = start + length;
  if (end <= cursor.available) {
    cursor.position = end;
  } else if (end <= cursor.size) {
    cursor.needed = end;
  } else {
    cursor.fault = { kind: 'truncated', at: start, value: length };
  }
  return start;
}

export function readByte(cursor: Cursor): number {
  const at = take(cursor, 1);
  return hasFailed(cursor) ? 0 : (cursor.bytes[at] ?? 0);
}

/** An unsigned little-endian number of `length` bytes; those above 2^53 lose their last digits. */
export function readUnsigned(cursor: Cursor, length: number): number {
  const at = take(cursor, length);
  return hasFailed(cursor) ? 0 : unsignedAt(cursor.bytes, at, length);
}

/** An integer of the archive: a sign byte, then `integerSize` bytes, the lowest first. */
export function readInteger(cursor: Cursor): number {
  const at = take(cursor, cursor.integerSize + 1);
  return hasFailed(cursor) ? 0 : integerAt(cursor.bytes, at, cursor.integerSize);
}

/** Passes over a string. Returns where its length stands; the text follows that. */
export function skipString(cursor: Cursor): number {
  const at = cursor.position;
  const textAt = at + 1 + cursor.integerSize;
  if (textAt <= cursor.available && !hasFailed(cursor)) {
    const length = integerAt(cursor.bytes, at, cursor.integerSize);
    const end = textAt + Math.max(0, length);
    if (length >= -1 && end <= cursor.available) {
      cursor.position = end;
      return at;
    }
  }
  return skipUncertainString(cursor);
}

/** The same for a string that is not wholly at hand, or wrong. */
function skipUncertainString(cursor: Cursor): number {
  const at = cursor.position;
  const length = readInteger(cursor);
  if (length < -1) rejectValue(cursor, at, length);
  else if (length > cursor.size - cursor.position && length > longestPlausibleString)
    rejectValue(cursor, at, length);
  else if (length > 0) take(cursor, length);
  return at;
}

/** The integer at `at`, which must have been read before. */
export function integerAt(bytes: Uint8Array, at: number, integerSize: number): number {
  const magnitude = unsignedAt(bytes, at + 1, integerSize);
  return bytes[at] === 0 ? magnitude : -magnitude;
}

/** `length` bytes at `at` as a number, the lowest first. */
export function unsignedAt(bytes: Uint8Array, at: number, length: number): number {
  if (length === 4)
    return (
      ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)) +
      (bytes[at + 3] ?? 0) * 0x1000000
    );
  let value = 0;
  for (let index = at + length - 1; index >= at; index--) value = value * 256 + (bytes[index] ?? 0);
  return value;
}

/** The string whose length stands at `at`; undefined for a null. It must have been passed over before. */
export function stringAt(
  bytes: Uint8Array,
  at: number,
  integerSize: number,
  decode: DecodeText,
): string | undefined {
  const length = integerAt(bytes, at, integerSize);
  if (length < 0) return undefined;
  const start = at + 1 + integerSize;
  return decode(bytes, start, start + length);
}
