import type { AsgardFact, ExtensionFact, RowCount } from '../server/sourceFacts';
import type { DatabaseDescription } from '../server/databaseDescription';
import type { Compression, DumpFormat, DumpOptions } from './request';

/** Changes when a reader of the old form would misunderstand the new one. */
export const manifestVersion = 1;

/**
 * What is written beside a backup: what the file itself cannot tell. It holds no secret.
 * Described for others by media/backup-manifest.schema.json.
 */
export interface BackupManifest {
  readonly manifestVersion: typeof manifestVersion;
  readonly product: { readonly name: 'pg-backup-restore'; readonly version: string };
  /** The backup's name at the time; it stands in the same folder. */
  readonly file: string;
  readonly format: DumpFormat;
  readonly bytes: number;
  /** Of the file; for a directory, of its list of checksums. */
  readonly sha256: string;
  /** When the dump began, ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly durationMs: number;
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly version: string;
    readonly versionNumber: number;
    readonly user: string;
    readonly superuser: boolean;
    readonly inRecovery: boolean;
  };
  readonly client: {
    readonly tool: 'pg_dump';
    readonly version: string;
    readonly arguments: readonly string[];
  };
  readonly options: DumpOptions & { readonly jobs: number; readonly compression: Compression };
  /** Settings under which values were written as text. */
  readonly sessionSettings: Readonly<Record<string, string>>;
  /** Whether everything here was read in the very snapshot that was dumped. */
  readonly sameSnapshot: boolean;
  readonly database: DatabaseDescription & { readonly bytes: number };
  readonly extensions: readonly ExtensionFact[];
  readonly asgard: AsgardFact & {
    readonly definitionsSha256: string | null;
    /** Whether the rows of the management table are in the dump; null where there is no such table. */
    readonly managementTableDumped: boolean | null;
  };
  /** Roles that own or are granted something in the database. */
  readonly roles: readonly string[];
  /** Rows at the source, counted in the dump's own snapshot; null where that was not asked for. */
  readonly rowsAtSource: readonly RowCount[] | null;
  /** What the user was warned about, in English. */
  readonly warnings: readonly string[];
}

/** The manifest as text. */
export function manifestText(manifest: BackupManifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** A manifest from its text; undefined where it is none of this version. It comes from a file, so nothing in it is trusted beyond its shape. */
export function parseManifest(content: string): BackupManifest | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return undefined;
  }
  return isManifest(parsed) ? parsed : undefined;
}

function isManifest(value: unknown): value is BackupManifest {
  if (!isRecord(value) || value['manifestVersion'] !== manifestVersion) return false;
  const { database, options, rowsAtSource, extensions } = value;
  return (
    ['file', 'format', 'sha256', 'createdAt'].every((key) => typeof value[key] === 'string') &&
    isRecord(database) &&
    ['name', 'owner', 'encoding', 'provider', 'collate', 'ctype', 'tablespace'].every(
      (key) => typeof database[key] === 'string',
    ) &&
    typeof database['connectionLimit'] === 'number' &&
    isListOf(database['settings'], ['name', 'value']) &&
    (database['privileges'] === null || isListOf(database['privileges'], ['privilege'])) &&
    isRecord(options) &&
    typeof options['owner'] === 'boolean' &&
    isListOf(extensions, ['name', 'version']) &&
    (rowsAtSource === null || isListOf(rowsAtSource, ['schema', 'name']))
  );
}

function isListOf(value: unknown, stringKeys: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.every((item: unknown) => isRecord(item) && stringKeys.every((key) => typeof item[key] === 'string'))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
