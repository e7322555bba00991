import { text, type Text } from '../text';
import { trailingBytes } from './blockDamage';
import type { ByteFolder } from './byteSource';
import type { Damage, DamageKind } from './damage';
import { findFileDamage, presentName } from './dataFileChecks';
import type { Entry } from './entry';
import { readLargeObjectList } from './largeObjectList';
import { mostDamageListed, nameOfEntry, type StructuralFindings } from './structuralFindings';
import type { Archive } from './tableOfContents';

/** From this minor version on, each BLOBS entry has a list of its own, under the name it tells. */
const minorWithSeveralLists = 16;

interface FilesCheck {
  readonly folder: ByteFolder;
  readonly damage: Damage[];
  /** The files that belong to the archive. */
  readonly expected: Set<string>;
}

/** Holds the files of a directory or tar archive against its table of contents. Opens each, but reads only its ends. */
export async function findFilesDamage(archive: Archive, folder: ByteFolder): Promise<StructuralFindings> {
  const own = archive.format === 'tar' ? ['toc.dat', 'restore.sql'] : ['toc.dat'];
  const contentsSize = folder.files.get('toc.dat') ?? archive.contentsEnd;
  const damage = trailingBytes(archive.contentsEnd, contentsSize);
  const check: FilesCheck = { folder, damage, expected: new Set(own) };
  for (const entry of archive.entries) {
    const fileName = entry.type === 'BLOBS' ? listName(archive, entry) : entry.fileName;
    if (fileName === undefined) continue;
    if (check.damage.length >= mostDamageListed) break;
    const name = await checkFile(check, fileName, entry, entry.copyStatement !== undefined);
    if (name !== undefined && entry.type === 'BLOBS') await checkLargeObjects(check, name, entry);
  }
  const foreignFiles = [...folder.files.keys()].filter((name) => !check.expected.has(name));
  return { damage: check.damage, offsetsMissing: false, partlyWalked: false, foreignFiles };
}

function listName(archive: Archive, entry: Entry): string | undefined {
  if (archive.archiveVersion.minor < minorWithSeveralLists) return 'blobs.toc';
  // A tar names the list after the entry, whatever the entry itself says.
  return archive.format === 'tar' ? `blobs_${entry.dumpId}.toc` : entry.fileName;
}

/** Returns the name under which the file is there. */
async function checkFile(
  check: FilesCheck,
  fileName: string,
  entry: Entry,
  isCopyData: boolean,
): Promise<string | undefined> {
  const name = presentName(check.folder, fileName);
  if (name === undefined) {
    const message = text('The data file “{name}” of {entry} is missing.', {
      name: fileName,
      entry: nameOfEntry(entry),
    });
    report(check, 'missing-data', message);
    return undefined;
  }
  if (check.expected.has(name)) return name;
  check.expected.add(name);
  const damage = await findFileDamage(check.folder, name, isCopyData);
  if (damage !== undefined) check.damage.push(damage);
  return name;
}

async function checkLargeObjects(check: FilesCheck, listFile: string, entry: Entry): Promise<void> {
  const list = await check.folder.withFile(listFile, readLargeObjectList);
  if (!list.ok) {
    const message = text('Line {line} of the list of large objects “{name}” cannot be read: it is damaged.', {
      name: listFile,
      line: list.line,
    });
    report(check, 'impossible-value', message);
    return;
  }
  for (const fileName of list.names) {
    if (check.damage.length >= mostDamageListed) return;
    await checkFile(check, fileName, entry, false);
  }
}

function report(check: FilesCheck, kind: DamageKind, message: Text): void {
  check.damage.push({ kind, message });
}
