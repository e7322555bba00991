import { clientPlaces } from './clientPlaces';
import type { PlatformFacts } from './platformFacts';
import { isAbsolutePath, joinPath, pathEntries } from './platformPaths';

/** Why a folder is looked into: the user's setting names it, PATH does, or packagers put the programs there. */
export type FolderOrigin = 'setting' | 'path' | 'known';

/** A folder that may hold the client programs. */
export interface CandidateFolder {
  readonly origin: FolderOrigin;
  /** The folder; where `versions` is there, the folder whose children carry a version in their name. */
  readonly folder: string;
  readonly versions?: {
    /** What stands before the version in the child's name, such as `pgsql-`. */
    readonly prefix: string;
    /** The folders below the child, such as `bin`. */
    readonly below: readonly string[];
  };
}

/**
 * The folders to look into, the most wanted first: the user's setting, then PATH, then the known places.
 * A folder of the setting is also tried with `bin` below it, and may begin with `~`.
 */
export function candidateFolders(
  facts: PlatformFacts,
  settingFolders: readonly string[],
): readonly CandidateFolder[] {
  const { platform } = facts;
  const fromSetting = settingFolders.flatMap((folder) => settingPlaces(facts, folder));
  const entries = pathEntries(platform, facts.env.PATH);
  const known = clientPlaces(facts)
    .filter((place) => isAbsolutePath(platform, place))
    .map((place) => knownFolder(platform, place));
  return [
    ...fromSetting.map((folder) => ({ origin: 'setting' as const, folder })),
    ...entries.filter((entry) => !holdsShims(platform, entry)).map(onPath),
    ...known,
    ...entries.filter((entry) => holdsShims(platform, entry)).map(onPath),
  ];
}

/** The folders that a candidate stands for, newest version first, given the names of its folder's children. */
export function versionedFolders(
  platform: string,
  candidate: CandidateFolder,
  childNames: readonly string[],
): readonly string[] {
  const { folder, versions } = candidate;
  if (versions === undefined) return [folder];
  return childNames
    .filter((name) => name.startsWith(versions.prefix))
    .map((name) => ({ name, version: name.slice(versions.prefix.length) }))
    .filter(({ version }) => /^\d{1,3}(?:\.\d{1,3}){0,2}$/.test(version))
    .sort((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }))
    .map(({ name }) => joinPath(platform, folder, name, ...versions.below));
}

/**
 * Where the programs of one folder of the setting may be. None where it is not absolute: it would depend on the
 * current folder.
 */
export function settingPlaces(facts: PlatformFacts, settingFolder: string): readonly string[] {
  const folder = expandHome(facts, settingFolder.trim());
  return isAbsolutePath(facts.platform, folder) ? [folder, joinPath(facts.platform, folder, 'bin')] : [];
}

function onPath(folder: string): CandidateFolder {
  return { origin: 'path', folder };
}

/** Shims start the real program as a child, which would outlive them when they are ended: they come last. */
function holdsShims(platform: string, folder: string): boolean {
  return platform === 'win32' && /\\(?:scoop\\shims|chocolatey\\bin)\\?$/i.test(folder);
}

function expandHome({ home, platform }: PlatformFacts, folder: string): string {
  const below = /^~[\\/]+(?<below>.*)$/s.exec(folder)?.groups?.['below'];
  if (home === undefined || (below === undefined && folder !== '~')) return folder;
  return below === undefined ? home : joinPath(platform, home, below);
}

/** Splits a known place at the segment that holds the version. */
function knownFolder(platform: string, place: string): CandidateFolder {
  const separator = platform === 'win32' ? '\\' : '/';
  const segments = place.split(separator);
  const index = segments.findIndex((segment) => segment.includes('{N}'));
  if (index === -1) return { origin: 'known', folder: place };
  return {
    origin: 'known',
    folder: segments.slice(0, index).join(separator),
    versions: { prefix: (segments[index] ?? '').replace('{N}', ''), below: segments.slice(index + 1) },
  };
}
