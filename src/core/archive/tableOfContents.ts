import { decodeHeader, type ArchiveHeader, type RawHeader } from './archiveHeader';
import { openArchive } from './archiveOpening';
import type { ByteSource } from './byteSource';
import { cursorAtStart, hasFailed, readInteger, type Cursor, type Fault } from './cursor';
import type { Damage } from './damage';
import { describeBackup } from './describeBackup';
import { entryAt, type Entry, type EntryTable } from './entry';
import { entryLayout } from './entryLayout';
import { positionsFor, scanEntry } from './entryScan';
import { readAhead } from './growingBytes';
import { recogniseBackup, type RecognisedBackup } from './recogniseBackup';
import { sessionFacts, type SessionFacts } from './sessionFacts';
import { readTarHeader, tarBlockSize, tarMemberSource } from './tarMembers';
import { textDecoderFor } from './textDecoding';
import {
  badCount,
  damagedEntry,
  damagedHeader,
  largestTableOfContents,
  oversizedContents,
} from './tableOfContentsDamage';

/** An archive's header and table of contents. */
export interface Archive extends ArchiveHeader, SessionFacts {
  readonly entries: readonly Entry[];
  /** Where the table of contents ends in the file, or in `toc.dat`, in bytes. */
  readonly contentsEnd: number;
}

/** The archive, or what is wrong with it; then with the header, where that could be read. */
export type ReadArchive =
  | { readonly ok: true; readonly archive: Archive }
  | { readonly ok: false; readonly damage: Damage; readonly header: ArchiveHeader | undefined };

/**
 * Reads the header and table of contents of a custom archive, of a directory archive's `toc.dat`, or of a tar archive.
 * Data is not read, and strings are not decoded. Memory is proportional to the table of contents, 512 MB at most.
 * @throws BackupError only when the file itself cannot be read
 */
export async function readTableOfContents(source: ByteSource): Promise<ReadArchive> {
  const head = await source.read(0, Math.min(source.size, 64 * 1024));
  const recognised = recogniseBackup(head);
  if (recognised.kind !== 'tar-archive') return readRecognised(source, recognised, false);
  const member = readTarHeader(head.subarray(0, tarBlockSize), 0);
  const contents = tarMemberSource(source, member ?? { name: '', start: 0, size: 0 });
  return readRecognised(contents, recogniseBackup(head.subarray(tarBlockSize)), true);
}

async function readRecognised(
  source: ByteSource,
  recognised: RecognisedBackup,
  isTar: boolean,
): Promise<ReadArchive> {
  const isArchive = recognised.kind === 'custom-archive' || recognised.kind === 'directory-contents';
  if (isArchive) return readContents(source, isTar);
  const kind = recognised.kind === 'mangled-archive' ? 'line-endings' : 'not-an-archive';
  return { ok: false, damage: { kind, message: describeBackup(recognised) }, header: undefined };
}

async function readContents(source: ByteSource, isTar: boolean): Promise<ReadArchive> {
  const cursor = cursorAtStart(source.size);
  const opened = await openArchive(source, cursor, isTar);
  if (!opened.ok) return opened;
  const scanned = await scanEntries(source, cursor, opened.raw);
  const facts = sessionFacts(scanned.ok ? entriesOf(scanned) : []);
  const decode = textDecoderFor(facts.encoding);
  const header = decodeHeader(opened.raw, cursor.bytes, decode, isTar);
  if (!scanned.ok) return { ok: false, damage: scanned.damage, header };
  const entries = [...entriesOf({ ...scanned, table: { ...scanned.table, decode } })];
  return { ok: true, archive: { ...header, ...facts, entries, contentsEnd: cursor.position } };
}

interface ScannedEntries {
  readonly ok: true;
  readonly table: EntryTable;
  readonly count: number;
}

function* entriesOf({ table, count }: ScannedEntries): Generator<Entry> {
  for (let index = 0; index < count; index++) yield entryAt(table, index);
}

/** Passes over all entries, reading ahead as they need it. */
async function scanEntries(
  source: ByteSource,
  cursor: Cursor,
  raw: RawHeader,
): Promise<ScannedEntries | { readonly ok: false; readonly damage: Damage }> {
  const { offsetSize, integerSize } = raw;
  const layout = entryLayout(raw.archiveVersion.minor, integerSize);
  const countAt = cursor.position;
  let count = 0;
  const countFault = await retrying(source, cursor, () => {
    count = readInteger(cursor);
  });
  if (countFault !== undefined) return { ok: false, damage: damagedHeader(countFault, cursor.size) };
  const left = cursor.size - cursor.position;
  if (count < 0 || count * layout.smallestEntry > left)
    return { ok: false, damage: badCount(count, left, countAt) };
  const positions = positionsFor(layout, count);
  const isCustom = raw.layout === 'custom';
  for (let index = 0; index < count; index++) {
    const start = cursor.position;
    scanEntry(cursor, positions, index, offsetSize, isCustom);
    if (!hasFailed(cursor)) continue;
    cursor.position = start;
    cursor.expectedEnd = Math.ceil(countAt + (start - countAt) * (count / Math.max(1, index)) * 1.05);
    const fault = await retrying(source, cursor, () =>
      scanEntry(cursor, positions, index, offsetSize, isCustom),
    );
    if (fault !== undefined) return { ok: false, damage: damagedEntry(fault, index + 1, count, cursor.size) };
    if (cursor.needed !== undefined) return { ok: false, damage: oversizedContents() };
  }
  // What was read ahead is data: much of it is not kept.
  const isMostlyData = cursor.position < cursor.available / 2;
  const bytes = isMostlyData ? cursor.bytes.slice(0, cursor.position) : cursor.bytes;
  const decode = textDecoderFor(undefined);
  const table = { bytes, positions: positions.numbers, layout, integerSize, offsetSize, isCustom, decode };
  return { ok: true, table, count };
}

/** Reads with the bytes at hand and, as long as some are wanting, again with more; up to the limit of what is held. */
async function retrying(source: ByteSource, cursor: Cursor, read: () => void): Promise<Fault | undefined> {
  const start = cursor.position;
  for (;;) {
    read();
    if (cursor.needed === undefined || cursor.needed > largestTableOfContents) return cursor.fault;
    await readAhead(source, cursor);
    cursor.position = start;
  }
}
