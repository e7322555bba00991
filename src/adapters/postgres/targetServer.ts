import { setTimeout as wait } from 'node:timers/promises';
import type { Cancellation } from '../../core/cancellation';
import { withDatabase, type Connection } from '../../core/connection/connection';
import { BackupError } from '../../core/errors';
import type { TargetServer } from '../../core/restore/ports';
import { sqlIdentifier } from '../../core/sql';
import { text } from '../../core/text';
import { withClient, type PostgresClient } from './connect';
import { askServerFacts } from './questions/serverFacts';

/** Databases that a server has unless someone removed them; any will do to ask about the others. */
const maintenanceDatabases = ['postgres', 'template1'];

/**
 * Connects to the connection's database, or where it is not there to one that every server has.
 * @throws BackupError that says why the server could not be reached
 */
export async function withMaintenanceClient<T>(
  connection: Connection,
  signal: Cancellation,
  use: (client: PostgresClient) => Promise<T>,
): Promise<T> {
  const candidates = [
    ...(connection.database === undefined ? [] : [connection.database]),
    ...maintenanceDatabases,
  ];
  for (const [index, database] of candidates.entries()) {
    const attempt = { reached: false };
    try {
      return await withClient(withDatabase(connection, database), '', signal, (client) => {
        attempt.reached = true;
        return use(client);
      });
    } catch (error) {
      const isAbsent = !attempt.reached && error instanceof BackupError && error.code === 'database-unknown';
      if (!isAbsent || index === candidates.length - 1) throw error;
    }
  }
  throw new Error('there is always a maintenance database to try');
}

/** Connects to a server as a restore needs it. */
export async function withTargetServer<T>(
  connection: Connection,
  signal: Cancellation,
  use: (server: TargetServer) => Promise<T>,
): Promise<T> {
  return await withMaintenanceClient(connection, signal, async (client) =>
    use({
      facts: await askServerFacts(client),
      longestName: Number(
        (await names(client, 'SELECT current_setting($1) AS name', ['max_identifier_length']))[0],
      ),
      databaseNames: async () =>
        new Set(await names(client, 'SELECT datname AS name FROM pg_catalog.pg_database')),
      localeNames: () => askLocaleNames(client),
      tablespaceNames: async () =>
        new Set(await names(client, 'SELECT spcname AS name FROM pg_catalog.pg_tablespace')),
      execute: async (sql) => {
        await client.query(sql);
      },
      renameDatabase: (from, to) => renameDatabase(client, from, to),
      dropDatabase: (name, sessions) => dropDatabase(client, name, sessions === 'end-sessions'),
    }),
  );
}

async function names(client: PostgresClient, sql: string, values: readonly string[] = []): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(sql, [...values]);
  return rows.map((row) => row.name);
}

function askLocaleNames(client: PostgresClient): Promise<string[]> {
  return names(
    client,
    `SELECT DISTINCT collcollate AS name FROM pg_catalog.pg_collation
      WHERE collprovider = 'c' AND collcollate <> '' ORDER BY 1`,
  );
}

/** A session that looks at the new database (a monitor, autovacuum) is gone within moments. */
const renameAttempts = 6;
const betweenAttemptsMilliseconds = 1000;

async function renameDatabase(client: PostgresClient, from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`ALTER DATABASE ${sqlIdentifier(from)} RENAME TO ${sqlIdentifier(to)}`);
      return;
    } catch (error) {
      const isInUse = error instanceof Error && 'code' in error && error.code === '55006';
      if (!isInUse || attempt === renameAttempts) throw renameError(error, from, to);
      await wait(betweenAttemptsMilliseconds);
    }
  }
}

function renameError(error: unknown, from: string, to: string): BackupError {
  const message = error instanceof Error ? error.message : String(error);
  return new BackupError({
    kind: 'failed',
    code: 'rename-failed',
    what: text('Everything was restored into “{from}”, but it could not be renamed to “{to}”: {message}', {
      from,
      to,
      message,
    }),
    remedy: text('End the sessions in “{from}”, then rename it: ALTER DATABASE … RENAME TO …', { from }),
    cause: error,
  });
}

/** `DROP DATABASE … WITH (FORCE)` leaves no moment between ending sessions and dropping. Source: the manual, 13 and newer */
const forceSince = 130_000;

async function dropDatabase(client: PostgresClient, name: string, endsSessions: boolean): Promise<void> {
  if (!endsSessions) {
    await client.query(`DROP DATABASE IF EXISTS ${sqlIdentifier(name)}`);
    return;
  }
  const { versionNumber } = await askServerFacts(client);
  if (versionNumber >= forceSince) {
    await client.query(`DROP DATABASE IF EXISTS ${sqlIdentifier(name)} WITH (FORCE)`);
    return;
  }
  await client.query(
    'SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = $1',
    [name],
  );
  await client.query(`DROP DATABASE IF EXISTS ${sqlIdentifier(name)}`);
}
