import type { CommandLine } from '../commandLine';
import { databaseArgument, libpqEnvironment } from '../connection/connection';
import { BackupError } from '../errors';
import { pinnedDumpSettings, sessionOptions } from '../sessionSettings';
import { text } from '../text';
import type { DumpPlan } from './dumpPlan';
import type { BackupRequest, Compression, DumpOptions } from './request';

/**
 * The pg_dump call of a backup.
 * @param file where it writes: the absolute path of the partial file or folder
 * @param snapshot the exported snapshot to dump, undefined where the server gave none
 * @param passwordEnvironment what leads to the password
 * @throws BackupError of kind `usage` for a compression that this client does not have
 */
export function dumpCommand(
  request: Pick<BackupRequest, 'connection' | 'options'>,
  plan: DumpPlan,
  clientMajor: number,
  file: string,
  snapshot: string | undefined,
  passwordEnvironment: Readonly<Record<string, string>>,
): CommandLine {
  const { connection, options } = request;
  return {
    tool: 'pg_dump',
    args: [
      `--format=${plan.format}`,
      `--file=${file}`,
      ...(plan.jobs > 1 ? [`--jobs=${plan.jobs}`] : []),
      ...compressionArguments(plan, clientMajor),
      ...(snapshot === undefined ? [] : [`--snapshot=${snapshot}`]),
      '--verbose',
      '--no-password',
      ...optionArguments(options),
      `--dbname=${databaseArgument(connection.database)}`,
      ...options.extra,
    ],
    env: { ...libpqEnvironment(connection, sessionOptions(pinnedDumpSettings)), ...passwordEnvironment },
  };
}

function compressionArguments({ format, compression }: DumpPlan, clientMajor: number): string[] {
  if (format === 'tar') return [];
  if (clientMajor >= 16) return [`--compress=${compressionText(compression)}`];
  switch (compression.method) {
    case 'none':
      return ['--compress=0'];
    case 'gzip':
      return compression.level === undefined
        ? format === 'plain'
          ? ['--compress=6']
          : []
        : [`--compress=${compression.level}`];
    case 'lz4':
    case 'zstd':
      throw new BackupError({
        kind: 'usage',
        code: 'compression-needs-newer-client',
        what: text('pg_dump {major} cannot compress with {method}.', {
          major: clientMajor,
          method: compression.method,
        }),
        remedy: text('Use gzip, or install a client of version 16 or newer.'),
      });
  }
}

/** A compression as users write it: `gzip:1`, `none`. */
export function compressionText({ method, level }: Compression): string {
  return level === undefined || method === 'none' ? method : `${method}:${level}`;
}

function optionArguments(options: DumpOptions): string[] {
  const each = (name: string, patterns: readonly string[]): string[] =>
    patterns.map((pattern) => `--${name}=${pattern}`);
  return [
    ...(options.content === 'everything' ? [] : [`--${options.content}`]),
    ...each('schema', options.schemas),
    ...each('exclude-schema', options.excludedSchemas),
    ...each('table', options.tables),
    ...each('exclude-table', options.excludedTables),
    ...each('exclude-table-data', options.excludedTableData),
    ...(options.owner ? [] : ['--no-owner']),
    ...(options.privileges ? [] : ['--no-privileges']),
    ...(options.role === undefined ? [] : [`--role=${options.role}`]),
    ...(options.encoding === undefined ? [] : [`--encoding=${options.encoding}`]),
  ];
}
