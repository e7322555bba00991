import { readTarHeader } from './tarMembers';
import {
  asciiText,
  compressionSignature,
  encryptionSignature,
  hasMangledLineEndings,
  isUtf16,
  type CompressionProgram,
  type EncryptionProgram,
} from './fileSignatures';

/**
 * What a file is by its first bytes.
 * `custom-archive`, `directory-contents` (the `toc.dat` of a directory archive), `tar-archive`, `plain-script` and
 * `cluster-script` (pg_dumpall) are backups; the others are not, or not as they are.
 */
export type RecognisedBackup =
  | { readonly kind: 'custom-archive' | 'directory-contents' | 'tar-archive' }
  | { readonly kind: 'plain-script' | 'cluster-script' }
  | { readonly kind: 'mangled-archive' }
  | { readonly kind: 'foreign-tar'; readonly firstMember: string }
  | { readonly kind: 'compressed'; readonly by: CompressionProgram }
  | { readonly kind: 'encrypted'; readonly by: EncryptionProgram }
  | { readonly kind: 'utf-16' | 'web-page' | 'empty' | 'zeros' | 'unknown' };

/** The format byte of the archive's header: 1 is custom; tar and directory archives share 3. */
const formatAt = 10;
const filesFormat = 3;

/** Says what a file is. Pass its first bytes, 64 KiB where it has them. */
export function recogniseBackup(head: Uint8Array): RecognisedBackup {
  if (head.length === 0) return { kind: 'empty' };
  const start = asciiText(head.subarray(0, 4096));
  if (start.startsWith('PGDMP')) {
    if (hasMangledLineEndings(head)) return { kind: 'mangled-archive' };
    return { kind: head[formatAt] === filesFormat ? 'directory-contents' : 'custom-archive' };
  }
  const compressed = compressionSignature(head);
  if (compressed !== undefined) return { kind: 'compressed', by: compressed };
  const encrypted = encryptionSignature(head, start);
  if (encrypted !== undefined) return { kind: 'encrypted', by: encrypted };
  const member = readTarHeader(head.subarray(0, 512), 0);
  if (member !== undefined) {
    if (member.name === 'toc.dat') return { kind: 'tar-archive' };
    return { kind: 'foreign-tar', firstMember: member.name };
  }
  if (isUtf16(head)) return { kind: 'utf-16' };
  if (head.every((byte) => byte === 0)) return { kind: 'zeros' };
  return recogniseText(start);
}

/** What a text is; the marks may follow a byte order mark, blank lines and a few other comments. */
function recogniseText(start: string): RecognisedBackup {
  if (/^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype\s+html|html)\b/i.test(start)) return { kind: 'web-page' };
  if (/^-- PostgreSQL database cluster dump\r?$/m.test(start)) return { kind: 'cluster-script' };
  if (/^-- PostgreSQL database dump\r?$/m.test(start)) return { kind: 'plain-script' };
  return { kind: 'unknown' };
}
