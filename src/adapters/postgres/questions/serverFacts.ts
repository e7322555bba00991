import type { ServerFacts } from '../../../core/server/sourceFacts';
import type { PostgresClient } from '../connect';

/** Asks what the server is and what the connected role may do on it. */
export async function askServerFacts(client: PostgresClient): Promise<ServerFacts> {
  const { rows } = await client.query<{
    version: string;
    number: string;
    recovery: boolean;
    superuser: boolean;
  }>(`
    SELECT current_setting('server_version') AS version,
           current_setting('server_version_num') AS number,
           pg_is_in_recovery() AS recovery,
           (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS superuser`);
  const [row] = rows;
  if (row === undefined) throw new Error('a SELECT without FROM returns one row');
  return {
    version: row.version,
    versionNumber: Number(row.number),
    inRecovery: row.recovery,
    isSuperuser: row.superuser,
  };
}
