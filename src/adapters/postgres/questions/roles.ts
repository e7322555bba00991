import type { PostgresClient } from '../connect';

/**
 * Asks which roles own or are granted something in the connected database, or have settings in it; sorted.
 * pg_shdepend leaves out the bootstrap superuser on older servers, hence the owners besides.
 */
export async function askReferencedRoles(client: PostgresClient): Promise<string[]> {
  const { rows } = await client.query<{ role: string }>(`
    SELECT r.rolname AS role FROM pg_catalog.pg_roles r
     WHERE r.oid IN (
       SELECT s.refobjid FROM pg_catalog.pg_shdepend s
         JOIN pg_catalog.pg_database d ON d.oid = s.dbid
        WHERE d.datname = pg_catalog.current_database() AND s.refclassid = 'pg_catalog.pg_authid'::regclass
       UNION SELECT d.datdba FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
       UNION SELECT a.grantee FROM pg_catalog.pg_database d CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) a
              WHERE d.datname = pg_catalog.current_database()
       UNION SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid >= 16384
       UNION SELECT n.nspowner FROM pg_catalog.pg_namespace n WHERE n.oid >= 16384
       UNION SELECT p.proowner FROM pg_catalog.pg_proc p WHERE p.oid >= 16384
       UNION SELECT s.setrole FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
              WHERE d.datname = pg_catalog.current_database())
       AND r.rolname !~ '^pg_'
     ORDER BY 1`);
  return rows.map((row) => row.role);
}
