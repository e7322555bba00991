import { commonHelp, commonOptions, parseOptions, usageError } from './options';
import type { Subcommand } from './ports';
import { formatBytes } from './format';

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

// eslint-disable-next-line no-control-regex -- control characters are what this names
const misleading = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A name may hold anything, also what would move a terminal's cursor or turn the order of letters. */
function onOneLine(cell: string): string {
  return cell.replace(misleading, '\u{fffd}');
}
