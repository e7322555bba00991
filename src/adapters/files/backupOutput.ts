import { chmod, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { companionNames, foldedName, numberedName } from '../../core/backup/fileNames';
import { readableUntil } from '../../core/backup/openBackup';
import { readBackup } from '../../core/backup/readBackup';
import type { BackupOutput, PublishedBackup, Reservation } from '../../core/backup/ports';
import type { DumpFormat } from '../../core/backup/request';
import { openBackup } from './backupFile';
import { bytesOf, digestOfDirectory, digestOfFile } from './digest';
import { codeOf, fileError } from './fileErrors';
import { partialFileNames } from './partialFileNames';
import { ownPartial, removeDeadPartials } from './partialOwner';
import { publishDirectory, publishFile, syncFolder } from './publishing';
import { roomIn } from './room';

/** Writes backups into folders of this machine. */
export const backupOutput: BackupOutput = {
  prepareFolder: async (folder) => {
    try {
      await mkdir(folder, { recursive: true });
      if (!(await stat(folder)).isDirectory())
        throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    } catch (error) {
      throw fileError(error, folder);
    }
  },
  removeLeftovers: removeDeadPartials,
  room: roomIn,
  reserve: async (folder, name, suffix, format) => {
    const absolute = resolve(folder);
    try {
      return await reserve(absolute, name, suffix, format);
    } catch (error) {
      throw fileError(error, absolute);
    }
  },
};

/** More names than this are taken only where something is wrong with the folder. */
const mostNames = 10_000;

/** The first number from which on a backup of that name and its companions would meet nothing in the folder. */
async function freeNumber(folder: string, name: string, suffix: string, format: DumpFormat): Promise<number> {
  const taken = new Set((await readdir(folder)).map(foldedName));
  for (let number = 1; number <= mostNames; number += 1) {
    const candidate = numberedName(name, suffix, number);
    const { manifest, checksums } = companionNames(candidate, format);
    const names = [candidate, manifest, checksums, ...Object.values(partialFileNames(candidate))];
    if (!names.some((each) => taken.has(foldedName(each)))) return number;
  }
  throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
}

async function reserve(
  folder: string,
  name: string,
  suffix: string,
  format: DumpFormat,
): Promise<Reservation> {
  for (;;) {
    const number = await freeNumber(folder, name, suffix, format);
    const firstName = numberedName(name, suffix, number);
    const taken = await takePartial(folder, firstName, format);
    if (taken === undefined) continue;
    const { partialPath, release } = taken;
    const { owner: _owner, ...partials } = partialFileNames(firstName);
    const partialCompanions = {
      manifest: join(folder, partials.manifest),
      checksums: join(folder, partials.checksums),
    };
    return {
      partialPath,
      readableByOthers: await isReadableByOthers(partialPath),
      bytesSoFar: () => bytesOf(partialPath),
      read: (signal) => openBackup(partialPath, (backup) => readBackup(readableUntil(signal, backup))),
      digest: (signal) => (format === 'directory' ? digestOfDirectory : digestOfFile)(partialPath, signal),
      publish: async (describe) => {
        await restrictModes(partialPath, format);
        for (let next = number; ; next = await freeNumber(folder, name, suffix, format)) {
          const published = await publishAs(
            folder,
            numberedName(name, suffix, next),
            format,
            { file: partialPath, ...partialCompanions },
            describe,
          );
          if (published !== undefined) return published;
        }
      },
      discard: async () => {
        for (const path of [partialPath, ...Object.values(partialCompanions)]) {
          await rm(path, { recursive: true, force: true, maxRetries: 3 });
        }
        await release();
      },
    };
  }
}

/** Makes the partial file or folder; undefined where another process made it first. */
async function takePartial(
  folder: string,
  name: string,
  format: DumpFormat,
): Promise<{ readonly partialPath: string; readonly release: () => Promise<void> } | undefined> {
  const partialPath = join(folder, partialFileNames(name).backup);
  let owner: Awaited<ReturnType<typeof ownPartial>> | undefined;
  try {
    owner = await ownPartial(folder, name);
    if (format === 'directory') await mkdir(partialPath, { mode: 0o700 });
    else await (await open(partialPath, 'wx', 0o600)).close();
    return { partialPath, release: owner.release };
  } catch (error) {
    await owner?.release();
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  }
}

/** Gives everything its name, the backup last; undefined, and nothing left, where one of the names is taken. */
async function publishAs(
  folder: string,
  name: string,
  format: DumpFormat,
  partial: { readonly file: string; readonly manifest: string; readonly checksums: string },
  describe: (name: string) => { manifest: string; checksums: string },
): Promise<PublishedBackup | undefined> {
  const described = describe(name);
  const companions = companionNames(name, format);
  const [file, manifest, checksums] = [name, companions.manifest, companions.checksums].map((each) =>
    join(folder, each),
  ) as [string, string, string];
  const published: string[] = [];
  try {
    await writeSynced(partial.manifest, described.manifest);
    await writeSynced(partial.checksums, described.checksums);
    await publishFile(partial.manifest, manifest);
    published.push(manifest);
    await publishFile(partial.checksums, checksums);
    published.push(checksums);
    await (format === 'directory' ? publishDirectory : publishFile)(partial.file, file);
  } catch (error) {
    // Companions without their backup would be taken for those of the next of that name.
    for (const path of [...published, partial.manifest, partial.checksums]) await rm(path, { force: true });
    if (codeOf(error) === 'EEXIST') return undefined;
    throw fileError(error, file);
  }
  await syncFolder(folder);
  return { name, file, manifest };
}

async function isReadableByOthers(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  return ((await stat(path)).mode & 0o077) !== 0;
}

/** The tool makes the files of a directory backup by its own rules; the folder around them is closed from the start. */
async function restrictModes(path: string, format: DumpFormat): Promise<void> {
  if (format !== 'directory') return;
  for (const file of await readdir(path)) {
    await chmod(join(path, file), 0o600).catch(() => undefined);
  }
}

async function writeSynced(path: string, content: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
