import type { TocEntry } from './toolMessage';

/** The types of two and more words of pg_dump's entries (pg_dump.c, up to 18); those of one word need no list. */
const longTypes = [
  'ACCESS METHOD',
  'BLOB COMMENTS',
  'BLOB METADATA',
  'CHECK CONSTRAINT',
  'DATABASE PROPERTIES',
  'DEFAULT ACL',
  'EVENT TRIGGER',
  'FK CONSTRAINT',
  'FOREIGN DATA WRAPPER',
  'FOREIGN SERVER',
  'FOREIGN TABLE',
  'INDEX ATTACH',
  'LARGE OBJECT',
  'MATERIALIZED VIEW DATA',
  'MATERIALIZED VIEW',
  'OPERATOR CLASS',
  'OPERATOR FAMILY',
  'PROCEDURAL LANGUAGE',
  'PUBLICATION TABLES IN SCHEMA',
  'PUBLICATION TABLE',
  'ROW SECURITY',
  'SECURITY LABEL',
  'SEQUENCE OWNED BY',
  'SEQUENCE SET',
  'SHELL TYPE',
  'STATISTICS DATA',
  'SUBSCRIPTION TABLE',
  'TABLE ATTACH',
  'TABLE DATA',
  'TEXT SEARCH CONFIGURATION',
  'TEXT SEARCH DICTIONARY',
  'TEXT SEARCH PARSER',
  'TEXT SEARCH TEMPLATE',
  'USER MAPPING',
];

/**
 * Whether a failure can be the entry's: its command, or the table of its COPY, holds the first word of the entry's tag.
 * Workers write their lines between one another's, so that what stands above a message need not belong to it.
 */
export function canBelongTo(entry: TocEntry, lead: string | undefined, command: string | undefined): boolean {
  const tag = entry.description.slice(entry.type === undefined ? 0 : entry.type.length + 1);
  const word = /^[^\s("]+/.exec(tag)?.[0] ?? '';
  if (lead?.startsWith('COPY failed for table ') === true) {
    return entry.type === 'TABLE DATA' && tag.startsWith(`${lead.slice(23, -1)} `);
  }
  return word !== '' && command?.includes(word) === true;
}

/** The type that a printed description begins with. */
export function entryType(description: string): string | undefined {
  return (
    longTypes.find((type) => description.startsWith(`${type} `)) ?? /^[A-Z]+(?= )/.exec(description)?.[0]
  );
}

/** Reads `from TOC entry 3412; 1259 16390 TABLE foo owner`, with or without the older "Error " before it. */
export function readTocEntry(statement: string): TocEntry | undefined {
  const match = /^(?:Error )?from TOC entry (\d{1,10}); \d{1,10} \d{1,10} (.*)$/s.exec(statement);
  if (match === null) return undefined;
  const description = match[2] ?? '';
  return { dumpId: Number(match[1]), type: entryType(description), description };
}
