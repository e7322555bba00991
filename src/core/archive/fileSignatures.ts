export type CompressionProgram = 'gzip' | 'zstd' | 'lz4' | 'bzip2' | 'xz' | 'zip' | '7-Zip';
export type EncryptionProgram = 'age' | 'GnuPG' | 'OpenSSL';

const compressionSignatures: readonly (readonly [CompressionProgram, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
];

/** The program that compressed a file, by its first bytes. */
export function compressionSignature(head: Uint8Array): CompressionProgram | undefined {
  return compressionSignatures.find(([, magic]) => magic.every((byte, index) => head[index] === byte))?.[0];
}

const encryptionSignatures: readonly (readonly [EncryptionProgram, string])[] = [
  ['age', 'age-encryption.org/'],
  ['age', '-----BEGIN AGE ENCRYPTED FILE-----'],
  ['GnuPG', '-----BEGIN PGP MESSAGE-----'],
  ['OpenSSL', 'Salted__'],
  ['OpenSSL', 'U2FsdGVkX1'],
];

/** The program that encrypted a file; `start` is the text of its first bytes. */
export function encryptionSignature(head: Uint8Array, start: string): EncryptionProgram | undefined {
  const found = encryptionSignatures.find(([, text]) => start.startsWith(text));
  if (found !== undefined) return found[0];
  return isOpenPgpMessage(head) ? 'GnuPG' : undefined;
}

/**
 * Whether a file begins with an OpenPGP session key packet (RFC 9580, 4.2 and 5): for a public key (tag 1,
 * versions 3 and 6) or a passphrase (tag 3, versions 4 to 6).
 */
function isOpenPgpMessage(head: Uint8Array): boolean {
  const first = head[0] ?? 0;
  const isNewFormat = (first & 0xc0) === 0xc0;
  const isOldFormat = (first & 0xc0) === 0x80 && (first & 0x03) !== 0x03;
  const tag = isNewFormat ? first & 0x3f : (first >> 2) & 0x0f;
  const secondLength = head[1] ?? 0;
  const lengthBytes = isNewFormat ? (secondLength < 192 ? 1 : 2) : 1 << (first & 0x03);
  const version = head[1 + lengthBytes] ?? 0;
  if (!isNewFormat && !isOldFormat) return false;
  if (tag === 1) return version === 3 || version === 6;
  return tag === 3 && version >= 4 && version <= 6 && secondLength > 0;
}

/** Text in UTF-16, with its byte order mark or without: then every second byte of the first ones is zero. */
export function isUtf16(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  const sample = head.subarray(0, 64);
  if (sample.length < 8) return false;
  const zeroOnlyAt = (parity: number): boolean =>
    sample.every((byte, index) => (byte === 0) === (index % 2 === parity));
  return zeroOnlyAt(0) || zeroOnlyAt(1);
}

/**
 * Whether every LF stands behind a CR. pg_dump ends the statements of its first entries with an LF alone,
 * so in an archive this means that its line endings were changed.
 */
export function hasMangledLineEndings(head: Uint8Array): boolean {
  let pairs = 0;
  for (let at = head.indexOf(0x0a); at >= 0; at = head.indexOf(0x0a, at + 1)) {
    if (head[at - 1] !== 0x0d) return false;
    pairs++;
  }
  return pairs >= 2;
}

/** The bytes as text, one character each; for marks in ASCII. */
export function asciiText(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
