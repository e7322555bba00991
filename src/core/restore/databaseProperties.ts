import { databasePropertyStatements } from '../archive/databasePropertyStatements';
import type { Archive } from '../archive/tableOfContents';
import type { BackupManifest } from '../backup/manifest';
import type { DatabaseDescription, DatabaseSetting } from '../server/databaseDescription';
import { sqlIdentifier, sqlLiteral } from '../sql';

/** The statements that give a database what a restore without them loses. */
export interface PropertyStatements {
  /** Settings, which the objects may want while they are made: checks and functions can read them. */
  readonly before: readonly string[];
  /** Comment, privileges, connection limit and the like, which may keep people out or let them in. */
  readonly after: readonly string[];
  /** Statements of the archive that are not of the form pg_dump writes; they are not run. */
  readonly unrecognised: readonly string[];
}

/**
 * The statements for a database, by what the archive says; where it holds no database entry, by its manifest.
 * @param database the name that the database has while they run
 */
export function propertyStatements(
  archive: Archive | undefined,
  manifest: BackupManifest | undefined,
  database: string,
  withPrivileges: boolean,
): PropertyStatements {
  if (archive?.entries.some((entry) => entry.type === 'DATABASE') === true) {
    return ofArchive(archive, database, withPrivileges);
  }
  return manifest === undefined
    ? { before: [], after: [], unrecognised: [] }
    : { ...ofDescription(manifest.database, database, withPrivileges), unrecognised: [] };
}

function ofArchive(archive: Archive, database: string, withPrivileges: boolean): PropertyStatements {
  const before: string[] = [];
  const after: string[] = [];
  const unrecognised: string[] = [];
  for (const { kind, sql } of databasePropertyStatements(archive, database)) {
    if (kind === 'unrecognised') unrecognised.push(sql);
    else if (kind === 'setting') before.push(sql);
    else if (kind !== 'privilege' || withPrivileges) after.push(sql);
  }
  return { before, after, unrecognised };
}

function ofDescription(
  description: DatabaseDescription,
  name: string,
  withPrivileges: boolean,
): Pick<PropertyStatements, 'before' | 'after'> {
  const database = sqlIdentifier(name);
  const after: string[] = [];
  if (description.comment !== null) {
    after.push(`COMMENT ON DATABASE ${database} IS ${sqlLiteral(description.comment)}`);
  }
  if (withPrivileges && description.privileges !== null) {
    after.push(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    for (const { grantee, privilege, grantable } of description.privileges) {
      if (!/^[A-Z ]+$/.test(privilege)) continue;
      const to = grantee === null ? 'PUBLIC' : sqlIdentifier(grantee);
      after.push(
        `GRANT ${privilege} ON DATABASE ${database} TO ${to}${grantable ? ' WITH GRANT OPTION' : ''}`,
      );
    }
  }
  if (description.connectionLimit >= 0) {
    after.push(`ALTER DATABASE ${database} CONNECTION LIMIT ${Math.trunc(description.connectionLimit)}`);
  }
  if (description.isTemplate) after.push(`ALTER DATABASE ${database} IS_TEMPLATE true`);
  return { before: description.settings.map((setting) => settingStatement(setting, database)), after };
}

/** Settings whose value is a list of quoted names. Source: GUC_LIST_QUOTE in PostgreSQL's guc_tables.c and pg_dump's dumputils.c */
const listSettings: ReadonlySet<string> = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]);

function settingStatement({ role, name, value }: DatabaseSetting, database: string): string {
  const whose =
    role === null
      ? `ALTER DATABASE ${database}`
      : `ALTER ROLE ${sqlIdentifier(role)} IN DATABASE ${database}`;
  const values = listSettings.has(name.toLowerCase()) ? quotedNames(value) : [value];
  return `${whose} SET ${sqlIdentifier(name)} TO ${values.map(sqlLiteral).join(', ')}`;
}

/** The names of a list such as `app, "Ma Base", public`. */
function quotedNames(list: string): string[] {
  const names = [...list.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,"]*?))\s*(?:,|$)/gy)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
  const filled = names.filter((name) => name !== '');
  return filled.length === 0 ? [''] : filled;
}
