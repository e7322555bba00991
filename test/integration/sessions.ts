import type { ServerAddress } from '../support/privateServer';
import { waitUntil } from '../support/waitUntil';
import { query } from './databases';

/** A session in a database. */
export interface Session {
  readonly pid: number;
  readonly query: string;
  readonly application: string;
}

/** The sessions of clients in a database. */
export async function sessionsIn(server: ServerAddress, database: string): Promise<readonly Session[]> {
  return await query<Session>(
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
  let left: readonly Session[] = [];
  await waitUntil(async () => (left = await sessionsIn(server, database)).length === 0, {
    timeoutMs: 5000,
    describeFailure: () => `Sessions left in ${database}: ${JSON.stringify(left)}`,
  });
}
