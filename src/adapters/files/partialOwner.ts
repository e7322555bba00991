import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { partialFileNames, partialOwnerEnding } from './partialFileNames';
import { codeOf } from './fileErrors';
import { placeOfThisProcess, type ProcessPlace } from './processPlace';

const heartbeatMilliseconds = 60_000;
/** Whose heartbeat is younger may live, unless its number tells otherwise. */
const freshMilliseconds = 3 * heartbeatMilliseconds;
/** A process of this machine that has been silent for this long is not the one that wrote the file: its number was given again. */
const silentMilliseconds = 24 * 60 * 60_000;
/** A process of another machine or container cannot be asked; this long a silence of a folder that both share is its death. */
const silentElsewhereMilliseconds = 3 * 24 * 60 * 60_000;

interface Owner extends ProcessPlace {
  readonly pid: number;
  /** Differs between two processes that were given the same number, as those of containers often are. */
  readonly run: string;
}

const thisRun = randomUUID();

/** Notes beside a partial backup that this process writes it, and keeps the note fresh until it is released. */
export async function ownPartial(
  folder: string,
  name: string,
): Promise<{ readonly release: () => Promise<void> }> {
  const file = join(folder, partialFileNames(name).owner);
  const owner: Owner = { pid: process.pid, ...(await placeOfThisProcess(thisRun)), run: thisRun };
  await writeFile(file, JSON.stringify(owner), { flag: 'wx', mode: 0o600 }).catch(async (error: unknown) => {
    // On a full disk the file is there, without its content.
    if (codeOf(error) !== 'EEXIST') await rm(file, { force: true });
    throw error;
  });
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, heartbeatMilliseconds);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      await rm(file, { force: true });
    },
  };
}

/** Removes the partial backups in a folder whose writers are dead; gives the names that they would have had. */
export async function removeDeadPartials(folder: string): Promise<string[]> {
  const removed: string[] = [];
  const files = await readdir(folder).catch(() => []);
  for (const file of files) {
    if (!file.startsWith('.') || !file.endsWith(partialOwnerEnding)) continue;
    const ownerFile = join(folder, file);
    if (!(await isDead(ownerFile))) continue;
    const name = file.slice(1, -partialOwnerEnding.length);
    const { owner, ...partials } = partialFileNames(name);
    try {
      // The note last: without it nobody would know the rest for a left-over.
      for (const each of [...Object.values(partials), owner]) {
        await rm(join(folder, each), { recursive: true, force: true, maxRetries: 3 });
      }
      removed.push(name);
    } catch {
      // Another user's, or still being written by what the dead process had started: the next run tries again.
    }
  }
  return removed;
}

async function isDead(ownerFile: string): Promise<boolean> {
  const found = await stat(ownerFile).catch(() => undefined);
  if (found?.isFile() !== true) return false;
  const silence = Date.now() - found.mtimeMs;
  const owner = parseOwner(await readFile(ownerFile, 'utf8').catch(() => ''));
  const here = await placeOfThisProcess(thisRun);
  if (owner?.host !== here.host) return silence > silentElsewhereMilliseconds;
  // No process outlives its machine; yet two machines may have one name, and the heart of the other one beats.
  if (owner.boot !== here.boot) return silence > freshMilliseconds;
  if (owner.namespace !== here.namespace) return silence > silentElsewhereMilliseconds;
  if (owner.pid === process.pid) return owner.run !== thisRun;
  return !isAlive(owner.pid) || silence > silentMilliseconds;
}

function parseOwner(content: string): Owner | undefined {
  try {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { pid, host, namespace, boot, run } = parsed as Partial<Record<keyof Owner, unknown>>;
    if (!Number.isSafeInteger(pid) || typeof run !== 'string') return undefined;
    if (typeof host !== 'string' || typeof namespace !== 'string' || typeof boot !== 'string')
      return undefined;
    return { pid: Number(pid), host, namespace, boot, run };
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
