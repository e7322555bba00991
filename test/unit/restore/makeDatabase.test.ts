import { describe, expect, it } from 'vitest';
import { makeDatabase } from '../../../src/core/restore/makeDatabase';
import type { BackupError } from '../../../src/core/errors';
import type { TargetServer } from '../../../src/core/restore/ports';
import type { DatabaseShape } from '../../../src/core/server/databaseDescription';
import { inEnglish } from '../../../src/core/text';
import { rejectionOf } from '../thrownError';

const shape: DatabaseShape = {
  owner: 'marie',
  encoding: 'UTF8',
  provider: 'libc',
  collate: 'French_France.1252',
  ctype: 'French_France.1252',
  locale: null,
  icuRules: null,
  tablespace: 'pg_default',
};

/** A server of version 15 that refuses as `refuse` says: an SQLSTATE and a message. */
function serverThat(
  refuse: (sql: string) => readonly [string, string] | undefined,
): TargetServer & { ran: string[] } {
  const ran: string[] = [];
  return {
    ran,
    facts: { version: '15.18', versionNumber: 150_018, inRecovery: false, isSuperuser: true },
    longestName: 63,
    databaseNames: () => Promise.resolve(new Set()),
    localeNames: () => Promise.resolve(['C', 'C.utf8', 'fr_FR.utf8']),
    tablespaceNames: () => Promise.resolve(new Set(['pg_default'])),
    execute: (sql) => {
      ran.push(sql);
      const refusal = refuse(sql);
      return refusal === undefined
        ? Promise.resolve()
        : Promise.reject(Object.assign(new Error(refusal[1]), { code: refusal[0] }));
    },
    renameDatabase: () => Promise.resolve(),
    dropDatabase: () => Promise.resolve(),
  };
}

const lacksWindowsNames = (sql: string): readonly [string, string] | undefined =>
  sql.includes('_France') ? ['42809', 'invalid LC_COLLATE locale name: "French_France.1252"'] : undefined;

const remedyIn = ({ remedy }: BackupError): string => (remedy === undefined ? '' : inEnglish(remedy));

const make = async (wanted: DatabaseShape, server: TargetServer): Promise<string[]> =>
  (await makeDatabase('copy', wanted, server)).map(inEnglish);

it('makes what was wanted, and says nothing', async () => {
  const server = serverThat(() => undefined);
  expect(await make({ ...shape, collate: 'C', ctype: 'C' }, server)).toEqual([]);
  expect(server.ran).toHaveLength(1);
});

describe('what the server lacks is replaced, and said:', () => {
  it('a locale by its nearest', async () => {
    const server = serverThat(
      (sql) => lacksWindowsNames(sql) ?? (sql.includes('.UTF-8') ? ['42809', 'invalid'] : undefined),
    );
    expect(await make(shape, server)).toEqual([
      expect.stringMatching(/“French_France\.1252”.*“fr_FR\.utf8”/),
    ]);
    expect(server.ran.at(-1)).toContain("LC_COLLATE 'fr_FR.utf8' LC_CTYPE 'fr_FR.utf8'");
  });

  it('a tablespace by the default one', async () => {
    const server = serverThat(() => undefined);
    expect(await make({ ...shape, tablespace: 'fast' }, server)).toEqual([expect.stringContaining('“fast”')]);
    expect(server.ran[0]).not.toContain('TABLESPACE');
  });

  it('a provider by the C library', async () => {
    const server = serverThat(() => undefined);
    const notes = await make({ ...shape, provider: 'builtin', locale: 'C.UTF-8' }, server);
    expect(notes).toEqual([expect.stringContaining('builtin')]);
    expect(server.ran[0]).toContain('LOCALE_PROVIDER libc');
  });

  it('a locale of ICU by the nearest of the C library', async () => {
    const server = serverThat((sql) =>
      sql.includes('icu') ? ['22023', 'could not open collator for locale "fr-FR"'] : undefined,
    );
    const wanted = { ...shape, provider: 'icu', collate: 'C', ctype: 'C', locale: 'fr-FR' } as const;
    expect(await make(wanted, server)).toEqual([expect.stringContaining('“fr-FR”')]);
    expect(server.ran.at(-1)).toContain('LOCALE_PROVIDER libc');
  });
});

describe('a refusal for another reason is told, and nothing else tried:', () => {
  it.each([
    ['42704', 'role "marie" does not exist', /^Create the role “marie”.*owner/],
    ['42704', 'le rôle « marie » n’existe pas', /^Create the role “marie”.*owner/],
    ['42501', 'permission denied to create database', /CREATEDB.*membership.*“marie”.*another owner/],
    ['42P04', 'database "copy" already exists', /another name/],
    ['23505', 'duplicate key value violates unique constraint "pg_database_datname_index"', /another name/],
    ['53100', 'could not create directory: No space left on device', /room on the disk/],
    ['25006', 'cannot execute CREATE DATABASE in a read-only transaction', /primary/],
    ['XX000', 'could not stat', /message of the server/],
  ])('%s: %s', async (state, message, remedy) => {
    const server = serverThat(() => [state, message]);
    const error = await rejectionOf(makeDatabase('copy', shape, server));
    expect(error).toMatchObject({ kind: 'refused', code: 'database-not-created' });
    expect(error.message).toContain(message);
    expect(remedyIn(error)).toMatch(remedy);
    // The editor shows it too.
    expect(remedyIn(error)).not.toContain('--');
    expect(server.ran).toHaveLength(1);
  });
});

it('tells the first refusal where no locale will do', async () => {
  const server = serverThat((sql) => ['42809', sql.includes('_France') ? 'the first' : 'a later one']);
  const error = await rejectionOf(makeDatabase('copy', shape, server));
  expect(error.message).toContain('the first');
});

it('does not take a missing locale for a missing role', async () => {
  const server = serverThat(() => ['42704', 'collation "x" for encoding "UTF8" does not exist']);
  expect(remedyIn(await rejectionOf(makeDatabase('copy', shape, server)))).toMatch(/message of the server/);
});
