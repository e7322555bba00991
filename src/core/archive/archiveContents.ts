import type { Entry } from './entry';
import type { Archive } from './tableOfContents';

/** Entries that every dump has, whatever the database holds: the session, and the database itself. */
const typesWithoutObject: ReadonlySet<string> = new Set([
  'ENCODING',
  'STDSTRINGS',
  'SEARCHPATH',
  'DATABASE',
  'DATABASE PROPERTIES',
]);

/** Types of entries that are about the object their tag names. */
const attachedTypes: ReadonlySet<string> = new Set(['COMMENT', 'ACL', 'SECURITY LABEL']);

/** What any database has from the start: up to version 10, pg_dump wrote plpgsql into every dump. */
const givenObjects: ReadonlySet<string> = new Set([
  'SCHEMA public',
  'EXTENSION plpgsql',
  'PROCEDURAL LANGUAGE plpgsql',
]);

/** True where the archive holds no object of its own: restoring it would give an empty database. */
export function holdsNothing(archive: Archive): boolean {
  return archive.entries.every(isGiven);
}

function isGiven(entry: Entry): boolean {
  if (typesWithoutObject.has(entry.type)) return true;
  if (attachedTypes.has(entry.type)) {
    if (entry.schema !== undefined) return false;
    return (
      entry.tag.startsWith('DATABASE ') ||
      givenObjects.has(entry.tag) ||
      // Up to version 10 the tag lacks the kind.
      (entry.type === 'ACL' && entry.tag === 'public') ||
      /^\s*COMMENT ON DATABASE\s/.test(entry.definition)
    );
  }
  return givenObjects.has(`${entry.type} ${entry.tag}`);
}

/** True where the archive has rows for ASGARD's management table, `z_asgard_admin.gestion_schema`. */
export function holdsManagementTable(archive: Archive): boolean {
  return archive.entries.some(
    (entry) =>
      entry.type === 'TABLE DATA' &&
      entry.tag === 'gestion_schema' &&
      entry.schema === 'z_asgard_admin' &&
      holdsData(entry),
  );
}

/** True for an entry that data was dumped for. */
export function holdsData(entry: Entry): boolean {
  if (entry.dataState === undefined) return entry.fileName !== undefined;
  return entry.dataState !== 'no-data';
}

/** True where the archive has rows but none of the tables that they go into, as pg_dump --data-only makes it. */
export function holdsRowsOnly(archive: Archive): boolean {
  const types = new Set(archive.entries.map((entry) => entry.type));
  return types.has('TABLE DATA') && !types.has('TABLE');
}

/** The extensions the archive creates, in its order. */
export function extensionNames(archive: Archive): string[] {
  return archive.entries.filter((entry) => entry.type === 'EXTENSION').map((entry) => entry.tag);
}

/** The roles that own something in the archive, in the order they come. */
export function ownerNames(archive: Archive): string[] {
  const owners = new Set(archive.entries.map((entry) => entry.owner));
  owners.delete('');
  return [...owners];
}
