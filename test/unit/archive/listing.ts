import type { Entry } from '../../../src/core/archive/entry';
import { fixtureBytes } from './byteSources';

/** What `pg_restore -l` printed about a fixture, kept beside it as `NAME.list`. */
export interface Listing {
  readonly facts: ReadonlyMap<string, string>;
  readonly createdAt: string;
  readonly entries: readonly string[];
}

export function listingOf(fixture: string, encoding: 'utf8' | 'latin1' = 'utf8'): Listing {
  const lines = Buffer.from(fixtureBytes(`${fixture}.list`))
    .toString(encoding)
    .split('\n');
  const facts = new Map<string, string>();
  for (const line of lines) {
    const fact = /^; {5}([^:]+): (.*)$/.exec(line);
    if (fact?.[1] !== undefined) facts.set(fact[1], fact[2] ?? '');
  }
  const created = lines.find((line) => line.startsWith('; Archive created at '));
  return {
    facts,
    createdAt: created?.slice('; Archive created at '.length, '; Archive created at '.length + 19) ?? '',
    entries: lines.filter((line) => /^\d/.test(line)),
  };
}

/** An entry as `pg_restore -l` prints it. */
export function listed(entry: Entry): string {
  const { dumpId, tableOid, oid, type, schema, tag, owner } = entry;
  return `${dumpId}; ${tableOid} ${oid} ${type} ${schema ?? '-'} ${tag} ${owner}`;
}

/** Entries that `pg_restore -l` does not print without `-C`. */
export function isHidden(entry: Entry): boolean {
  const types = ['ENCODING', 'STDSTRINGS', 'SEARCHPATH', 'DATABASE', 'DATABASE PROPERTIES'];
  return types.includes(entry.type) || entry.tag.startsWith('DATABASE ');
}
