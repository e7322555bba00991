import type { Entry } from './entry';

/** What an archive's first entries set for the session that restores it; undefined where the entry is missing. */
export interface SessionFacts {
  /** The encoding of the archive's text and data, as PostgreSQL names it: `UTF8`. */
  readonly encoding: string | undefined;
  readonly standardConformingStrings: boolean | undefined;
  /** The value of `search_path`, empty in dumps of 10.3 and later. */
  readonly searchPath: string | undefined;
}

/** Looks for the entries ENCODING, STDSTRINGS and SEARCHPATH. */
export function sessionFacts(entries: Iterable<Entry>): SessionFacts {
  const wanted = new Map<string, string>();
  for (const entry of entries) {
    if (!sessionTypes.has(entry.type)) continue;
    wanted.set(entry.type, entry.definition);
    if (wanted.size === sessionTypes.size) break;
  }
  const strings = lastLiteral(wanted.get('STDSTRINGS'));
  return {
    encoding: lastLiteral(wanted.get('ENCODING')),
    standardConformingStrings: strings === undefined ? undefined : strings === 'on',
    searchPath: lastLiteral(wanted.get('SEARCHPATH')),
  };
}

const sessionTypes: ReadonlySet<string> = new Set(['ENCODING', 'STDSTRINGS', 'SEARCHPATH']);

/** The value in `SET x = 'value'` and in `SELECT set_config('x', 'value', false)`. */
function lastLiteral(statement: string | undefined): string | undefined {
  const literals = statement?.match(/'(?:[^']|'')*'/g);
  return literals?.at(-1)?.slice(1, -1).replaceAll("''", "'");
}
