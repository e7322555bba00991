import type { DatabaseFacts } from '../archive/databaseFacts';
import type { BackupManifest } from '../backup/manifest';
import { BackupError } from '../errors';
import type { DumpedDatabase } from '../plainScript/createDatabase';
import { localeProviders, type DatabaseShape } from '../server/databaseDescription';
import { text } from '../text';
import type { NewDatabase } from './request';

/** What is known of the database that was backed up, from the file itself; undefined where it does not say. */
export type KnownShape = { readonly [Key in keyof DatabaseShape]?: DatabaseShape[Key] | undefined };

/**
 * What the new database is made like: what was asked for, else what the file says, else what its manifest says.
 * @param instead the owner in place of the backup's, for a restore without owners
 * @throws BackupError of kind `usage` where owner, encoding or locale is known from nowhere, naming what to give
 */
export function newDatabaseShape(
  target: NewDatabase,
  inFile: KnownShape | undefined,
  manifest: BackupManifest | undefined,
  instead?: string,
): DatabaseShape {
  const known: KnownShape = { ...dropUndefined(manifest?.database ?? {}), ...dropUndefined(inFile ?? {}) };
  const provider = target.provider ?? (target.locale === undefined ? known.provider : 'libc') ?? 'libc';
  const owner = target.owner ?? instead ?? known.owner;
  const encoding = target.encoding ?? known.encoding;
  // A locale of ICU or of PostgreSQL itself is none of the C library, which every database has besides.
  const ofLibrary = provider === 'libc' ? target.locale : undefined;
  const otherwise = provider !== 'libc' && target.locale !== undefined ? 'C' : undefined;
  const collate = ofLibrary ?? known.collate ?? otherwise;
  const ctype = ofLibrary ?? known.ctype ?? otherwise;
  if (owner === undefined || encoding === undefined || collate === undefined || ctype === undefined) {
    throw new BackupError({
      kind: 'usage',
      code: 'database-shape-unknown',
      what: text(
        'Neither the backup nor a manifest beside it says what the database was like. Missing: {missing}.',
        {
          missing: [
            ...(owner === undefined ? ['--owner'] : []),
            ...(encoding === undefined ? ['--encoding'] : []),
            ...(collate === undefined || ctype === undefined ? ['--locale'] : []),
          ].join(', '),
        },
      ),
      remedy: text('Say it, for example: --owner postgres --encoding UTF8 --locale C.UTF-8'),
    });
  }
  return {
    owner,
    encoding,
    provider,
    collate,
    ctype,
    locale: provider === 'libc' ? null : (target.locale ?? known.locale ?? null),
    icuRules: provider === 'icu' ? (known.icuRules ?? null) : null,
    tablespace: known.tablespace ?? 'pg_default',
  };
}

/** The shape that the DATABASE entry of an archive tells. */
export function shapeInArchive(facts: DatabaseFacts | undefined): KnownShape | undefined {
  if (facts === undefined) return undefined;
  return {
    owner: facts.owner === '' ? undefined : facts.owner,
    encoding: facts.encoding,
    provider: facts.localeProvider,
    collate: facts.collate,
    ctype: facts.ctype,
    locale: facts.providerLocale,
    icuRules: facts.icuRules,
    tablespace: facts.tablespace,
  };
}

/** The shape that the prologue of a plain script tells. */
export function shapeInScript(dumped: DumpedDatabase | undefined): KnownShape | undefined {
  if (dumped === undefined) return undefined;
  return {
    owner: dumped.owner,
    encoding: dumped.encoding,
    provider: localeProviders.find((provider) => provider === dumped.localeProvider),
    collate: dumped.lcCollate ?? dumped.locale,
    ctype: dumped.lcCtype ?? dumped.locale,
    locale: dumped.icuLocale ?? dumped.builtinLocale,
    icuRules: dumped.icuRules,
    tablespace: dumped.tablespace,
  };
}

function dropUndefined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
