import type { DumpCapacity } from '../../../core/server/sourceFacts';
import type { PostgresClient } from '../connect';

interface CapacityRow {
  readonly bytes: string;
  readonly indexBytes: string;
  readonly tables: string;
  readonly lockSlots: string;
  readonly maxConnections: string;
  readonly reserved: string;
  readonly connections: string;
  readonly databaseLimit: number;
  readonly databaseConnections: string;
  readonly roleLimit: number;
  readonly roleConnections: string;
  readonly superuser: boolean;
}

/** Asks how large the connected database is and how many locks and connections a dump of it can take. */
export async function askDumpCapacity(client: PostgresClient): Promise<DumpCapacity> {
  const { rows } = await client.query<CapacityRow>(`
    SELECT pg_catalog.pg_database_size(d.oid) AS bytes,
           (SELECT coalesce(sum(relpages::bigint), 0) * current_setting('block_size')::bigint
              FROM pg_catalog.pg_class WHERE relkind = 'i') AS "indexBytes",
           (SELECT count(*) FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p') AND oid >= 16384) AS tables,
           current_setting('max_locks_per_transaction')::bigint
             * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint) AS "lockSlots",
           current_setting('max_connections') AS "maxConnections",
           current_setting('superuser_reserved_connections') AS reserved,
           (SELECT coalesce(sum(numbackends), 0) FROM pg_catalog.pg_stat_database) AS connections,
           d.datconnlimit AS "databaseLimit",
           (SELECT numbackends FROM pg_catalog.pg_stat_database s WHERE s.datid = d.oid) AS "databaseConnections",
           r.rolconnlimit AS "roleLimit",
           (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE usename = r.rolname) AS "roleConnections",
           r.rolsuper AS superuser
      FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
     WHERE d.datname = pg_catalog.current_database() AND r.rolname = session_user`);
  const [row] = rows;
  if (row === undefined) throw new Error('the connected database and role exist');
  const databaseBytes = Number(row.bytes);
  const limits = [
    Number(row.maxConnections) - (row.superuser ? 0 : Number(row.reserved)) - Number(row.connections),
    row.databaseLimit >= 0 && !row.superuser ? row.databaseLimit - Number(row.databaseConnections) : Infinity,
    row.roleLimit >= 0 && !row.superuser ? row.roleLimit - Number(row.roleConnections) : Infinity,
  ];
  return {
    databaseBytes,
    dataBytes: Math.max(0, databaseBytes - Number(row.indexBytes)),
    tables: Number(row.tables),
    lockSlots: Number(row.lockSlots),
    spareConnections: Math.max(0, Math.min(...limits)),
  };
}
