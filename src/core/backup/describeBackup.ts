import type { CommandLine } from '../commandLine';
import type { RowCount } from '../server/sourceFacts';
import { pinnedDumpSettings } from '../sessionSettings';
import { inEnglish, type Text } from '../text';
import type { PickedTool } from '../tools/ports';
import type { CheckedDump } from './checkDump';
import type { DumpPlan } from './dumpPlan';
import { manifestVersion, type BackupManifest } from './manifest';
import type { BackupSource, Digest } from './ports';
import type { BackupRequest, DumpOptions } from './request';

/** Everything that is known when a backup is done. */
export interface BackupRecord {
  readonly request: BackupRequest;
  readonly plan: DumpPlan;
  readonly source: BackupSource;
  readonly tool: PickedTool;
  readonly commandLine: CommandLine;
  readonly reading: CheckedDump;
  readonly rows: readonly RowCount[] | null;
  readonly warnings: readonly Text[];
  readonly createdAt: string;
  readonly durationMs: number;
  readonly productVersion: string;
}

/** The manifest of a backup under the name that it gets. */
export function describeBackup(record: BackupRecord, name: string, digest: Digest): BackupManifest {
  const { request, plan, source, reading } = record;
  const { facts } = source;
  const { connection } = request;
  return {
    manifestVersion,
    product: { name: 'pg-backup-restore', version: record.productVersion },
    file: name,
    format: plan.format,
    bytes: digest.bytes,
    sha256: digest.sha256,
    createdAt: record.createdAt,
    durationMs: Math.round(record.durationMs),
    server: {
      host: connection.host,
      port: connection.port,
      version: facts.server.version,
      versionNumber: facts.server.versionNumber,
      user: connection.user,
      superuser: facts.server.isSuperuser,
      inRecovery: facts.server.inRecovery,
    },
    client: {
      tool: 'pg_dump',
      version: record.tool.version,
      arguments: keptArguments(record.commandLine),
    },
    options: keptOptions(request.options, plan),
    sessionSettings: pinnedDumpSettings,
    sameSnapshot: source.snapshot !== undefined,
    database: { ...facts.database, bytes: facts.capacity.databaseBytes },
    extensions: facts.extensions,
    asgard: {
      ...facts.asgard,
      definitionsSha256: facts.asgardDefinitionsSha256,
      managementTableDumped: facts.asgard.status === 'present' ? reading.holdsManagementTable : null,
    },
    roles: facts.roles,
    rowsAtSource:
      record.rows?.filter(({ schema, name: table }) => reading.holdsRowsOf(schema, table)) ?? null,
    warnings: record.warnings.map(inEnglish),
  };
}

/** JSON drops what is undefined, so what was not chosen is null. */
function keptOptions(options: DumpOptions, { jobs, compression }: DumpPlan): BackupManifest['options'] {
  return {
    ...options,
    role: options.role ?? null,
    encoding: options.encoding ?? null,
    jobs,
    compression: { method: compression.method, level: compression.level ?? null },
  };
}

/** The arguments without the names that mean nothing once the dump is done. */
function keptArguments(commandLine: CommandLine): string[] {
  return commandLine.args.filter((argument) => !/^--(file|snapshot)=/.test(argument));
}
