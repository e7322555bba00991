import { text } from '../text';
import { blockTypeOf, endsWithTerminator, readBlockHeader, walkBlocks, type BlockWalk } from './blockWalk';
import type { Damage } from './damage';
import { missingTerminator } from './blockDamage';
import { mostDamageListed, nameOfEntry, type StructuralFindings } from './structuralFindings';
import type { Archive } from './tableOfContents';

/** Walks all blocks of a custom archive that was written to a pipe, and holds them against the table of contents. */
export async function walkPipedArchive(archive: Archive, walk: BlockWalk): Promise<StructuralFindings> {
  const missing = new Map(
    archive.entries.filter((entry) => entry.hadDumper).map((entry) => [entry.dumpId, entry]),
  );
  // Data is written in the order of the entries.
  const lastType = blockTypeOf([...missing.values()].at(-1));
  let position = archive.contentsEnd;
  while (position < walk.source.size) {
    const header = await readBlockHeader(walk, position);
    const entry = header === undefined ? undefined : missing.get(header.dumpId);
    if (header === undefined || entry === undefined || header.type !== blockTypeOf(entry))
      return findings([unexpectedBlock(position)], false);
    missing.delete(entry.dumpId);
    const walked = await walkBlocks(walk, header.type);
    if (walked.end === 'damage') return findings([walked.damage], false);
    if (walked.end === 'limit') {
      const isWhole = await endsWithTerminator(walk, lastType);
      return findings(isWhole ? [] : [missingTerminator(walk.source)], true);
    }
    position = walk.position;
  }
  const damage = [...missing.values()].slice(0, mostDamageListed).map((entry): Damage => {
    const message = text('The data of {entry} is not in the file: it is cut short.', {
      entry: nameOfEntry(entry),
    });
    return { kind: 'missing-data', message };
  });
  return findings(damage, false);
}

function findings(damage: readonly Damage[], partlyWalked: boolean): StructuralFindings {
  return { damage, offsetsMissing: true, partlyWalked, foreignFiles: [] };
}

function unexpectedBlock(offset: number): Damage {
  const message = text(
    'At byte {offset}, where the data of an entry should begin, there is something else: the file is damaged.',
    { offset },
  );
  return { kind: 'contradiction', message };
}
