import { connectionFrom, type Connection } from '../../../src/core/connection/connection';
import { wholeDatabase, type BackupRequest } from '../../../src/core/backup/request';
import type { DatabaseDescription } from '../../../src/core/server/databaseDescription';
import type { DumpCapacity, SourceFacts } from '../../../src/core/server/sourceFacts';

export const connection: Connection & { readonly database: string } = {
  ...connectionFrom(
    { host: 'db.example', port: '5433', user: 'marie', password: 's3cret' },
    { osUser: 'nobody', hostFor: () => 'localhost' },
  ),
  database: 'pianos',
};

export const request: BackupRequest = {
  connection,
  folder: '/srv/backups',
  namePattern: '{database}-{timestamp}',
  format: 'auto',
  jobs: undefined,
  compression: undefined,
  options: wholeDatabase,
  countSource: false,
};

/** A server with room for anything, and a database of 100 MB. */
export const capacity: DumpCapacity = {
  databaseBytes: 100_000_000,
  dataBytes: 80_000_000,
  tables: 10,
  lockSlots: 6400,
  spareConnections: 90,
};

export const description: DatabaseDescription = {
  name: 'pianos',
  owner: 'marie',
  encoding: 'UTF8',
  provider: 'libc',
  collate: 'fr_FR.UTF-8',
  ctype: 'fr_FR.UTF-8',
  locale: null,
  icuRules: null,
  tablespace: 'pg_default',
  collationVersion: '2.36',
  connectionLimit: -1,
  isTemplate: false,
  comment: 'Élèves et exercices',
  settings: [{ role: null, name: 'search_path', value: 'app, public' }],
  privileges: null,
};

export const facts: SourceFacts = {
  server: { version: '15.18', versionNumber: 150_018, inRecovery: false, isSuperuser: false },
  database: description,
  extensions: [{ name: 'plpgsql', version: '1.0', schema: 'pg_catalog' }],
  asgard: { status: 'absent', version: null },
  asgardDefinitionsSha256: null,
  roles: ['marie'],
  capacity,
};
