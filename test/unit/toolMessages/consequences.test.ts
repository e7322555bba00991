import { describe, expect, it } from 'vitest';
import { sortMessages } from '../../../src/core/toolMessages/sortMessages';
import type { ToolMessage } from '../../../src/core/toolMessages/toolMessage';
import { capturedFacts, collect, messagesOf } from './fixtures';

const verdicts = (name: string): string[] =>
  sortMessages(messagesOf(name), capturedFacts()).map((message) =>
    message.verdict === 'consequence' ? `of ${message.cause}` : message.verdict,
  );
const failed = (sentence: string, command: string, more = ''): string =>
  `pg_restore: error: could not execute query: ERROR:  ${sentence}\n${more}Command was: ${command}\n\n\n`;

describe('sortMessages: consequences', () => {
  it.each(['en', 'fr'])('all that needs an extension that is missing (%s)', (language) => {
    expect(verdicts(`restore-missing-extension.${language}`)).toEqual([
      'real',
      ...Array<string>(17).fill('of 0'),
      'harmless',
    ]);
  });

  it.each(['en', 'fr'])('by name, where the tool names no entries (%s)', (language) => {
    const sorted = sortMessages(messagesOf(`restore-missing-extension-terse.${language}`));
    expect(sorted.slice(7, 18).map((message) => message.verdict)).toEqual(Array(11).fill('consequence'));
    expect(sorted.slice(2, 7).map((message) => message.verdict)).toEqual(Array(5).fill('real'));
  });

  it.each(['en', 'fr'])('a foreign key over rows that did not come (%s)', (language) => {
    expect(verdicts(`restore-bad-row.${language}`)).toEqual(['real', 'of 0', 'harmless']);
    expect(verdicts(`restore-foreign-key.${language}`)).toEqual(['real', 'harmless']);
  });

  it.each(['en', 'fr'])('what follows a lost connection or a dead transaction (%s)', (language) => {
    expect(verdicts(`restore-terminated.${language}`)).toEqual(['real', 'of 0', 'of 0', 'of 0', 'harmless']);
    expect(verdicts(`psql-single.${language}`)).toEqual(['real', 'of 0']);
  });

  it.each(['en', 'fr'])('roles and ASGARD’s refusals are real (%s)', (language) => {
    expect(verdicts(`restore-missing-roles.${language}`)).toEqual(['real', 'real', 'harmless']);
    expect(verdicts(`restore-asgard.${language}`)).toEqual(['real', 'harmless']);
  });

  const block = (dumpId: number, sentence: string, command: string): string =>
    `pg_restore: from TOC entry ${dumpId}; 1259 1 TABLE t${dumpId} boss\n${failed(sentence, command)}`;
  const sorted = (stderr: string, needs: Record<number, readonly number[]>): string[] =>
    sortMessages(collect('pg_restore', stderr), { dependencies: (dumpId) => needs[dumpId] ?? [] }).map(
      (message) => (message.verdict === 'consequence' ? `of ${message.cause}` : message.verdict),
    );

  it('not of a failed owner, grant or comment, nor of a harmless failure', () => {
    const after = block(2, 'relation "s.b" does not exist', 'CREATE VIEW s.c AS SELECT;');
    const owner = block(1, 'must be member of role "boss"', 'ALTER TABLE s.a OWNER TO boss;');
    expect(sorted(owner + after, { 2: [1] })).toEqual(['real', 'real']);
    const schema = `pg_restore: from TOC entry 1; 2615 2200 SCHEMA public boss\n${failed('schema "public" already exists', 'CREATE SCHEMA public;')}`;
    expect(sorted(schema + after, { 2: [1] })).toEqual(['harmless', 'real']);
  });

  it('not where the sentence complains of something else', () => {
    const first = block(1, 'type "x" does not exist', 'CREATE TABLE s.a (x x);');
    for (const sentence of [
      'permission denied for schema s',
      'TB9. Saisie incorrecte',
      'role "r" does not exist',
      'nicht da',
    ]) {
      expect(sorted(first + block(2, sentence, 'CREATE VIEW s.b AS SELECT;'), { 2: [1] })).toEqual([
        'real',
        'real',
      ]);
    }
    const said = failed(
      'relation "s.a" does not exist',
      'CREATE VIEW s.b AS SELECT;',
      'CONTEXT:  SQL function "f"\n',
    );
    expect(sorted(`${first}pg_restore: from TOC entry 2; 1259 1 VIEW b boss\n${said}`, { 2: [1] })).toEqual([
      'real',
      'real',
    ]);
  });

  it('through entries that said nothing, to the first cause, and never backwards', () => {
    const first = block(1, 'type "x" does not exist', 'CREATE TABLE s.a (x x);');
    const last = block(3, 'relation "s.b" does not exist', 'CREATE VIEW s.c AS SELECT;');
    expect(sorted(first + last, { 3: [2], 2: [1] })).toEqual(['real', 'of 0']);
    expect(sorted(last + first, { 3: [2], 2: [1] })).toEqual(['real', 'real']);
  });

  it('in an archive whose dependencies go in a circle, or very deep', () => {
    const first = block(1, 'type "x" does not exist', 'CREATE TABLE s.a (x x);');
    const last = block(2, 'relation "s.q" does not exist', 'CREATE VIEW s.c AS SELECT;');
    expect(sorted(first + last, { 1: [2], 2: [3], 3: [1] })).toEqual(['real', 'of 0']);
    const deep = sortMessages(
      collect(
        'pg_restore',
        block(1, 'type "x" does not exist', 'CREATE TABLE s.a (x x);') +
          block(20_000, 'relation "s.q" does not exist', 'CREATE VIEW s.c AS SELECT;'),
      ),
      {
        dependencies: (dumpId) => (dumpId > 1 ? [dumpId - 1] : []),
      },
    );
    expect(deep[1]).toMatchObject({ verdict: 'consequence', cause: 0 });
  });

  it('takes an older object for the cause of further clashes only', () => {
    const clash = block(1, 'relation "a" already exists', 'CREATE TABLE s.a (x int);');
    expect(
      sorted(clash + block(2, 'relation "i" already exists', 'CREATE INDEX i ON s.a (x);'), { 2: [1] }),
    ).toEqual(['real', 'of 0']);
    const tb9 =
      'pg_restore: from TOC entry 2; 0 1 TABLE DATA a boss\npg_restore: error: COPY failed for table "a": ERROR:  TB9. Non\n';
    expect(sorted(clash + tb9, { 2: [1] })).toEqual(['real', 'real']);
  });

  it('every cause is a real message before it', () => {
    for (const name of [
      'restore-missing-extension.fr',
      'restore-clashes.en',
      'restore-clashes-jobs.en',
      'restore-torn.fr',
    ]) {
      const all = sortMessages(messagesOf(name), capturedFacts());
      for (const [index, message] of all.entries()) {
        if (message.verdict !== 'consequence') continue;
        expect(message.cause).toBeLessThan(index);
        expect(all[message.cause]?.verdict).toBe('real');
      }
    }
  });

  it('keeps every message as it was', () => {
    const messages: readonly ToolMessage[] = messagesOf('restore-clashes.fr');
    expect(sortMessages(messages).map(({ text }) => text)).toEqual(messages.map(({ text }) => text));
  });
});
