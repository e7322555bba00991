import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { BackupError } from '../core/errors';
import { text } from '../core/text';

type Options = NonNullable<ParseArgsConfig['options']>;

/** An option that may be given several times. */
export const listOption = { type: 'string', multiple: true, default: [] as string[] } as const;

/** Options that every subcommand takes. */
export const commonOptions = {
  url: { type: 'string' },
  json: { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
  tools: listOption,
  help: { type: 'boolean', default: false },
} as const satisfies Options;

/** The folders of --tools, seen from where the command was typed. */
export function toolFolders(folders: readonly string[]): readonly string[] {
  return folders.map((folder) => resolve(folder));
}

/** The lines of the help that belong to `commonOptions`. */
export const commonHelp = `  --url URL              postgres://user@host:port/database; without it, libpq's environment
                         (PGHOST, PGSERVICE, …). Passwords also from ~/.pgpass
  --json                 one JSON document on standard output
  --quiet                no progress on standard error
  --tools DIR            look for pg_dump and the others here first (repeatable)`;

/** Parses the arguments of a subcommand; what follows \`--\` is left to it as \`extra\`. */
export function parseOptions<T extends Options>(
  args: readonly string[],
  options: T,
): {
  readonly values: ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>['values'];
  readonly positionals: readonly string[];
  readonly extra: readonly string[];
} {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  try {
    const { values, positionals } = parseArgs({ args: [...own], options, allowPositionals: true });
    return { values, positionals, extra: end < 0 ? [] : args.slice(end + 1) };
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error));
  }
}

/** The error of a wrong call. */
export function usageError(problem: string): BackupError {
  return new BackupError({
    kind: 'usage',
    code: 'wrong-usage',
    what: text('Wrong usage: {problem}', { problem: problem.split('. To specify')[0] ?? problem }),
    remedy: text('See --help.'),
  });
}

/** A whole number above zero. */
export function positiveNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= 1024) return number;
  throw usageError(`--${name} takes a number from 1 to 1024, not '${value}'`);
}

/** One of a few words. */
export function oneOf<T extends string>(name: string, known: readonly T[], value: string): T {
  const found = known.find((word) => word === value);
  if (found !== undefined) return found;
  throw usageError(`--${name} takes one of ${known.join(', ')}, not '${value}'`);
}
