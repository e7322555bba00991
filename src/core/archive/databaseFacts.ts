import type { Entry } from './entry';
import { sqlStatements } from './sqlStatements';
import type { SqlToken } from './sqlTokens';
import type { Archive } from './tableOfContents';

export type LocaleProvider = 'libc' | 'icu' | 'builtin';

/** How the dumped database was made; undefined for what its CREATE DATABASE leaves to the server. */
export interface DatabaseFacts {
  readonly name: string;
  /** Empty where the archive was made without owners. */
  readonly owner: string;
  readonly encoding: string | undefined;
  /** `libc` for the versions before 15, which know no other. */
  readonly localeProvider: LocaleProvider;
  /** LC_COLLATE and LC_CTYPE. */
  readonly collate: string | undefined;
  readonly ctype: string | undefined;
  /** The locale of the ICU or built-in provider. */
  readonly providerLocale: string | undefined;
  readonly icuRules: string | undefined;
  readonly collationVersion: string | undefined;
  readonly tablespace: string | undefined;
}

/**
 * The facts of the DATABASE entry, which pg_restore hides but with -C; undefined where there is none or it is no CREATE DATABASE.
 * pg_dump up to 12 writes LC_COLLATE and LC_CTYPE, later ones LOCALE where both are the same.
 */
export function databaseFacts(archive: Archive): DatabaseFacts | undefined {
  const entry = databaseEntry(archive);
  if (entry === undefined) return undefined;
  const [statement] = sqlStatements(entry.definition, archive.standardConformingStrings ?? true);
  const [create, database, name, ...rest] = statement?.tokens ?? [];
  if (create?.value !== 'create' || database?.value !== 'database' || name === undefined) return undefined;
  const options = optionsOf(rest);
  const locale = options.get('locale');
  const provider = options.get('locale_provider');
  return {
    name: name.value,
    owner: entry.owner,
    encoding: options.get('encoding'),
    localeProvider: provider === 'icu' || provider === 'builtin' ? provider : 'libc',
    collate: options.get('lc_collate') ?? locale,
    ctype: options.get('lc_ctype') ?? locale,
    providerLocale: options.get('icu_locale') ?? options.get('builtin_locale'),
    icuRules: options.get('icu_rules'),
    collationVersion: options.get('collation_version'),
    tablespace: options.get('tablespace'),
  };
}

/** The entry of the database itself. */
export function databaseEntry(archive: Archive): Entry | undefined {
  return archive.entries.find((entry) => entry.type === 'DATABASE');
}

/** The `NAME = value` pairs behind the database's name. */
function optionsOf(tokens: readonly SqlToken[]): Map<string, string> {
  const options = new Map<string, string>();
  for (const [index, token] of tokens.entries()) {
    const name = tokens[index - 1];
    const value = tokens[index + 1];
    const isPair = token.kind === 'symbol' && token.value === '=' && name?.kind === 'word';
    if (isPair && value !== undefined && value.kind !== 'broken') options.set(name.value, value.value);
  }
  return options;
}
