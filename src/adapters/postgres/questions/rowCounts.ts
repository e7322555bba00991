import type { RowCount } from '../../../core/server/sourceFacts';
import type { PostgresClient } from '../connect';
import { releasingLocks } from './releasingLocks';

interface CountedTable {
  readonly schema: string;
  readonly name: string;
  /** The WHERE clause of an extension's configuration table, as pg_dump applies it; empty where all rows are dumped. */
  readonly condition: string;
  readonly quoted: string;
}

/**
 * Counts the rows of every table whose rows a dump would hold, in the client's transaction and so in its snapshot.
 * A table that cannot be counted, also because its policies would hide rows, is null with the server's reason, and
 * spoils only itself.
 */
export async function countRows(client: PostgresClient): Promise<RowCount[]> {
  await client.query(
    "SELECT pg_catalog.set_config(name, 'off', true) FROM pg_catalog.pg_settings WHERE name = 'row_security'",
  );
  const counts: RowCount[] = [];
  let lost: string | undefined;
  for (const table of await askCountedTables(client)) {
    const { schema, name } = table;
    try {
      counts.push({
        schema,
        name,
        ...(lost === undefined ? await countTable(client, table) : { rows: null, reason: lost }),
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      counts.push({ schema, name, rows: null, reason });
      // An error without a SQLSTATE is none of the server's: the connection is gone.
      if (!(error instanceof Error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code))))
        lost = reason;
    }
  }
  return counts;
}

async function askCountedTables(client: PostgresClient): Promise<CountedTable[]> {
  const { rows } = await client.query<CountedTable>(`
    SELECT n.nspname AS schema, c.relname AS name, coalesce(x.condition, '') AS condition,
           pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS quoted
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
      LEFT JOIN (SELECT pg_catalog.unnest(extconfig) AS oid, pg_catalog.unnest(extcondition) AS condition
                   FROM pg_catalog.pg_extension) x ON x.oid = c.oid
     WHERE c.relkind = 'r' AND c.relpersistence <> 't'
       AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       AND (d.objid IS NULL OR x.oid IS NOT NULL)
     ORDER BY 1, 2`);
  return rows;
}

async function countTable(client: PostgresClient, table: CountedTable): Promise<{ rows: number }> {
  const { rows } = await releasingLocks(client, () =>
    client.query<{ count: string }>(`SELECT count(*) FROM ONLY ${table.quoted} ${table.condition}`),
  );
  return { rows: Number(rows[0]?.count) };
}
