import { Client } from 'pg';
import { serverUrl, type ServerAddress } from '../support/privateServer';
import { waitUntil } from '../support/waitUntil';

/** Quotes a name for SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Runs SQL in a database as the superuser; gives the rows of the last statement. */
export async function runSql<Row = Record<string, unknown>>(
  server: ServerAddress,
  database: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new Client(serverUrl(server, database));
  client.on('error', () => undefined);
  await client.connect();
  try {
    const result = await client.query(sql, values.length === 0 ? undefined : [...values]);
    const last: unknown = Array.isArray(result) ? result.at(-1) : result;
    return (last as { rows: Row[] }).rows;
  } finally {
    await client.end();
  }
}

/** Makes a database, and fills it; one of that name is replaced. */
export async function makeDatabase(server: ServerAddress, name: string, sql: string): Promise<void> {
  await dropDatabase(server, name);
  await runSql(server, 'postgres', `CREATE DATABASE ${quoted(name)}`);
  await runSql(server, name, sql);
}

export async function dropDatabase(server: ServerAddress, name: string): Promise<void> {
  await runSql(server, 'postgres', `DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);
}

/** The names of all databases. */
export async function databaseNames(server: ServerAddress): Promise<string[]> {
  const rows = await runSql<{ name: string }>(
    server,
    'postgres',
    'SELECT datname AS name FROM pg_database ORDER BY datname COLLATE "C"',
  );
  return rows.map((row) => row.name);
}

/** A session in a database. */
export interface Session {
  readonly pid: number;
  readonly query: string;
  readonly application: string;
}

/** The sessions of clients in a database. */
export async function sessionsIn(server: ServerAddress, database: string): Promise<Session[]> {
  return await runSql<Session>(
    server,
    'postgres',
    `SELECT pid, query, application_name AS application FROM pg_stat_activity
      WHERE datname = $1 AND backend_type = 'client backend'`,
    [database],
  );
}

/** Waits for a session in the database whose statement in hand matches. */
export async function sessionThat(
  server: ServerAddress,
  database: string,
  statement: RegExp,
): Promise<Session> {
  let found: Session | undefined;
  await waitUntil(
    async () => {
      found = (await sessionsIn(server, database)).find(({ query }) => statement.test(query));
      return found !== undefined;
    },
    {
      timeoutMs: 20_000,
      describeFailure: () => `No session in ${database} came to ${String(statement)}`,
    },
  );
  if (found === undefined) throw new Error('just found');
  return found;
}

/** Waits until nobody is connected to the database. */
export async function noSessionIn(server: ServerAddress, database: string): Promise<void> {
  let left: Session[] = [];
  await waitUntil(async () => (left = await sessionsIn(server, database)).length === 0, {
    timeoutMs: 5000,
    describeFailure: () => `Sessions left in ${database}: ${JSON.stringify(left)}`,
  });
}
