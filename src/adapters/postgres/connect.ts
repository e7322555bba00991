import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { checkServerIdentity, type ConnectionOptions } from 'node:tls';
import { Client, type ClientConfig } from 'pg';
import { BackupError } from '../../core/errors';
import { throwIfCancelled, type Cancellation } from '../../core/cancellation';
import type { Connection } from '../../core/connection/connection';
import { tlsAttempts, tlsMode, type TlsAttempt } from '../../core/connection/tls';
import { cancelStatement, isBusy } from './cancelStatement';
import { passwordFor } from './passwords';
import { connectionError, mayTryNextTlsAttempt, unsupportedByDriver } from './connectionErrors';

const defaultConnectTimeoutSeconds = 15;

/** A connected client of the driver; everything asked of a server goes through one. */
export type PostgresClient = Client;

/** Milliseconds that a cancelled statement has to end by itself. */
const cancelledStatementMilliseconds = 1000;

/**
 * Connects, hands the client to `use`, and disconnects, whatever happens. Cancelling ends the statement in hand on
 * the server too, then the connection.
 * @param sessionOptions settings as `-c name=value`, appended to the connection's own
 * @throws BackupError that says why the server could not be reached
 */
export async function withClient<T>(
  connection: Connection,
  sessionOptions: string,
  signal: Cancellation,
  use: (client: PostgresClient) => Promise<T>,
): Promise<T> {
  const client = await connect(connection, sessionOptions, signal);
  const abandon = (): void => abandonClient(client);
  signal.addEventListener('abort', abandon);
  try {
    return await use(client);
  } catch (error) {
    // A cancellation that already says what it left is not made less of.
    if (!isCancelled(error)) throwIfCancelled(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', abandon);
    // A statement that nobody waits for any more, such as a count beside a dump that has failed.
    if (isBusy(client)) await cancelStatement(client);
    await client.end().catch(() => undefined);
  }
}

/** Lets no further statement through, and has the one in hand ended, so that it is known what it came to. */
function abandonClient(client: PostgresClient): void {
  const destroy = (): void => void client.connection.stream.destroy();
  if (!isBusy(client)) {
    destroy();
    return;
  }
  client.once('drain', destroy);
  const timer = setTimeout(destroy, cancelledStatementMilliseconds);
  client.once('end', () => clearTimeout(timer));
  void cancelStatement(client);
}

function isCancelled(error: unknown): boolean {
  return error instanceof BackupError && error.kind === 'cancelled';
}

async function connect(
  connection: Connection,
  sessionOptions: string,
  signal: Cancellation,
): Promise<PostgresClient> {
  const unsupported = unsupportedByDriver(connection);
  if (unsupported !== undefined) throw unsupported;
  const tls = await readTlsFiles(connection);
  const localSocket = connection.host.startsWith('/');
  const attempts = tlsAttempts(tlsMode(connection.other.sslmode), tls.ca !== undefined, localSocket);
  let ignoredPasswordFile: string | undefined;
  const askPassword = async (): Promise<string> => {
    const known = await passwordFor(connection, connection.database ?? connection.user);
    ignoredPasswordFile = known.ignoredFile;
    return known.password ?? '';
  };
  for (const [index, attempt] of attempts.entries()) {
    throwIfCancelled(signal);
    const client = new Client(clientConfig(connection, sessionOptions, attempt, tls, askPassword));
    // A connection that breaks between two statements reports here; the next statement fails with the same error.
    client.on('error', () => undefined);
    const abandon = (): void => void client.connection.stream.destroy();
    signal.addEventListener('abort', abandon);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throwIfCancelled(signal);
      const next = attempts[index + 1];
      if (next === undefined || !mayTryNextTlsAttempt(error, next)) {
        throw connectionError(connection, error, ignoredPasswordFile);
      }
    } finally {
      signal.removeEventListener('abort', abandon);
    }
  }
  throw new Error('every TLS mode has at least one attempt');
}

interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

async function readTlsFiles(connection: Connection): Promise<TlsFiles> {
  const { sslrootcert, sslcert, sslkey, sslpassword } = connection.other;
  const folder =
    process.platform === 'win32'
      ? join(process.env['APPDATA'] ?? homedir(), 'postgresql')
      : join(homedir(), '.postgresql');
  const file = async (given: string | undefined, standard: string): Promise<string | undefined> => {
    if (given !== undefined) {
      return await readFile(given, 'utf8').catch((error: unknown) => {
        throw connectionError(connection, error);
      });
    }
    return await readFile(join(folder, standard), 'utf8').catch(() => undefined);
  };
  const ca = sslrootcert === 'system' ? undefined : await file(sslrootcert, 'root.crt');
  const cert = await file(sslcert, 'postgresql.crt');
  const key = await file(sslkey, 'postgresql.key');
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && key !== undefined && { cert, key }),
    ...(sslpassword !== undefined && { passphrase: sslpassword }),
  };
}

function clientConfig(
  connection: Connection,
  sessionOptions: string,
  attempt: TlsAttempt,
  tls: TlsFiles,
  password: () => Promise<string>,
): ClientConfig {
  const seconds = Number(connection.other.connect_timeout ?? defaultConnectTimeoutSeconds);
  // Every value is given, because the driver would take a missing one from the environment.
  return {
    host: connection.other.hostaddr ?? connection.host,
    port: connection.port,
    user: connection.user,
    database: connection.database ?? connection.user,
    password,
    ssl: tlsOptions(connection, attempt, tls),
    sslnegotiation: 'postgres',
    options: [connection.other.options ?? '', '-c client_min_messages=warning', sessionOptions]
      .join(' ')
      .trim(),
    application_name: connection.other.application_name ?? 'pg-backup',
    client_encoding: 'UTF8',
    connectionTimeoutMillis: (seconds > 0 ? Math.max(seconds, 2) : defaultConnectTimeoutSeconds) * 1000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
  };
}

function tlsOptions(connection: Connection, attempt: TlsAttempt, tls: TlsFiles): ConnectionOptions | false {
  if (attempt === 'plain') return false;
  const identity = {
    'verified-host': { rejectUnauthorized: true, checkServerIdentity },
    'verified-chain': { rejectUnauthorized: true, checkServerIdentity: () => undefined },
    encrypted: { rejectUnauthorized: false },
  }[attempt];
  return { ...tls, ...identity, ...(isHostName(connection.host) && { servername: connection.host }) };
}

function isHostName(host: string): boolean {
  return !host.startsWith('/') && !host.includes(':') && !/^[\d.]+$/.test(host);
}
