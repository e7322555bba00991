import {
  decodeHeader,
  newestMinor,
  readHeader,
  type ArchiveHeader,
  type ArchiveVersion,
  type RawHeader,
} from './archiveHeader';
import type { ByteSource } from './byteSource';
import { hasFailed, readByte, type Cursor } from './cursor';
import type { Damage } from './damage';
import { readAhead } from './growingBytes';
import { damagedHeader, unknownVersion } from './tableOfContentsDamage';
import { textDecoderFor } from './textDecoding';

export type OpenedArchive =
  | { readonly ok: true; readonly raw: RawHeader }
  | { readonly ok: false; readonly damage: Damage; readonly header: ArchiveHeader | undefined };

const magicLength = 'PGDMP'.length;
/** A header holds three short strings; one that needs more than this is damaged. */
const longestHeader = 1024 * 1024;

/** Reads the header of an archive that was recognised, and leaves the cursor behind it. */
export async function openArchive(
  source: ByteSource,
  cursor: Cursor,
  isTar: boolean,
): Promise<OpenedArchive> {
  for (;;) {
    cursor.position = magicLength;
    const version = { major: readByte(cursor), minor: readByte(cursor), revision: readByte(cursor) };
    const unknown = hasFailed(cursor) ? undefined : unknownVersion(version);
    const isNewer = unknown?.kind === 'too-new' && version.major === 1;
    const raw = readHeader(cursor, isNewer ? { ...version, minor: newestMinor } : version);
    if (unknown !== undefined && cursor.needed === undefined)
      return {
        ok: false,
        damage: unknown,
        header: isNewer ? plausible(raw, version, cursor, isTar) : undefined,
      };
    if (cursor.fault !== undefined)
      return { ok: false, damage: damagedHeader(cursor.fault, cursor.size), header: undefined };
    if (raw !== undefined) return { ok: true, raw };
    if ((cursor.needed ?? 0) > longestHeader) {
      const fault = { kind: 'impossible', at: cursor.position, value: cursor.needed ?? 0 } as const;
      return { ok: false, damage: damagedHeader(fault, cursor.size), header: undefined };
    }
    await readAhead(source, cursor);
  }
}

/** The header of a newer archive, read as if it were of the newest known version; undefined if that makes no sense. */
function plausible(
  raw: RawHeader | undefined,
  archiveVersion: ArchiveVersion,
  cursor: Cursor,
  isTar: boolean,
): ArchiveHeader | undefined {
  if (raw === undefined) return undefined;
  const header = decodeHeader({ ...raw, archiveVersion }, cursor.bytes, textDecoderFor(undefined), isTar);
  const { month, day } = header.createdAt;
  const hasDate = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return hasDate && /^\d/.test(header.pgDumpVersion) ? header : undefined;
}
