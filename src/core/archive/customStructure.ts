import { text } from '../text';
import {
  blockTypeOf,
  blockWalk,
  endsWithTerminator,
  readBlockHeader,
  walkBlocks,
  type BlockWalk,
} from './blockWalk';
import { missingTerminator, trailingBytes } from './blockDamage';
import type { ByteSource } from './byteSource';
import type { Damage } from './damage';
import type { Entry } from './entry';
import { mostDamageListed, nameOfEntry, type StructuralFindings } from './structuralFindings';
import type { Archive } from './tableOfContents';
import { walkPipedArchive } from './pipedStructure';

interface PlacedEntry {
  readonly entry: Entry;
  readonly offset: number;
}

/**
 * Looks at the block headers of a custom archive, and walks its last block to the end of the file.
 * An archive without offsets is walked from its first block. Reads at most about `readLimit` bytes for walking.
 */
export async function findCustomDamage(
  archive: Archive,
  source: ByteSource,
  readLimit: number,
): Promise<StructuralFindings> {
  const walk = blockWalk(source, archive.integerSize, readLimit);
  const unplaced = archive.entries.filter((entry) => entry.dataState === 'not-set');
  if (unplaced.length > 0) return walkPipedArchive(archive, walk);
  const placed = placedEntries(archive);
  const last = placed.at(-1);
  if (last === undefined) return findings(trailingBytes(archive.contentsEnd, source.size), false);
  const damage = [...misplacedStart(archive, placed), ...(await mismatchedHeaders(walk, placed))];
  if (last.offset >= source.size) return findings(damage, false);
  const header = await readBlockHeader(walk, last.offset);
  if (header?.dumpId !== last.entry.dumpId || header.type !== blockTypeOf(last.entry))
    return findings(damage, false);
  const walked = await walkBlocks(walk, header.type);
  if (walked.end === 'damage') damage.push(walked.damage);
  if (walked.end === 'done') damage.push(...trailingBytes(walk.position, source.size));
  if (walked.end === 'limit' && !(await endsWithTerminator(walk, header.type)))
    damage.push(missingTerminator(source));
  return findings(damage, walked.end === 'limit');
}

function findings(damage: readonly Damage[], partlyWalked: boolean): StructuralFindings {
  return { damage, offsetsMissing: false, partlyWalked, foreignFiles: [] };
}

/** The entries with data, in the order of the file. */
function placedEntries(archive: Archive): PlacedEntry[] {
  const placed: PlacedEntry[] = [];
  for (const entry of archive.entries) {
    const offset = entry.dataOffset;
    if (offset !== undefined) placed.push({ entry, offset });
  }
  return placed.sort((one, other) => one.offset - other.offset);
}

/** Data begins where the table of contents ends. */
function misplacedStart(archive: Archive, placed: readonly PlacedEntry[]): Damage[] {
  const offset = placed[0]?.offset ?? archive.contentsEnd;
  if (offset === archive.contentsEnd) return [];
  const message = text(
    'The table of contents ends at byte {end}, but the first data is said to begin at byte {offset}: the file is damaged.',
    { end: archive.contentsEnd, offset },
  );
  return [{ kind: 'contradiction', message }];
}

async function mismatchedHeaders(walk: BlockWalk, placed: readonly PlacedEntry[]): Promise<Damage[]> {
  const damage: Damage[] = [];
  const beyond = placed.filter(({ offset }) => offset >= walk.source.size);
  if (beyond.length > 0) damage.push(dataBeyondEnd(beyond, walk.source.size));
  for (const { entry, offset } of placed) {
    if (offset >= walk.source.size || damage.length >= mostDamageListed) break;
    const header = await readBlockHeader(walk, offset);
    if (header?.type === blockTypeOf(entry) && header.dumpId === entry.dumpId) continue;
    const message = text(
      'The data of {entry} should begin at byte {offset}, but something else is there: the file is damaged.',
      { entry: nameOfEntry(entry), offset },
    );
    damage.push({ kind: 'contradiction', message });
  }
  return damage;
}

function dataBeyondEnd(beyond: readonly PlacedEntry[], size: number): Damage {
  const first = beyond[0];
  const message = text(
    'The file ends at byte {size}: the data of {count} entries is not in it, the first being {entry} at byte {offset}. It is cut short.',
    {
      size,
      count: beyond.length,
      entry: first === undefined ? '' : nameOfEntry(first.entry),
      offset: first?.offset ?? 0,
    },
  );
  return { kind: 'truncated', message };
}
