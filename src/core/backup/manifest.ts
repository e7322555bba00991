import type { AsgardFact, ExtensionFact, RowCount } from '../server/sourceFacts';
import { localeProviders, type DatabaseDescription } from '../server/databaseDescription';
import type { CompressionMethod, DumpFormat, DumpOptions } from './request';

/** Changes when a reader of the old form would misunderstand the new one. */
export const manifestVersion = 1;

/** The options of the dump; what was not chosen is null, so that every key is there. */
interface ManifestOptions extends Omit<DumpOptions, 'role' | 'encoding'> {
  readonly role: string | null;
  readonly encoding: string | null;
  readonly jobs: number;
  /** The level is null where it was left to the method. */
  readonly compression: { readonly method: CompressionMethod; readonly level: number | null };
}

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
  readonly options: ManifestOptions;
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

type IsShaped = (value: unknown) => boolean;

const isString: IsShaped = (value) => typeof value === 'string';
const isNumber: IsShaped = (value) => typeof value === 'number';
const isBoolean: IsShaped = (value) => typeof value === 'boolean';
const orNull =
  (isShaped: IsShaped): IsShaped =>
  (value) =>
    value === null || isShaped(value);
const listOf =
  (isShaped: IsShaped): IsShaped =>
  (value) =>
    Array.isArray(value) && value.every(isShaped);
const record =
  (shapes: Readonly<Record<string, IsShaped>>): IsShaped =>
  (value) =>
    isRecord(value) && Object.entries(shapes).every(([key, isShaped]) => isShaped(value[key]));

/** What is used of a manifest that is read; the rest is told by media/backup-manifest.schema.json. */
const isShapedAsManifest = record({
  manifestVersion: (value) => value === manifestVersion,
  file: isString,
  format: isString,
  sha256: isString,
  createdAt: isString,
  database: record({
    name: isString,
    owner: isString,
    encoding: isString,
    provider: (value) => localeProviders.some((provider) => provider === value),
    collate: isString,
    ctype: isString,
    locale: orNull(isString),
    icuRules: orNull(isString),
    tablespace: isString,
    connectionLimit: Number.isSafeInteger,
    isTemplate: isBoolean,
    comment: orNull(isString),
    settings: listOf(record({ role: orNull(isString), name: isString, value: isString })),
    privileges: orNull(
      listOf(record({ grantee: orNull(isString), privilege: isString, grantable: isBoolean })),
    ),
  }),
  options: record({ owner: isBoolean }),
  extensions: listOf(record({ name: isString, version: isString })),
  rowsAtSource: orNull(listOf(record({ schema: isString, name: isString, rows: orNull(isNumber) }))),
});

function isManifest(value: unknown): value is BackupManifest {
  return isShapedAsManifest(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
