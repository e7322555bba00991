import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createCluster } from './cluster';
import { embeddedPostgres, linkPostgres } from './embeddedPostgres';
import { freePort } from './freePort';
import { startKeptProcess, type KeptProcess } from './keptProcess';
import { programEnvironment } from './programEnvironment';
import { serverUser, type ServerUser } from './serverUser';
import { makeTemporaryFolder, removeFolder } from './temporaryFolder';
import { waitUntil } from './waitUntil';

export interface PrivateServerOptions {
  /** Configuration parameters, over the defaults below: `{ max_connections: 20, fsync: 'on' }`. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** Where the server is and how to sign in; plain data, so that it can be handed to another process. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** The folder of the Unix socket: a `host` too. */
  readonly socketDirectory: string;
  /** Where this server looks for control and SQL files of extensions. */
  readonly extensionFolder: string;
  readonly logFile: string;
}

/** A PostgreSQL server of the tests' own: a fresh cluster that is gone when its process is. */
export interface PrivateServer extends ServerAddress {
  readonly url: (database: string) => string;
  readonly installExtension: (folder: string) => Promise<void>;
  /** Shuts down at once and removes everything. */
  readonly stop: () => Promise<void>;
}

/** Safe because nothing here has to outlive a crash of the machine. */
const defaults = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** Linux allows 107 bytes for the path of a socket, whose name is `.s.PGSQL.` and a port. */
const longestSocketDirectory = 107 - '/.s.PGSQL.65535'.length;

/**
 * Starts a private server, never a user's own: its programs come from npm, its data lies in a new temporary folder,
 * the superuser has a random password that is asked for on every way in.
 */
export async function startPrivateServer(options: PrivateServerOptions = {}): Promise<PrivateServer> {
  for (let triesLeft = 3; ; triesLeft -= 1) {
    try {
      return await startOnce(options);
    } catch (error) {
      // A port can be taken between looking for it and listening on it: then another one.
      const portWasTaken = error instanceof Error && error.message.includes('Address already in use');
      if (!portWasTaken || triesLeft === 1) throw error;
    }
  }
}

async function startOnce(options: PrivateServerOptions): Promise<PrivateServer> {
  const cached = await embeddedPostgres();
  const folder = await makeTemporaryFolder('pgbr');
  const folders = [folder];
  try {
    const user = serverUser();
    // A copy of its own: the programs find `share` beside them, and tests install extensions there.
    const native = path.join(folder, 'native');
    await linkPostgres(cached, native);
    const home = await ownFolder(path.join(folder, 'home'), user);
    let socketDirectory = await ownFolder(path.join(folder, 's'), user);
    if (Buffer.byteLength(socketDirectory) > longestSocketDirectory) {
      folders.push((socketDirectory = await ownFolder(`/tmp/pgbr-${randomBytes(6).toString('hex')}`, user)));
    }
    const password = randomBytes(18).toString('base64url');
    const dataFolder = path.join(home, 'data');
    await createCluster({ native, dataFolder, superuser: 'postgres', password, user });
    const start = {
      native,
      home,
      dataFolder,
      socketDirectory,
      user,
      folders,
      settings: options.settings ?? {},
    };
    const { port, kept, logFile } = await startProgram(start);
    const address: ServerAddress = {
      ...{ host: '127.0.0.1', port, user: 'postgres', password, socketDirectory, logFile },
      extensionFolder: path.join(native, 'share', 'postgresql', 'extension'),
    };
    return {
      ...address,
      url: (database) => serverUrl(address, database),
      installExtension: (from) => installExtension(address, from),
      stop: kept.stop,
    };
  } catch (error) {
    await Promise.all(folders.map(removeFolder));
    throw error;
  }
}

/** The connection string of a database, with the password. */
export function serverUrl(address: ServerAddress, database: string): string {
  const { host, port, user, password } = address;
  return `postgres://${user}:${encodeURIComponent(password)}@${host}:${String(port)}/${encodeURIComponent(database)}`;
}

/** Copies the control and SQL files of `folder` to where this server (and no other) finds them. */
export async function installExtension(address: ServerAddress, folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/\.(control|sql)$/.test(name)) continue;
    const target = path.join(address.extensionFolder, name);
    // The file there may be a hard link into the cache: replaced, never written through.
    await rm(target, { force: true });
    await copyFile(path.join(folder, name), target);
  }
}

interface ServerStart {
  readonly native: string;
  readonly home: string;
  readonly dataFolder: string;
  readonly socketDirectory: string;
  readonly user: ServerUser | undefined;
  readonly folders: readonly string[];
  readonly settings: Readonly<Record<string, string | number>>;
}

/** Resolves when the server accepts connections. */
async function startProgram(
  start: ServerStart,
): Promise<{ port: number; kept: KeptProcess; logFile: string }> {
  const port = await freePort();
  const logFile = path.join(path.dirname(start.native), 'log');
  const settings = {
    ...defaults,
    ...start.settings,
    ...{ port, listen_addresses: '127.0.0.1', unix_socket_directories: start.socketDirectory },
  };
  const kept = startKeptProcess({
    command: path.join(start.native, 'bin', 'postgres'),
    args: [
      ...['-D', start.dataFolder],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${String(value)}`]),
    ],
    ...{ cwd: start.home, env: programEnvironment(), user: start.user, logFile },
    // SIGQUIT is PostgreSQL's immediate shutdown.
    ...{ stopSignal: 'SIGQUIT', killAfterMs: 10_000, foldersToRemove: start.folders },
  });
  const log = (): string => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  await waitUntil(() => kept.hasEnded() || isReady(start.dataFolder), {
    timeoutMs: 60_000,
    describeFailure: () => `The private server did not start within a minute.\n${log()}`,
  });
  if (!kept.hasEnded()) return { port, kept, logFile };
  const reason = log();
  await kept.stop();
  throw new Error(`The private server did not start.\n${reason}`);
}

/** The last line of postmaster.pid, which pg_ctl waits for too. */
function isReady(dataFolder: string): boolean {
  const file = path.join(dataFolder, 'postmaster.pid');
  return existsSync(file) && readFileSync(file, 'utf8').split('\n')[7]?.trim() === 'ready';
}

async function ownFolder(folder: string, user: ServerUser | undefined): Promise<string> {
  await mkdir(folder);
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  return folder;
}
