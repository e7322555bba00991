import type { Stats } from 'node:fs';
import { lstat, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeHeader, type ArchiveHeader } from '../../core/archive/archiveHeader';
import { openArchive } from '../../core/archive/archiveOpening';
import type { ByteSource } from '../../core/archive/byteSource';
import { cursorAtStart } from '../../core/archive/cursor';
import { recogniseBackup } from '../../core/archive/recogniseBackup';
import { readTarHeader, tarBlockSize, tarMemberSource } from '../../core/archive/tarMembers';
import { textDecoderFor } from '../../core/archive/textDecoding';
import type { BackupManifest } from '../../core/backup/manifest';
import type { DumpFormat } from '../../core/backup/request';
import { throwIfCancelled, type Cancellation } from '../../core/cancellation';
import { readManifest } from './backupFile';
import { byteFolder, withByteSource } from './byteSources';
import { codeOf, fileError } from './fileErrors';

/** A backup as far as its first bytes and its manifest tell. */
export interface FoundBackup {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly format: DumpFormat;
  readonly bytes: number;
  /** When the dump began, in milliseconds since 1970; of a file that does not say, when it was last changed. */
  readonly createdAt: number;
  /** The database that it is of; undefined for a script that does not say. */
  readonly database: string | undefined;
  /** The server that it is of; only a manifest knows. */
  readonly server: { readonly host: string; readonly port: number } | undefined;
}

/** The backups directly in a folder, in no order. */
export interface BackupsInFolder {
  readonly backups: readonly FoundBackup[];
  /** Whether the folder holds more than was looked at. */
  readonly isCutShort: boolean;
}

/** A folder with more than this is no folder of backups. */
const mostEntries = 20_000;
const readAtOnce = 8;
const headBytes = 64 * 1024;

interface Remembered {
  readonly stamp: string;
  readonly found: FoundBackup | undefined;
}

/**
 * Looks for backups in folders. Each is recognised by its first bytes; what was read of one is kept until the file
 * changes, so that looking again costs no more than listing the folder.
 */
export function backupFinder(): (folder: string, signal: Cancellation) => Promise<BackupsInFolder> {
  const remembered = new Map<string, Map<string, Remembered>>();
  return async (folder, signal) => {
    const { names, isCutShort } = await listNames(folder);
    const before = remembered.get(folder) ?? new Map<string, Remembered>();
    const now = new Map<string, Remembered>();
    const waiting = names.values();
    const work = async (): Promise<void> => {
      for (const name of waiting) {
        throwIfCancelled(signal);
        const looked = await look(folder, name, before.get(name));
        if (looked !== undefined) now.set(name, looked);
      }
    };
    await Promise.all(Array.from({ length: readAtOnce }, work));
    remembered.set(folder, now);
    const backups = [...now.values()].flatMap(({ found }) => (found === undefined ? [] : [found]));
    return { backups, isCutShort };
  };
}

/** Names that may be backups: hidden ones are unfinished, and companions stand beside theirs. A missing folder is empty. */
async function listNames(folder: string): Promise<{ names: string[]; isCutShort: boolean }> {
  const names: string[] = [];
  try {
    for await (const { name } of await opendir(folder)) {
      if (name.startsWith('.') || /\.(manifest\.json|sha256|SHA256SUMS)$/.test(name)) continue;
      if (names.length === mostEntries) return { names, isCutShort: true };
      names.push(name);
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw fileError(error, folder);
  }
  return { names, isCutShort: false };
}

/** One that cannot be read, or went away meanwhile, is left out and asked again the next time. */
async function look(
  folder: string,
  name: string,
  before: Remembered | undefined,
): Promise<Remembered | undefined> {
  const path = join(folder, name);
  try {
    const entry = await stat(path);
    const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : undefined;
    if (kind === undefined) return undefined;
    const file = kind === 'folder' ? await tableOfContents(path) : entry;
    if (file === undefined) return undefined;
    const companion = await lstat(`${path}.manifest.json`).catch(() => undefined);
    const stamp = [file.size, file.mtimeMs, file.ino, companion?.size, companion?.mtimeMs].join(' ');
    if (before?.stamp === stamp) return before;
    const manifest = companion?.isFile() === true ? await readManifest(path) : undefined;
    const read = await readStart(kind === 'folder' ? join(path, 'toc.dat') : path, kind);
    if (read === undefined) return { stamp, found: undefined };
    const origin = originOf(manifest);
    const found: FoundBackup = {
      path,
      name,
      format: read.format,
      bytes: kind === 'file' ? entry.size : await bytesInFolder(path, manifest),
      createdAt: origin?.createdAt ?? localMoment(read.header) ?? file.mtimeMs,
      database: origin?.database ?? read.header?.databaseName,
      server: origin?.server,
    };
    return { stamp, found };
  } catch {
    return undefined;
  }
}

async function tableOfContents(folder: string): Promise<Stats | undefined> {
  const found = await lstat(join(folder, 'toc.dat')).catch(() => undefined);
  return found?.isFile() === true ? found : undefined;
}

interface Start {
  readonly format: DumpFormat;
  /** undefined for a script, and for an archive whose header is damaged */
  readonly header: ArchiveHeader | undefined;
}

async function readStart(path: string, kind: 'file' | 'folder'): Promise<Start | undefined> {
  return await withByteSource(path, async (source): Promise<Start | undefined> => {
    const head = await source.read(0, headBytes);
    const recognised = recogniseBackup(head);
    if (kind === 'folder') {
      return recognised.kind === 'directory-contents'
        ? { format: 'directory', header: await headerOf(source, false) }
        : undefined;
    }
    switch (recognised.kind) {
      case 'custom-archive':
        return { format: 'custom', header: await headerOf(source, false) };
      case 'tar-archive': {
        const member = readTarHeader(head.subarray(0, tarBlockSize), 0) ?? { name: '', start: 0, size: 0 };
        return { format: 'tar', header: await headerOf(tarMemberSource(source, member), true) };
      }
      case 'plain-script':
        return { format: 'plain', header: undefined };
      case 'compressed':
        return recognised.by === 'gzip' && path.endsWith('.sql.gz')
          ? { format: 'plain', header: undefined }
          : undefined;
      default:
        return undefined;
    }
  });
}

async function headerOf(source: ByteSource, isTar: boolean): Promise<ArchiveHeader | undefined> {
  const cursor = cursorAtStart(source.size);
  const opened = await openArchive(source, cursor, isTar);
  return opened.ok ? decodeHeader(opened.raw, cursor.bytes, textDecoderFor(undefined), isTar) : opened.header;
}

/** The archive notes the time on the wall of the host that made it; taken as ours. */
function localMoment(header: ArchiveHeader | undefined): number | undefined {
  if (header === undefined) return undefined;
  const { year, month, day, hour, minute, second } = header.createdAt;
  return new Date(year, month - 1, day, hour, minute, second).getTime();
}

/** What the manifest says of the origin; of the server only what has the right shape. */
function originOf(
  manifest: BackupManifest | undefined,
): (Pick<FoundBackup, 'database' | 'server'> & { createdAt: number | undefined }) | undefined {
  if (manifest === undefined) return undefined;
  const server: unknown = manifest.server;
  const createdAt = Date.parse(manifest.createdAt);
  return {
    database: manifest.database.name,
    createdAt: Number.isNaN(createdAt) ? undefined : createdAt,
    server: isServer(server) ? { host: server.host, port: server.port } : undefined,
  };
}

function isServer(value: unknown): value is { host: string; port: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'host' in value &&
    typeof value.host === 'string' &&
    'port' in value &&
    typeof value.port === 'number'
  );
}

async function bytesInFolder(path: string, manifest: BackupManifest | undefined): Promise<number> {
  if (typeof manifest?.bytes === 'number') return manifest.bytes;
  let bytes = 0;
  for (const size of (await byteFolder(path)).files.values()) bytes += size;
  return bytes;
}
