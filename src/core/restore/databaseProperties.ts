import { databasePropertyStatements } from '../archive/databasePropertyStatements';
import type { Archive } from '../archive/tableOfContents';
import type { BackupManifest } from '../backup/manifest';
import type { DatabaseDescription, DatabaseSetting } from '../server/databaseDescription';
import { sqlIdentifier, sqlLiteral } from '../sql';

/** The statements that give a database what a restore without them loses. */
export interface PropertyStatements {
  /** Settings, which the objects may want while they are made: checks and functions can read them. */
  readonly settings: readonly string[];
  /** Privileges; the grants among them may be wanted while the objects are made, as by ASGARD 1.5. */
  readonly privileges: readonly string[];
  /** Comment, connection limit and the like. */
  readonly others: readonly string[];
  /** Statements of the archive that are not of the form pg_dump writes; they are not run. */
  readonly unrecognised: readonly string[];
}

/** For a restore that leaves the database's properties alone. */
export const noPropertyStatements: PropertyStatements = {
  settings: [],
  privileges: [],
  others: [],
  unrecognised: [],
};

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
    ? noPropertyStatements
    : { ...ofDescription(manifest.database, database, withPrivileges), unrecognised: [] };
}

function ofArchive(archive: Archive, database: string, withPrivileges: boolean): PropertyStatements {
  const settings: string[] = [];
  const privileges: string[] = [];
  const others: string[] = [];
  const unrecognised: string[] = [];
  for (const { kind, sql } of databasePropertyStatements(archive, database)) {
    if (kind === 'unrecognised') unrecognised.push(sql);
    else if (kind === 'setting') settings.push(sql);
    else if (kind !== 'privilege') others.push(sql);
    else if (withPrivileges) privileges.push(sql);
  }
  return { settings, privileges, others, unrecognised };
}

function ofDescription(
  description: DatabaseDescription,
  name: string,
  withPrivileges: boolean,
): Omit<PropertyStatements, 'unrecognised'> {
  const database = sqlIdentifier(name);
  const privileges: string[] = [];
  if (withPrivileges && description.privileges !== null) {
    privileges.push(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    for (const { grantee, privilege, grantable } of description.privileges) {
      if (!/^[A-Z ]+$/.test(privilege)) continue;
      const to = grantee === null ? 'PUBLIC' : sqlIdentifier(grantee);
      privileges.push(
        `GRANT ${privilege} ON DATABASE ${database} TO ${to}${grantable ? ' WITH GRANT OPTION' : ''}`,
      );
    }
  }
  const others: string[] = [];
  if (description.comment !== null) {
    others.push(`COMMENT ON DATABASE ${database} IS ${sqlLiteral(description.comment)}`);
  }
  if (description.connectionLimit >= 0) {
    others.push(`ALTER DATABASE ${database} CONNECTION LIMIT ${Math.trunc(description.connectionLimit)}`);
  }
  if (description.isTemplate) others.push(`ALTER DATABASE ${database} IS_TEMPLATE true`);
  return {
    settings: description.settings.map((setting) => settingStatement(setting, database)),
    privileges,
    others,
  };
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
