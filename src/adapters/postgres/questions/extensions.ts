import { createHash } from 'node:crypto';
import type { AsgardFact, ExtensionFact } from '../../../core/server/sourceFacts';
import type { PostgresClient } from '../connect';

/** Asks for the installed extensions, by name. */
export async function askExtensions(client: PostgresClient): Promise<ExtensionFact[]> {
  const { rows } = await client.query<ExtensionFact>(`
    SELECT e.extname AS name, e.extversion AS version, n.nspname AS schema
      FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
     ORDER BY 1`);
  return rows;
}

/** Whether ASGARD is among the installed extensions. */
export function asgardAmong(extensions: readonly ExtensionFact[]): AsgardFact {
  const asgard = extensions.find((extension) => extension.name === 'asgard');
  return asgard === undefined
    ? { status: 'absent', version: null }
    : { status: 'present', version: asgard.version };
}

/**
 * The SHA-256 over the definitions of an extension's members (functions, columns, views, constraints, triggers):
 * equal for two databases exactly where nobody changed them by hand.
 */
export async function askDefinitionsSha256(client: PostgresClient, extension: string): Promise<string> {
  const { rows } = await client.query<{ definition: string }>(
    `WITH members AS (
       SELECT d.classid, d.objid
         FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
        WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e' AND e.extname = $1),
     relations AS (
       SELECT c.oid, c.relkind FROM pg_catalog.pg_class c
         JOIN members m ON m.classid = 'pg_catalog.pg_class'::regclass AND m.objid = c.oid)
     SELECT definition COLLATE "C" AS definition FROM (
       SELECT 'function ' || pg_catalog.pg_get_functiondef(p.oid) AS definition
         FROM pg_catalog.pg_proc p
         JOIN members m ON m.classid = 'pg_catalog.pg_proc'::regclass AND m.objid = p.oid
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid)
       UNION ALL
       SELECT 'view ' || r.oid::regclass || pg_catalog.pg_get_viewdef(r.oid) FROM relations r WHERE r.relkind IN ('v', 'm')
       UNION ALL
       SELECT 'column ' || r.oid::regclass || ' ' || a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
              || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
         FROM relations r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
       UNION ALL
       SELECT 'constraint ' || c.conrelid::regclass || ' ' || c.conname || ' ' || pg_catalog.pg_get_constraintdef(c.oid)
         FROM relations r JOIN pg_catalog.pg_constraint c ON c.conrelid = r.oid
       UNION ALL
       SELECT 'trigger ' || pg_catalog.pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
         FROM relations r JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
       UNION ALL
       SELECT 'event trigger ' || t.evtname || ' ' || t.evtevent || ' ' || t.evtenabled::text || ' ' || t.evtfoid::regprocedure
         FROM pg_catalog.pg_event_trigger t
         JOIN members m ON m.classid = 'pg_catalog.pg_event_trigger'::regclass AND m.objid = t.oid
     ) definitions ORDER BY 1`,
    [extension],
  );
  const hash = createHash('sha256');
  for (const row of rows) hash.update(row.definition).update('\0');
  return hash.digest('hex');
}
