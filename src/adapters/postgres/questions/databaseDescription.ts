import type {
  DatabaseDescription,
  DatabasePrivilege,
  DatabaseSetting,
  LocaleProvider,
} from '../../../core/server/databaseDescription';
import type { PostgresClient } from '../connect';

/** A row of pg_database as JSON, because its columns differ between versions. */
interface DatabaseRow {
  readonly database: {
    readonly datname: string;
    readonly datcollate: string;
    readonly datctype: string;
    /** 15 and newer. */
    readonly datlocprovider?: 'b' | 'c' | 'i';
    /** 15 and 16; `datlocale` from 17. */
    readonly daticulocale?: string | null;
    readonly datlocale?: string | null;
    readonly daticurules?: string | null;
    readonly datcollversion?: string | null;
    readonly datconnlimit: number;
    readonly datistemplate: boolean;
  };
  readonly owner: string;
  readonly encoding: string;
  readonly tablespace: string;
  readonly comment: string | null;
  readonly hasPrivileges: boolean;
}

const providers: Readonly<Record<string, LocaleProvider>> = { b: 'builtin', c: 'libc', i: 'icu' };

/** Asks for everything that makes the connected database what it is, apart from its contents. */
export async function askDatabaseDescription(client: PostgresClient): Promise<DatabaseDescription> {
  const { rows } = await client.query<DatabaseRow>(`
    SELECT row_to_json(d) AS database,
           pg_catalog.pg_get_userbyid(d.datdba) AS owner,
           pg_catalog.pg_encoding_to_char(d.encoding) AS encoding,
           t.spcname AS tablespace,
           pg_catalog.shobj_description(d.oid, 'pg_database') AS comment,
           d.datacl IS NOT NULL AS "hasPrivileges"
      FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace
     WHERE d.datname = pg_catalog.current_database()`);
  const [row] = rows;
  if (row === undefined) throw new Error('the connected database is in pg_database');
  const { database } = row;
  return {
    name: database.datname,
    owner: row.owner,
    encoding: row.encoding,
    provider: providers[database.datlocprovider ?? 'c'] ?? 'libc',
    collate: database.datcollate,
    ctype: database.datctype,
    locale: database.datlocale ?? database.daticulocale ?? null,
    icuRules: database.daticurules ?? null,
    collationVersion: database.datcollversion ?? null,
    tablespace: row.tablespace,
    connectionLimit: database.datconnlimit,
    isTemplate: database.datistemplate,
    comment: row.comment,
    settings: await askSettings(client),
    privileges: row.hasPrivileges ? await askPrivileges(client) : null,
  };
}

async function askSettings(client: PostgresClient): Promise<DatabaseSetting[]> {
  const { rows } = await client.query<{ role: string | null; setting: string }>(`
    SELECT r.rolname AS role, c.setting
      FROM pg_catalog.pg_db_role_setting s
     CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) WITH ORDINALITY AS c (setting, position)
      JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
     WHERE d.datname = pg_catalog.current_database()
     ORDER BY 1 NULLS FIRST, c.position`);
  return rows.map(({ role, setting }) => {
    const equals = setting.indexOf('=');
    return { role, name: setting.slice(0, equals), value: setting.slice(equals + 1) };
  });
}

async function askPrivileges(client: PostgresClient): Promise<DatabasePrivilege[]> {
  const { rows } = await client.query<DatabasePrivilege>(`
    SELECT r.rolname AS grantee, a.privilege_type AS privilege, a.is_grantable AS grantable
      FROM pg_catalog.pg_database d
     CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) a
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
     WHERE d.datname = pg_catalog.current_database() AND (a.grantee = 0 OR r.oid IS NOT NULL)
     ORDER BY 1 NULLS FIRST, 2`);
  return rows;
}
