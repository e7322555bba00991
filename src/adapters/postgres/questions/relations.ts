import type { RelationFact } from '../../../core/restore/ports';
import type { PostgresClient } from '../connect';

/** Asks for every relation outside the system's schemas: tables, views, sequences, indexes. */
export async function askRelations(client: PostgresClient): Promise<RelationFact[]> {
  const { rows } = await client.query<RelationFact>(`
    SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind, c.relispopulated AS populated
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`);
  return rows;
}
