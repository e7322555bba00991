import { branchOf } from './toolVersion';

/** The format version in the header of a custom, directory or tar archive, such as 1.16. */
export interface ArchiveVersion {
  readonly major: number;
  readonly minor: number;
}

/** The newest format version that a released PostgreSQL writes. */
const newestKnown: ArchiveVersion = { major: 1, minor: 16 };

/** Readers by the minor number of format 1.x. Source: pg_backup_archiver.h of each branch of PostgreSQL. */
const oldestReaders: readonly (readonly [archiveMinor: number, reader: number])[] = [
  [12, 90_000],
  [13, 110_000],
  [14, 120_000],
  [15, 160_000],
  [16, 170_000],
];

/** Format 1.13 came in the middle of these branches, with the fix of CVE-2018-1058 (March 2018). */
const middleReadersOf13: readonly number[] = [90_322, 90_417, 90_512, 90_608, 100_003];

/** The oldest major version, as a version number, all of whose releases read this archive. */
export function oldestReader(archive: ArchiveVersion): number {
  if (isNewerThanKnown(archive)) return 190_000;
  return oldestReaders.find(([minor]) => archive.major < 1 || archive.minor <= minor)?.[1] ?? 190_000;
}

/** Whether pg_restore of this version can read an archive of this format version. */
export function canReadArchive(toolVersion: number, archive: ArchiveVersion): boolean {
  if (toolVersion >= oldestReader(archive)) return true;
  return (
    archive.major === 1 &&
    archive.minor === 13 &&
    middleReadersOf13.some((reader) => branchOf(reader) === branchOf(toolVersion) && toolVersion >= reader)
  );
}

function isNewerThanKnown(archive: ArchiveVersion): boolean {
  return (
    archive.major > newestKnown.major ||
    (archive.major === newestKnown.major && archive.minor > newestKnown.minor)
  );
}
