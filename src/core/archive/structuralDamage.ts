import type { ByteFolder, ByteSource } from './byteSource';
import { findCustomDamage } from './customStructure';
import { findFilesDamage } from './filesStructure';
import { repeatedDumpIds, type StructuralFindings } from './structuralFindings';
import type { Archive } from './tableOfContents';
import { walkTar } from './tarStructure';

/** How much of an archive's data is read at most to walk its blocks, in bytes. */
const defaultReadLimit = 256 * 1024 * 1024;

/**
 * Whether an archive is whole as far as its structure tells, cheaply: no data is decoded, so a changed byte in it is not found.
 * Pass the file of a custom or tar archive, the folder of a directory archive. `readLimit` bounds, in bytes, what is read
 * to walk the blocks of a custom archive; `partlyWalked` says that it was reached.
 * @throws BackupError only when a file cannot be read
 */
export async function findStructuralDamage(
  archive: Archive,
  where: ByteSource | ByteFolder,
  readLimit: number = defaultReadLimit,
): Promise<StructuralFindings> {
  const found = await findingsOfFormat(archive, where, readLimit);
  return { ...found, damage: [...repeatedDumpIds(archive.entries), ...found.damage] };
}

async function findingsOfFormat(
  archive: Archive,
  where: ByteSource | ByteFolder,
  readLimit: number,
): Promise<StructuralFindings> {
  if ('files' in where) return findFilesDamage(archive, where);
  if (archive.format === 'custom') return findCustomDamage(archive, where, readLimit);
  const tar = await walkTar(where);
  if (tar.ok) return findFilesDamage(archive, tar.folder);
  return { damage: [tar.damage], offsetsMissing: false, partlyWalked: false, foreignFiles: [] };
}
