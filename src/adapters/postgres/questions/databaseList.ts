import type { PostgresClient } from '../connect';

/** One database of a server, as far as it can be told without connecting to it. */
export interface CatalogDatabase {
  readonly name: string;
  readonly owner: string;
  readonly encoding: string;
  /** null where the role may not connect, which asking for the size takes. */
  readonly bytes: number | null;
  readonly allowsConnections: boolean;
}

/** Asks for the databases of the server that are not templates, by name. */
export async function askDatabases(client: PostgresClient): Promise<CatalogDatabase[]> {
  const { rows } = await client.query<Omit<CatalogDatabase, 'bytes'> & { bytes: string | null }>(`
    SELECT d.datname AS name,
           pg_catalog.pg_get_userbyid(d.datdba) AS owner,
           pg_catalog.pg_encoding_to_char(d.encoding) AS encoding,
           CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT') THEN pg_catalog.pg_database_size(d.oid) END AS bytes,
           d.datallowconn AND pg_catalog.has_database_privilege(d.oid, 'CONNECT') AS "allowsConnections"
      FROM pg_catalog.pg_database d
     WHERE NOT d.datistemplate
     ORDER BY 1`);
  return rows.map((row) => ({ ...row, bytes: row.bytes === null ? null : Number(row.bytes) }));
}
