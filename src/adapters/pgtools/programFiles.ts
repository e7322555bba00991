import { constants } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import { toolNames, type ToolName } from '../../core/commandLine';
import { text, type Text } from '../../core/text';
import {
  candidateFolders,
  settingPlaces,
  versionedFolders,
  type CandidateFolder,
  type FolderOrigin,
} from '../../core/tools/candidateFolders';
import type { UnusableTool } from '../../core/tools/foundTools';
import type { PlatformFacts } from '../../core/tools/platformFacts';
import { joinPath, programFileName } from '../../core/tools/platformPaths';

/** A program file that can be run. */
export interface ProgramFile {
  readonly tool: ToolName;
  readonly path: string;
  readonly origin: FolderOrigin;
  readonly changedMs: number;
  readonly bytes: number;
}

/** The program files in all candidate folders, each file once, and those that cannot be run. */
export async function findPrograms(
  facts: PlatformFacts,
  settingFolders: readonly string[],
): Promise<{ readonly programs: readonly ProgramFile[]; readonly unusable: readonly UnusableTool[] }> {
  const folders = await expanded(facts.platform, candidateFolders(facts, settingFolders));
  const looks = await Promise.all(
    folders.flatMap((folder) => toolNames.map((tool) => lookAt(facts.platform, tool, folder))),
  );
  const programs = new Map<string, ProgramFile>();
  const unusable: UnusableTool[] = [];
  const fruitful = new Set<string>();
  for (const look of looks) {
    if (look === undefined) continue;
    fruitful.add(look.folder);
    if (look.unusable !== undefined) unusable.push(look.unusable);
    else if (!programs.has(look.identity)) programs.set(look.identity, look.program);
  }
  return {
    programs: [...programs.values()],
    unusable: [...uselessSettings(facts, settingFolders, fruitful), ...unusable],
  };
}

/** The folders of the setting that hold nothing, so that a slip of the pen in it does not pass in silence. */
function uselessSettings(
  facts: PlatformFacts,
  settingFolders: readonly string[],
  fruitful: ReadonlySet<string>,
): readonly UnusableTool[] {
  return settingFolders.flatMap((path) => {
    const places = settingPlaces(facts, path);
    if (places.some((place) => fruitful.has(place))) return [];
    const why =
      places.length === 0 ? text('not an absolute path') : text('holds no PostgreSQL client program');
    return [{ tool: undefined, path, why }];
  });
}

interface Folder {
  readonly folder: string;
  readonly origin: FolderOrigin;
}

/** Puts the folders in place of those whose name holds a version; each folder once. */
async function expanded(
  platform: string,
  candidates: readonly CandidateFolder[],
): Promise<readonly Folder[]> {
  const lists = await Promise.all(
    candidates.map(async (candidate) => {
      const names = candidate.versions === undefined ? [] : await childNames(candidate.folder);
      return versionedFolders(platform, candidate, names).map((folder) => ({
        folder,
        origin: candidate.origin,
      }));
    }),
  );
  const byPath = new Map<string, Folder>();
  for (const folder of lists.flat()) if (!byPath.has(folder.folder)) byPath.set(folder.folder, folder);
  return [...byPath.values()];
}

async function childNames(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    // Not there, or not ours to read: this packager's programs are not installed.
    return [];
  }
}

/** What stands at a path: a program, something that cannot be used, or nothing (undefined). */
type Look =
  | {
      readonly folder: string;
      readonly unusable?: undefined;
      readonly program: ProgramFile;
      /** Equal for two paths of one file. */
      readonly identity: string;
    }
  | { readonly folder: string; readonly unusable: UnusableTool };

async function lookAt(
  platform: string,
  tool: ToolName,
  { folder, origin }: Folder,
): Promise<Look | undefined> {
  const path = joinPath(platform, folder, programFileName(platform, tool));
  const useless = (why: Text): Look => ({ folder, unusable: { tool, path, why } });
  try {
    const real = await realpath(path);
    // Debian's wrapper runs the version that belongs to some cluster; the real programs are among the known places.
    if (real.endsWith('/pg_wrapper')) {
      return origin === 'setting' ? useless(text('Debian’s wrapper, not the program itself')) : undefined;
    }
    const facts = await stat(real);
    if (!facts.isFile()) return useless(text('not a file'));
    if (!(await isExecutable(real))) return useless(text('not executable'));
    const program = { tool, path, origin, changedMs: facts.mtimeMs, bytes: facts.size };
    return { folder, program, identity: `${tool} ${real}` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    // Of a folder that is closed to us, only the user's own choice is worth a word.
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR' || (code === 'EACCES' && origin !== 'setting');
    return isAbsent ? undefined : useless(text('cannot be looked at: {reason}', { reason: code }));
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
