import { describe, expect, it } from 'vitest';
import type { DatabaseFacts } from '../../../src/core/archive/databaseFacts';
import type { BackupManifest } from '../../../src/core/backup/manifest';
import { describeBackup } from '../../../src/core/backup/describeBackup';
import type { DumpedDatabase } from '../../../src/core/plainScript/createDatabase';
import {
  newDatabaseShape,
  shapeInArchive,
  shapeInScript,
  type KnownShape,
} from '../../../src/core/restore/newDatabaseShape';
import type { NewDatabase } from '../../../src/core/restore/request';
import type { DatabaseShape } from '../../../src/core/server/databaseDescription';
import { backupRecord } from '../backup/backupRecord';
import { errorOf } from '../thrownError';

const target: NewDatabase = {
  kind: 'create',
  name: 'copy',
  owner: undefined,
  encoding: undefined,
  locale: undefined,
  provider: undefined,
};
const inFile: DatabaseShape = {
  owner: 'marie',
  encoding: 'UTF8',
  provider: 'icu',
  collate: 'fr_FR.UTF-8',
  ctype: 'en_US.UTF-8',
  locale: 'fr-FR',
  icuRules: '&a < b',
  tablespace: 'fast',
};
const manifest: BackupManifest = describeBackup(backupRecord(), 'x', { bytes: 1, sha256: '', checksums: '' });

const shape = (asked: Partial<NewDatabase>, file?: KnownShape, beside?: BackupManifest): DatabaseShape =>
  newDatabaseShape({ ...target, ...asked }, file, beside);

describe('the shape of the new database', () => {
  it('is what the file says', () => {
    expect(shape({}, inFile)).toEqual(inFile);
  });

  it('is what the manifest says where the file does not', () => {
    expect(shape({}, undefined, manifest)).toMatchObject({
      owner: 'marie',
      collate: 'fr_FR.UTF-8',
      provider: 'libc',
      locale: null,
      tablespace: 'pg_default',
    });
    expect(shape({}, { owner: 'paul', encoding: undefined }, manifest)).toMatchObject({
      owner: 'paul',
      encoding: 'UTF8',
    });
  });

  it('is what was asked for before all', () => {
    expect(shape({ owner: 'o', encoding: 'LATIN1', locale: 'C' }, inFile, manifest)).toEqual({
      ...inFile,
      owner: 'o',
      encoding: 'LATIN1',
      collate: 'C',
      ctype: 'C',
      provider: 'libc',
      locale: null,
      icuRules: null,
    });
  });

  it('takes a locale of ICU for ICU’s, not for the C library’s', () => {
    expect(shape({ provider: 'icu', locale: 'de-DE' }, inFile)).toMatchObject({
      provider: 'icu',
      locale: 'de-DE',
      collate: 'fr_FR.UTF-8',
      ctype: 'en_US.UTF-8',
    });
    const fromNothing = { owner: 'o', encoding: 'UTF8', provider: 'builtin', locale: 'C.UTF-8' } as const;
    expect(shape(fromNothing)).toMatchObject({
      provider: 'builtin',
      locale: 'C.UTF-8',
      collate: 'C',
      ctype: 'C',
    });
  });

  it('leaves ICU’s rules behind with another provider', () => {
    expect(shape({ provider: 'libc' }, inFile)).toMatchObject({
      provider: 'libc',
      locale: null,
      icuRules: null,
    });
  });
});

describe('what is known from nowhere is asked for', () => {
  it.each<[Partial<NewDatabase>, KnownShape | undefined, string]>([
    [{}, undefined, '--owner, --encoding, --locale'],
    [{ owner: 'o' }, undefined, '--encoding, --locale'],
    [{}, { ...inFile, owner: undefined }, '--owner'],
    [{}, { ...inFile, ctype: undefined }, '--locale'],
    [{ provider: 'icu', owner: 'o', encoding: 'UTF8' }, undefined, '--locale'],
  ])('%j, %j', (asked, file, missing) => {
    const error = errorOf(() => shape(asked, file));
    expect(error).toMatchObject({ kind: 'usage', code: 'database-shape-unknown' });
    expect(error.message).toContain(`Missing: ${missing}.`);
  });
});

it('reads the entry of an archive', () => {
  const facts: DatabaseFacts = {
    name: 'pianos',
    owner: '',
    encoding: 'UTF8',
    localeProvider: 'libc',
    collate: 'C',
    ctype: 'C',
    providerLocale: undefined,
    icuRules: undefined,
    collationVersion: undefined,
    tablespace: undefined,
  };
  expect(shapeInArchive(undefined)).toBeUndefined();
  expect(shapeInArchive(facts)).toMatchObject({ owner: undefined, encoding: 'UTF8', collate: 'C' });
  expect(shape({ owner: 'o' }, shapeInArchive(facts))).toMatchObject({
    owner: 'o',
    tablespace: 'pg_default',
  });
});

it('reads the prologue of a script', () => {
  const dumped: DumpedDatabase = {
    name: 'pianos',
    owner: 'marie',
    encoding: 'UTF8',
    localeProvider: 'nonsense; --',
    locale: 'fr_FR.UTF-8',
    lcCollate: undefined,
    lcCtype: 'C',
    icuLocale: undefined,
    icuRules: undefined,
    builtinLocale: undefined,
    tablespace: undefined,
  };
  expect(shapeInScript(undefined)).toBeUndefined();
  expect(shape({}, shapeInScript(dumped))).toMatchObject({
    provider: 'libc',
    collate: 'fr_FR.UTF-8',
    ctype: 'C',
  });
  const icu = {
    ...dumped,
    localeProvider: 'icu',
    icuLocale: 'fr-FR',
    icuRules: '&a < b',
    tablespace: 'fast',
  };
  expect(shape({}, shapeInScript(icu))).toMatchObject({
    provider: 'icu',
    locale: 'fr-FR',
    icuRules: '&a < b',
    tablespace: 'fast',
  });
  const builtin = { ...dumped, localeProvider: 'builtin', builtinLocale: 'C.UTF-8' };
  expect(shape({}, shapeInScript(builtin))).toMatchObject({ provider: 'builtin', locale: 'C.UTF-8' });
});
