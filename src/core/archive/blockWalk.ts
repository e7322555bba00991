import { text } from '../text';
import type { ByteSource } from './byteSource';
import { integerAt } from './cursor';
import type { Damage } from './damage';
import type { Entry } from './entry';

/** A way through the data blocks of a custom archive by their lengths (pg_backup_custom.c); blocks are not read. */
export interface BlockWalk {
  readonly source: ByteSource;
  readonly integerSize: number;
  position: number;
  /** Bytes read so far, and how many may be. */
  bytesRead: number;
  readonly readLimit: number;
  buffer: Uint8Array;
  bufferStart: number;
}

const dataBlock = 1;
const largeObjectsBlock = 3;

/** The type of block an entry's data is in. */
export function blockTypeOf(entry: Entry | undefined): number {
  return entry?.type === 'BLOBS' ? largeObjectsBlock : dataBlock;
}

export interface BlockHeader {
  readonly type: number;
  readonly dumpId: number;
}

/** How a walk ended: behind the data of an entry, at damage, or at the limit of what may be read. */
export type WalkEnd =
  { readonly end: 'done' | 'limit' } | { readonly end: 'damage'; readonly damage: Damage };

const smallRead = 4096;
const largeRead = 64 * 1024;

export function blockWalk(source: ByteSource, integerSize: number, readLimit: number): BlockWalk {
  const buffer = new Uint8Array(0);
  return { source, integerSize, position: 0, bytesRead: 0, readLimit, buffer, bufferStart: 0 };
}

/** Reads the type and dump id that stand before the data of an entry; undefined where the file ends first. */
export async function readBlockHeader(walk: BlockWalk, position: number): Promise<BlockHeader | undefined> {
  walk.position = position;
  const length = 1 + walk.integerSize + 1;
  if (!isAtHand(walk, length) && !(await fetch(walk, length, smallRead))) return undefined;
  const at = walk.position - walk.bufferStart;
  const type = walk.buffer[at] ?? 0;
  const dumpId = integerAt(walk.buffer, at + 1, walk.integerSize);
  walk.position += length;
  return { type, dumpId };
}

/** Passes over the data of one entry, from behind its header. */
export async function walkBlocks(walk: BlockWalk, type: number): Promise<WalkEnd> {
  if (type === dataBlock) return walkChunks(walk);
  for (;;) {
    const oid = await nextInteger(walk);
    if (oid === undefined) return truncated(walk);
    if (oid === 0) return { end: 'done' };
    const walked = await walkChunks(walk);
    if (walked.end !== 'done') return walked;
  }
}

/** Whether the file's last bytes are the zero length that ends the data of an entry, and for large objects the zero oid. */
export async function endsWithTerminator(walk: BlockWalk, lastType: number): Promise<boolean> {
  const length = (walk.integerSize + 1) * (lastType === largeObjectsBlock ? 2 : 1);
  const last = await walk.source.read(walk.source.size - length, length);
  return last.length === length && last.every((byte) => byte === 0);
}

/** A length and that many bytes, again and again, up to a length of zero. */
async function walkChunks(walk: BlockWalk): Promise<WalkEnd> {
  for (;;) {
    if (walk.bytesRead > walk.readLimit) return { end: 'limit' };
    const at = walk.position;
    const length = isAtHand(walk, walk.integerSize + 1) ? integerAtHand(walk) : await nextInteger(walk);
    if (length === undefined) return truncated(walk);
    if (length === 0) return { end: 'done' };
    if (length < 0) return impossibleLength(length, at);
    if (length > walk.source.size - walk.position) return truncated(walk);
    walk.position += length;
  }
}

async function nextInteger(walk: BlockWalk): Promise<number | undefined> {
  const length = walk.integerSize + 1;
  // After a long way, only the length is wanted; in small blocks, the ones that follow too.
  const isFar = walk.position - (walk.bufferStart + walk.buffer.length) > smallRead;
  if (!isAtHand(walk, length) && !(await fetch(walk, length, isFar ? smallRead : largeRead)))
    return undefined;
  return integerAtHand(walk);
}

function isAtHand(walk: BlockWalk, length: number): boolean {
  const at = walk.position - walk.bufferStart;
  return at >= 0 && at + length <= walk.buffer.length;
}

function integerAtHand(walk: BlockWalk): number {
  const value = integerAt(walk.buffer, walk.position - walk.bufferStart, walk.integerSize);
  walk.position += walk.integerSize + 1;
  return value;
}

async function fetch(walk: BlockWalk, length: number, atMost: number): Promise<boolean> {
  const left = Math.max(0, walk.source.size - walk.position);
  walk.buffer = await walk.source.read(walk.position, Math.min(left, atMost));
  walk.bufferStart = walk.position;
  walk.bytesRead += walk.buffer.length;
  return walk.buffer.length >= length;
}

function truncated(walk: BlockWalk): WalkEnd {
  const message = text(
    'The file ends at byte {size}, inside the data of an entry: it is cut short or damaged.',
    { size: walk.source.size },
  );
  return { end: 'damage', damage: { kind: 'truncated', message } };
}

function impossibleLength(length: number, offset: number): WalkEnd {
  const message = text(
    'A block of data at byte {offset} has an impossible length ({length}): the file is damaged.',
    { offset, length },
  );
  return { end: 'damage', damage: { kind: 'impossible-value', message } };
}
