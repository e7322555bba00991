import { tokensOf, type SqlToken } from './statementTokens';

/** What a `-C` dump says about its database; names and values as written, undefined where it says nothing. */
export interface DumpedDatabase {
  readonly name: string;
  readonly owner: string | undefined;
  readonly encoding: string | undefined;
  readonly localeProvider: string | undefined;
  readonly locale: string | undefined;
  readonly lcCollate: string | undefined;
  readonly lcCtype: string | undefined;
  readonly icuLocale: string | undefined;
  readonly icuRules: string | undefined;
  readonly builtinLocale: string | undefined;
  readonly tablespace: string | undefined;
}

/** Reads `CREATE DATABASE name WITH option = value …;`; `decode` turns a byte string into text. */
export function readCreateDatabase(statement: Uint8Array, decode: (value: string) => string): DumpedDatabase {
  const options = new Map<string, string>();
  const [, , name, ...rest]: SqlToken[] = [...tokensOf(statement)];
  for (const [index, token] of rest.entries()) {
    if (token.kind === 'symbol' && token.value === '=') {
      options.set(rest[index - 1]?.value ?? '', decode(rest[index + 1]?.value ?? ''));
    }
  }
  return {
    name: decode(name?.value ?? ''),
    owner: options.get('owner'),
    encoding: options.get('encoding'),
    localeProvider: options.get('locale_provider'),
    locale: options.get('locale'),
    lcCollate: options.get('lc_collate'),
    lcCtype: options.get('lc_ctype'),
    icuLocale: options.get('icu_locale'),
    icuRules: options.get('icu_rules'),
    builtinLocale: options.get('builtin_locale'),
    tablespace: options.get('tablespace'),
  };
}

/** The owner in `ALTER DATABASE name OWNER TO role;`. */
export function readDatabaseOwner(statement: Uint8Array, decode: (value: string) => string): string {
  return decode([...tokensOf(statement)][5]?.value ?? '');
}
