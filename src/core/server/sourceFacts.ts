import type { DatabaseDescription } from './databaseDescription';

/** The server as the connected role sees it. */
export interface ServerFacts {
  /** As the server prints it, such as `15.18 (Debian 15.18-0+deb12u1)`. */
  readonly version: string;
  /** As a number: 150018 is 15.18. */
  readonly versionNumber: number;
  readonly inRecovery: boolean;
  readonly isSuperuser: boolean;
}

/** The major version of a server's version number; 9.6 and older count their second number too, but the tools compare only this. */
export function majorVersion(versionNumber: number): number {
  return Math.floor(versionNumber / 10_000);
}

/** An installed extension. */
export interface ExtensionFact {
  readonly name: string;
  readonly version: string;
  readonly schema: string;
}

/** Whether a database is managed by ASGARD. */
export interface AsgardFact {
  readonly status: 'present' | 'absent' | 'unknown';
  readonly version: string | null;
}

/** What bounds a parallel dump. */
export interface DumpCapacity {
  /** The whole database on disk, in bytes. */
  readonly databaseBytes: number;
  /** An estimate without the indexes, in bytes. */
  readonly dataBytes: number;
  /** Tables, partitions included, that a dump locks. */
  readonly tables: number;
  /** Locks that fit the server's shared lock table. */
  readonly lockSlots: number;
  /** Connections that this role could still open to this database. */
  readonly spareConnections: number;
}

/** What is read about the database in the snapshot that is dumped. */
export interface SourceFacts {
  readonly server: ServerFacts;
  readonly database: DatabaseDescription;
  readonly extensions: readonly ExtensionFact[];
  readonly asgard: AsgardFact;
  /** SHA-256 of the definitions of ASGARD's members, which tells whether someone changed them by hand; null without ASGARD. */
  readonly asgardDefinitionsSha256: string | null;
  /** Roles that own or are granted something in the database, sorted. */
  readonly roles: readonly string[];
  readonly capacity: DumpCapacity;
}

/** The rows of one table, or why they are not known. */
export interface RowCount {
  readonly schema: string;
  readonly name: string;
  readonly rows: number | null;
  readonly reason?: string;
}
