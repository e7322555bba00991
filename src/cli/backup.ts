import { backUp } from '../core/backup/backUp';
import { defaultNamePattern } from '../core/backup/fileNames';
import { compressionMethods, dumpFormats, wholeDatabase, type Compression } from '../core/backup/request';
import type { Connection } from '../core/connection/connection';
import { text } from '../core/text';
import { formatBytes, formatDuration } from './format';
import {
  commonHelp,
  commonOptions,
  listOption,
  oneOf,
  parseOptions,
  positiveNumber,
  usageError,
  toolFolders,
} from './options';
import type { Subcommand } from './ports';

const options = {
  ...commonOptions,
  out: { type: 'string', default: '.' },
  name: { type: 'string', default: defaultNamePattern },
  format: { type: 'string', default: 'auto' },
  jobs: { type: 'string' },
  compress: { type: 'string' },
  'schema-only': { type: 'boolean', default: false },
  'data-only': { type: 'boolean', default: false },
  schema: listOption,
  'exclude-schema': listOption,
  table: listOption,
  'exclude-table': listOption,
  'exclude-table-data': listOption,
  'no-owner': { type: 'boolean', default: false },
  'no-privileges': { type: 'boolean', default: false },
  role: { type: 'string' },
  encoding: { type: 'string' },
  'count-source': { type: 'boolean', default: false },
} as const;

/** Backs up one database. */
export const backup: Subcommand = {
  name: 'backup',
  summary: 'back up a database, with a manifest and a checksum beside it',
  help: `Usage: pg-backup backup [options] [-- EXTRA PG_DUMP ARGUMENTS]

Backs up the database that the connection names. Nothing that could be taken for a
backup is left when it fails or is cancelled; an existing file is never replaced.

Options:
${commonHelp}
  --out DIR              folder for the backup, created if needed (default: .)
  --name PATTERN         with {database} {host} {date} {time} {timestamp}
                         (default: ${defaultNamePattern})
  --format FORMAT        auto, custom, directory, tar or plain (default: auto: one file
                         below 1 GB, a directory with jobs above)
  --jobs N               jobs of a directory backup
  --compress METHOD[:LEVEL]  none, gzip, lz4 or zstd
  --schema-only, --data-only
  --schema, --exclude-schema, --table, --exclude-table, --exclude-table-data PATTERN
                         as pg_dump takes them (repeatable)
  --no-owner, --no-privileges, --role ROLE, --encoding ENCODING
  --count-source         count the rows of each table in the dump's own snapshot

Example:
  pg-backup backup --url postgres://pianos@localhost/pianos --out /srv/backups`,

  run: async (args, { ports, translate, signal, report }) => {
    const { values, positionals, extra } = parseOptions(args, options);
    if (positionals.length > 0) throw usageError(`unexpected argument '${positionals[0] ?? ''}'`);
    if (values['schema-only'] && values['data-only'])
      throw usageError('--schema-only and --data-only exclude each other');
    const connection = await ports.resolveConnection(values.url);
    const done = await backUp(
      {
        connection: withNamedDatabase(connection),
        folder: values.out,
        namePattern: values.name,
        format: oneOf('format', ['auto', ...dumpFormats], values.format),
        jobs: positiveNumber('jobs', values.jobs),
        compression: values.compress === undefined ? undefined : parseCompression(values.compress),
        options: {
          ...wholeDatabase,
          content: values['schema-only'] ? 'schema-only' : values['data-only'] ? 'data-only' : 'everything',
          schemas: values.schema,
          excludedSchemas: values['exclude-schema'],
          tables: values.table,
          excludedTables: values['exclude-table'],
          excludedTableData: values['exclude-table-data'],
          owner: !values['no-owner'],
          privileges: !values['no-privileges'],
          role: values.role,
          encoding: values.encoding,
          extra,
        },
        countSource: values['count-source'],
      },
      ports.backupPorts(toolFolders(values.tools), report),
      signal,
    );
    const { published, digest, manifest, durationMs } = done;
    const warnings = done.warnings.map(translate);
    return {
      json: {
        file: published.file,
        format: manifest.format,
        bytes: digest.bytes,
        sha256: digest.sha256,
        manifest: published.manifest,
        database: manifest.database.name,
        durationMs: Math.round(durationMs),
        warnings,
      },
      human: [
        ...warnings.map((warning) => translate(text('Warning: {warning}', { warning }))),
        translate(
          text('{database} was backed up in {duration}: {file} ({size})', {
            database: manifest.database.name,
            duration: formatDuration(durationMs),
            file: published.file,
            size: formatBytes(digest.bytes),
          }),
        ),
      ].join('\n'),
    };
  },
};

/** As with libpq, a connection that names no database means the one called like its user. */
function withNamedDatabase(connection: Connection): Connection & { readonly database: string } {
  return { ...connection, database: connection.database ?? connection.user };
}

function parseCompression(value: string): Compression {
  const [, method = '', level] = /^(\w+)(?::(-?\d{1,2}))?$/.exec(value) ?? [];
  return {
    method: oneOf('compress', compressionMethods, method === '' ? value : method),
    level: level === undefined ? undefined : Number(level),
  };
}
