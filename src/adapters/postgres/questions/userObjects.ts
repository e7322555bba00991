import type { PostgresClient } from '../connect';

/** The first number that the server gives to an object that initdb did not make. Source: access/transam.h */
const firstUserNumber = 16_384;

/** Catalogs whose rows are objects by themselves; what hangs on another object (columns, triggers, rules) is met through it. */
const catalogs: readonly { readonly catalog: string; readonly kind: string; readonly name: string }[] = [
  { catalog: 'pg_namespace', kind: "'schema'", name: 'quote_ident(o.nspname)' },
  { catalog: 'pg_extension', kind: "'extension'", name: 'quote_ident(o.extname)' },
  {
    catalog: 'pg_class',
    kind: `CASE o.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
             WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'type' ELSE 'relation' END`,
    name: 'o.oid::regclass::text',
  },
  { catalog: 'pg_proc', kind: "'function'", name: 'o.oid::regprocedure::text' },
  { catalog: 'pg_type', kind: "'type'", name: 'o.oid::regtype::text' },
  { catalog: 'pg_operator', kind: "'operator'", name: 'o.oid::regoperator::text' },
  { catalog: 'pg_opclass', kind: "'operator class'", name: 'quote_ident(o.opcname)' },
  { catalog: 'pg_cast', kind: "'cast'", name: "o.castsource::regtype || ' AS ' || o.casttarget::regtype" },
  { catalog: 'pg_collation', kind: "'collation'", name: 'quote_ident(o.collname)' },
  { catalog: 'pg_conversion', kind: "'conversion'", name: 'quote_ident(o.conname)' },
  { catalog: 'pg_language', kind: "'language'", name: 'quote_ident(o.lanname)' },
  { catalog: 'pg_ts_config', kind: "'text search configuration'", name: 'quote_ident(o.cfgname)' },
  { catalog: 'pg_ts_dict', kind: "'text search dictionary'", name: 'quote_ident(o.dictname)' },
  { catalog: 'pg_foreign_data_wrapper', kind: "'foreign-data wrapper'", name: 'quote_ident(o.fdwname)' },
  { catalog: 'pg_foreign_server', kind: "'foreign server'", name: 'quote_ident(o.srvname)' },
  { catalog: 'pg_event_trigger', kind: "'event trigger'", name: 'quote_ident(o.evtname)' },
  { catalog: 'pg_default_acl', kind: "'default privileges of'", name: 'o.defaclrole::regrole::text' },
  { catalog: 'pg_largeobject_metadata', kind: "'large object'", name: 'o.oid::text' },
];

/** A large object has the number that its maker chose, which may be a low one. */
const numberedByUsers = 'pg_largeobject_metadata';

/** Catalogs of newer servers. */
const publications = {
  catalog: 'pg_publication',
  kind: "'publication'",
  name: 'quote_ident(o.pubname)',
  since: 100_000,
};

/**
 * Asks what a user put into the connected database: everything that a fresh copy of template0 does not have.
 * The plpgsql extension and a `public` schema made anew do not count.
 * @returns at most `most` objects, each as `kind name`
 */
export async function askUserObjects(
  client: PostgresClient,
  serverVersion: number,
  most: number,
): Promise<string[]> {
  const asked = serverVersion >= publications.since ? [...catalogs, publications] : catalogs;
  const selects = asked.map(
    ({ catalog, kind, name }, rank) => `
      (SELECT ${rank} AS rank, ${kind} || ' ' || ${name} AS object FROM pg_catalog.${catalog} o
        WHERE ${catalog === numberedByUsers ? 'true' : `o.oid >= ${firstUserNumber}`}${conditions[catalog] ?? ''}
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                           WHERE d.classid = 'pg_catalog.${catalog}'::regclass AND d.objid = o.oid AND d.deptype IN ('i', 'e'))
        LIMIT ${most})`,
  );
  const { rows } = await client.query<{ object: string }>(
    `SELECT object FROM (${selects.join(' UNION ALL ')}) objects ORDER BY rank, object LIMIT ${most}`,
  );
  return rows.map((row) => row.object);
}

/** What of a catalog's rows is not a user's object of its own. */
const conditions: Readonly<Record<string, string>> = {
  pg_namespace: " AND o.nspname <> 'public' AND o.nspname !~ '^pg_(toast_)?temp_'",
  pg_extension: " AND o.extname <> 'plpgsql'",
  pg_language: " AND o.lanname <> 'plpgsql'",
  pg_class: " AND o.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND o.relpersistence <> 't'",
};
