import { commonHelp, commonOptions, parseOptions, usageError } from './options';
import type { Subcommand } from './ports';
import { formatBytes } from './format';
import { onOneLine } from './terminalText';

/** Lists the databases of a server. */
export const databases: Subcommand = {
  name: 'databases',
  summary: 'list the databases of a server, with size, owner, encoding and ASGARD',
  help: `Usage: pg-backup databases [options]

Lists the databases of a server that are not templates.

Options:
${commonHelp}

Example:
  pg-backup databases --url postgres://postgres@localhost --json`,

  run: async (args, { ports, signal }) => {
    const { values, positionals } = parseOptions(args, commonOptions);
    if (positionals.length > 0) throw usageError(`unexpected argument '${positionals[0] ?? ''}'`);
    const connection = await ports.resolveConnection(values.url);
    const listed = await ports.listDatabases(connection, signal);
    const rows = listed.map(({ name, owner, encoding, bytes, asgard }) => [
      name,
      bytes === null ? '?' : formatBytes(bytes),
      owner,
      encoding,
      asgard.status === 'present'
        ? `ASGARD ${asgard.version ?? ''}`
        : asgard.status === 'unknown'
          ? 'ASGARD ?'
          : '',
    ]);
    return { json: { databases: listed }, human: columns(rows) };
  },
};

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => onOneLine(cell).padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
