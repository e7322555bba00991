import { text } from '../text';
import type { ByteFolder, ByteSource } from './byteSource';
import type { Damage } from './damage';

/** The suffixes of pg_dump's compressed data files, and the bytes each begins with. */
const compressedFiles: readonly { readonly suffix: string; readonly magic: readonly number[] }[] = [
  { suffix: '.gz', magic: [0x1f, 0x8b] },
  { suffix: '.lz4', magic: [0x04, 0x22, 0x4d, 0x18] },
  { suffix: '.zst', magic: [0x28, 0xb5, 0x2f, 0xfd] },
];

/** The name under which a data file of the table of contents is there, compressed or not. */
export function presentName(folder: ByteFolder, name: string): string | undefined {
  const names = [name, ...compressedFiles.map(({ suffix }) => name + suffix)];
  return names.find((candidate) => folder.files.has(candidate));
}

/**
 * Looks at the ends of a data file: a compressed one begins as its suffix says, and rows that are not compressed
 * end with the mark that pg_dump writes behind them.
 */
export async function findFileDamage(
  folder: ByteFolder,
  name: string,
  isCopyData: boolean,
): Promise<Damage | undefined> {
  const compression = compressedFiles.find(({ suffix }) => name.endsWith(suffix));
  if (compression === undefined) {
    const isWhole = !isCopyData || (await folder.withFile(name, endsAsCopyData));
    return isWhole ? undefined : cutFile(name);
  }
  const { magic } = compression;
  const first = await folder.withFile(name, (file) => file.read(0, Math.min(file.size, magic.length)));
  return magic.every((byte, index) => first[index] === byte) ? undefined : wrongStart(name);
}

/** COPY's end mark and the blank lines behind it (dumpTableData_copy of pg_dump.c). */
async function endsAsCopyData(file: ByteSource): Promise<boolean> {
  const mark = '\\.\n\n\n';
  if (file.size < mark.length) return false;
  const last = await file.read(file.size - mark.length, mark.length);
  return String.fromCharCode(...last) === mark;
}

function cutFile(name: string): Damage {
  const message = text(
    'The data file “{name}” does not end as pg_dump ends it: it is cut short or damaged.',
    {
      name,
    },
  );
  return { kind: 'truncated', message };
}

function wrongStart(name: string): Damage {
  const message = text('The data file “{name}” is not compressed as its name says: it is empty or damaged.', {
    name,
  });
  return { kind: 'impossible-value', message };
}
