import { Client, escapeIdentifier } from 'pg';

/** Rows and a sum over the content of every table of a database, by name. */
export async function tableContents(url: string): Promise<Record<string, string>> {
  const client = new Client(url);
  await client.connect();
  try {
    const tables = await client.query<{ schema: string; name: string }>(`
      SELECT schemaname AS schema, tablename AS name FROM pg_catalog.pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2`);
    const contents: Record<string, string> = {};
    for (const { schema, name } of tables.rows) {
      const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
      const { rows } = await client.query<{ rows: string; sum: string | null }>(
        `SELECT count(*) AS rows, md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS sum FROM ${table} t`,
      );
      contents[`${schema}.${name}`] = `${rows[0]?.rows ?? '?'} rows, ${rows[0]?.sum ?? 'no content'}`;
    }
    return contents;
  } finally {
    await client.end();
  }
}
