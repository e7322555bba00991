import { describe, expect, it } from 'vitest';
import { harmlessRules } from '../../../src/core/toolMessages/harmlessRules';
import { sortMessages } from '../../../src/core/toolMessages/sortMessages';
import { inEnglish } from '../../../src/core/text';
import { capturedFacts, collect, messagesOf } from './fixtures';

const verdicts = (name: string): string[] =>
  sortMessages(messagesOf(name), capturedFacts()).map((message) =>
    message.verdict === 'consequence' ? `of ${message.cause}` : message.verdict,
  );
const failed = (sentence: string, command: string, more = ''): string =>
  `pg_restore: error: could not execute query: ERROR:  ${sentence}\n${more}Command was: ${command}\n\n\n`;
const sortedOne = (stderr: string): string | undefined =>
  sortMessages(collect('pg_restore', stderr))[0]?.verdict;

describe('sortMessages: harmless', () => {
  it.each(['en', 'fr'])('an old dump restored by a role that owns little (%s)', (language) => {
    expect(verdicts(`restore-old-as-owner.${language}`)).toEqual(['harmless', 'harmless']);
    expect(verdicts(`restore-old-not-superuser.${language}`).slice(0, 4)).toEqual([
      'harmless',
      'harmless',
      'real',
      'of 2',
    ]);
    expect(verdicts(`psql-old-dump.${language}`)).toEqual(Array(5).fill('harmless'));
    expect(verdicts(`psql-unknown-settings.${language}`)).toEqual(['harmless', 'real', 'real']);
  });

  it('a server older than table access methods', () => {
    expect(verdicts('restore-unknown-settings.en')).toEqual(['harmless', 'harmless']);
  });

  it.each([
    ['schema "public" already exists', 'CREATE SCHEMA public;'],
    ['le schéma « public » existe déjà', 'CREATE SCHEMA public;'],
    ['extension "plpgsql" already exists', 'CREATE OR REPLACE PROCEDURAL LANGUAGE plpgsql;'],
    ['language "plpgsql" already exists', 'CREATE PROCEDURAL LANGUAGE plpgsql;'],
    ['must be owner of extension plpgsql', "COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language';"],
    ['must be owner of language plpgsql', 'ALTER LANGUAGE plpgsql OWNER TO boss;'],
    ['must be owner of extension postgis', "COMMENT ON EXTENSION postgis IS 'it''s spatial';"],
    ["doit être le propriétaire de l'extension uuid-ossp", 'COMMENT ON EXTENSION "uuid-ossp" IS \'x\';'],
    ['unrecognized configuration parameter "transaction_timeout"', 'SET transaction_timeout = 0;'],
    ['paramètre de configuration « xmloption » non reconnu', 'SET xmloption = content;'],
    ['unrecognized configuration parameter "default_with_oids"', 'SET default_with_oids = false;'],
  ])('%s', (sentence, command) => {
    expect(sortedOne(failed(sentence, command))).toBe('harmless');
  });

  it.each([
    ['another command', 'schema "public" already exists', 'CREATE INDEX i ON t (f(a));', ''],
    ['more than the command', 'schema "public" already exists', 'CREATE SCHEMA public;\nDROP TABLE t;', ''],
    ['a sentence that only holds it', 'oh, schema "public" already exists', 'CREATE SCHEMA public;', ''],
    ['a sentence that goes on', 'schema "public" already exists, no', 'CREATE SCHEMA public;', ''],
    ['a sentence over lines', 'schema "public"\nalready exists', 'CREATE SCHEMA public;', ''],
    ['another schema', 'schema "public " already exists', 'CREATE SCHEMA public;', ''],
    [
      'a context',
      'schema "public" already exists',
      'CREATE SCHEMA public;',
      'CONTEXT:  PL/pgSQL function f()\n',
    ],
    ['a detail', 'schema "public" already exists', 'CREATE SCHEMA public;', 'DETAIL:  so\n'],
    ['a hint', 'schema "public" already exists', 'CREATE SCHEMA public;', 'HINT:  so\n'],
    [
      'a value that matters',
      'unrecognized configuration parameter "default_with_oids"',
      'SET default_with_oids = true;',
      '',
    ],
    [
      'a setting that hides rows',
      'unrecognized configuration parameter "row_security"',
      'SET row_security = on;',
      '',
    ],
    ['a setting nobody knows', 'unrecognized configuration parameter "plpgsql"', 'SET plpgsql = 0;', ''],
    [
      'another extension than the command’s',
      'must be owner of extension postgis',
      "COMMENT ON EXTENSION asgard IS 'x';",
      '',
    ],
    [
      'a comment and more',
      'must be owner of extension postgis',
      "COMMENT ON EXTENSION postgis IS 'x'; DROP TABLE t;",
      '',
    ],
    [
      'an owner of something else',
      'must be owner of extension postgis',
      'ALTER EXTENSION postgis UPDATE;',
      '',
    ],
  ])('not with %s', (_, sentence, command, more) => {
    expect(sortedOne(failed(sentence, command, more))).toBe('real');
  });

  it('not where the archive entry is another one', () => {
    const entry = (description: string): string =>
      `pg_restore: from TOC entry 9; 1259 2200 ${description} boss\n${failed('schema "public" already exists', 'CREATE SCHEMA public;')}`;
    expect(sortedOne(entry('SCHEMA public'))).toBe('harmless');
    expect(sortedOne(entry('INDEX public'))).toBe('real');
    expect(sortedOne(entry('SCHEMA publicity'))).toBe('real');
  });

  it('not where COPY says it, nor where the server ends the connection with it', () => {
    expect(
      sortedOne('pg_restore: error: COPY failed for table "t": ERROR:  schema "public" already exists\n'),
    ).toBe('real');
    expect(
      sortedOne(
        'pg_restore: error: could not execute query: FATAL:  schema "public" already exists\nCommand was: CREATE SCHEMA public;\n',
      ),
    ).toBe('real');
  });

  it('not where psql tells no command and the command decides', () => {
    const one = (line: string): string | undefined => sortMessages(collect('psql', line))[0]?.verdict;
    expect(one('psql:<stdin>:3: ERROR:  unrecognized configuration parameter "lock_timeout"')).toBe(
      'harmless',
    );
    expect(one('psql:<stdin>:3: ERROR:  unrecognized configuration parameter "default_with_oids"')).toBe(
      'real',
    );
    expect(one('psql:<stdin>:3: ERROR:  must be owner of extension postgis')).toBe('real');
  });

  it.each([
    'restore-hostile.en',
    'restore-hostile.fr',
    'restore-hostile-terse.en',
    'restore-hostile-terse.fr',
    'psql-hostile.en',
    'psql-hostile.fr',
  ])('not one forged error in %s', (name) => {
    const errors = sortMessages(messagesOf(name)).filter((message) => message.severity === 'error');
    expect(errors.length).toBeGreaterThan(1);
    expect(errors.map((message) => message.verdict)).not.toContain('harmless');
  });

  it('warnings and notices of rights, types and inheritance; others are real', () => {
    const told = sortMessages(
      collect(
        'pg_restore',
        'pg_restore: WARNING:  no privileges could be revoked for "public"\n' +
          "pg_restore: ATTENTION:  aucun droit n'a été accordé pour « t »\n" +
          'pg_restore: NOTICE:  type "box3" is not yet defined\nDETAIL:  Creating a shell type definition.\n' +
          'pg_restore: NOTICE:  merging column "a" with inherited definition\n' +
          'pg_restore: WARNING:  column "a" has type "unknown"\n',
      ),
    );
    expect(told.map((message) => message.verdict)).toEqual([
      'harmless',
      'harmless',
      'harmless',
      'harmless',
      'real',
    ]);
  });

  it('fills the reason with the name of the setting', () => {
    const [message] = sortMessages(messagesOf('psql-unknown-settings.fr'));
    expect(message?.verdict === 'harmless' && inEnglish(message.why)).toContain(
      'the setting transaction_timeout,',
    );
  });

  it('has rules with an id each, matched from end to end', () => {
    expect(new Set(harmlessRules.map((rule) => rule.id)).size).toBe(harmlessRules.length);
    for (const pattern of harmlessRules.flatMap((rule) => [
      ...rule.sentences,
      ...(rule.command ? [rule.command] : []),
    ])) {
      expect(pattern.source).toMatch(/^\^.*\$$/);
      expect(pattern.flags).not.toContain('m');
    }
  });
});
