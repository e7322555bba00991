import { byteWindow } from './byteWindow';
import type { ByteSource } from './byteSource';

/** One file in a tar archive. */
export interface TarMember {
  readonly name: string;
  /** Where its bytes start in the tar, and how many they are. */
  readonly start: number;
  readonly size: number;
}

export const tarBlockSize = 512;
const checksumField = { start: 148, length: 8 };

/**
 * Reads a member's header (POSIX ustar, and GNU's binary numbers for large sizes); undefined where the checksum
 * is wrong or the size is no number. `headerAt` is where it stands in the file.
 */
export function readTarHeader(header: Uint8Array, headerAt: number): TarMember | undefined {
  if (header.length < tarBlockSize) return undefined;
  const checksum = readTarNumber(header.subarray(checksumField.start, checksumField.start + 8));
  if (checksum !== sumOf(header)) return undefined;
  const size = readTarNumber(header.subarray(124, 136));
  if (size === undefined) return undefined;
  const nameEnd = header.indexOf(0);
  const name = String.fromCharCode(...header.subarray(0, nameEnd < 0 || nameEnd > 100 ? 100 : nameEnd));
  return { name, start: headerAt + tarBlockSize, size };
}

/** Where the header after this member stands. */
export function tarMemberEnd(member: TarMember): number {
  return member.start + Math.ceil(member.size / tarBlockSize) * tarBlockSize;
}

/** A member's bytes as a file of its own. */
export function tarMemberSource(source: ByteSource, member: TarMember): ByteSource {
  return byteWindow(source, member.start, member.size);
}

/** The sum of the header's bytes, its own checksum counted as blanks. */
function sumOf(header: Uint8Array): number {
  let sum = checksumField.length * 0x20;
  for (let index = 0; index < tarBlockSize; index++) {
    const inChecksum = index >= checksumField.start && index < checksumField.start + checksumField.length;
    if (!inChecksum) sum += header[index] ?? 0;
  }
  return sum;
}

/** Octal digits between blanks, or a binary number marked by its highest bit; undefined for anything else. */
function readTarNumber(field: Uint8Array): number | undefined {
  if (field[0] === 0x80) return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
  const digits = /^ *([0-7]+)[ \0]*$/.exec(String.fromCharCode(...field));
  return digits?.[1] === undefined ? undefined : Number.parseInt(digits[1], 8);
}
