import type { PostgresClient } from '../connect';

/**
 * Lifts the time limits that the server, the role or the database sets for a session: a dump may take hours. Asked of
 * the catalog, because older servers lack some (transaction_timeout came with 17).
 */
export async function liftTimeLimits(client: PostgresClient): Promise<void> {
  await client.query(`
    SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings
     WHERE name IN ('statement_timeout', 'lock_timeout', 'transaction_timeout',
                    'idle_in_transaction_session_timeout', 'idle_session_timeout')`);
}
