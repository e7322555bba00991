import type { ReadableArchive, ReadableScript } from '../../../src/core/backup/readBackup';
import type { PlainScriptSummary } from '../../../src/core/plainScript/scanPlainScript';
import { writeArchive, type WrittenEntry } from '../archive/archiveWriter';
import { openBytes } from '../archive/opened';
import { sampleArchive, sessionEntries } from '../archive/sampleArchive';

/** A whole custom archive: a table with rows, its index, a large object; or of the given entries. */
export async function readArchive(entries?: readonly WrittenEntry[]): Promise<ReadableArchive> {
  const sample = sampleArchive(14);
  const written = entries === undefined ? sample : { ...sample, entries: [...sessionEntries, ...entries] };
  const archive = await openBytes(writeArchive(written));
  return { kind: 'archive', format: 'custom', archive, offsetsMissing: false, damage: [] };
}

/** A whole plain script that makes and fills something. */
export function readScript(changed: Partial<PlainScriptSummary> = {}): ReadableScript {
  return {
    kind: 'script',
    format: 'plain',
    damage: [],
    script: {
      isComplete: true,
      isClusterDump: false,
      serverVersion: '15.18',
      pgDumpVersion: '15.18',
      clientEncoding: 'UTF8',
      contentStatements: 2,
      copies: [{ schema: 'public', name: 'notes', rows: 2 }],
      database: undefined,
      extensions: [],
      problems: [],
      problemsWithoutRestrict: [],
      ...changed,
    },
  };
}
