import { describe, expect, it } from 'vitest';
import { collectMessages } from '../../../src/core/toolMessages/collectMessages';
import type { ToolProgress } from '../../../src/core/toolMessages/toolMessage';
import { captured, collect, exitCodes, messagesOf } from './fixtures';

describe('collectMessages on captured runs', () => {
  it('reads a block of pg_restore: entry, sentence, detail, hint and a command of several lines', () => {
    const messages = messagesOf('restore-missing-extension.en');
    expect(messages).toHaveLength(19);
    expect(messages[0]).toEqual({
      tool: 'pg_restore',
      severity: 'error',
      origin: 'server',
      lead: 'could not execute query',
      text: 'extension "cixext" is not available',
      detail:
        'Could not open extension control file "/usr/share/postgresql/15/extension/cixext.control": No such file or directory.',
      hint: 'The extension must first be installed on the system where PostgreSQL is running.',
      command: 'CREATE EXTENSION IF NOT EXISTS cixext WITH SCHEMA public;',
      tocEntry: { dumpId: 3, type: 'EXTENSION', description: 'EXTENSION cixext (no owner)' },
    });
    const table = messages[6];
    expect(table?.excerpt).toBe('LINE 3:     nom public.cixext NOT NULL,');
    expect(table?.command).toBe(
      'CREATE TABLE public.client (\n    id integer NOT NULL,\n    nom public.cixext NOT NULL,\n    annee integer\n);',
    );
  });

  it('keeps the entry for a second failure of the same entry, which pg_restore does not name again', () => {
    const [, , first, second] = messagesOf('restore-missing-extension.en');
    expect(first?.command).toMatch(/^CREATE FUNCTION public\.pareil/);
    expect(second?.command).toMatch(/^ALTER FUNCTION public\.pareil/);
    expect(second?.tocEntry).toEqual(first?.tocEntry);
  });

  it('reads the same run in French, with a sentence that the catalog breaks over two lines', () => {
    const [, foreignKey] = messagesOf('restore-bad-row.fr');
    expect(foreignKey?.severity).toBe('error');
    expect(foreignKey?.text).toMatch(
      /^une instruction insert ou update .*\nétrangère « commande_client_id_fkey »$/,
    );
    expect(foreignKey?.detail).toBe("La clé (client_id)=(1) n'est pas présente dans la table « client ».");
    expect(foreignKey?.tocEntry?.type).toBe('FK CONSTRAINT');
  });

  it('reads a failed COPY with the context of several lines', () => {
    const [copy] = messagesOf('restore-asgard.fr');
    expect(copy?.lead).toBe('COPY failed for table "gestion_schema"');
    expect(copy?.text).toMatch(/^TB9\. Saisie incorrecte \(schéma z_plume\)\. .* table de gestion\.$/);
    expect(copy?.context?.split('\n')).toHaveLength(2);
    expect(copy?.command).toBeUndefined();
  });

  it.each([...exitCodes.keys()])('finds as many messages as there are labels in %s', (name) => {
    const stderr = captured(name);
    const labels = stderr.match(
      /^(?:pg_\w+: )?(?:error|warning): (?!Error message|The command)|^psql:.*?: |^(?:ERROR|ERREUR|FATAL): {2}|^\w+: (?:unrecognized|terminated)/gm,
    );
    const orphans = name.startsWith('restore-hostile') ? 1 : 0;
    expect(messagesOf(name)).toHaveLength((labels?.length ?? 0) + orphans);
  });

  it('gives progress and no message for a good run', () => {
    const progress: ToolProgress[] = [];
    expect(messagesOf('restore-good-verbose.en', (step) => progress.push(step))).toEqual([]);
    expect(progress).toContainEqual({ kind: 'creating', object: 'MATERIALIZED VIEW public.total' });
    expect(progress).toContainEqual({ kind: 'data', object: 'public.client' });
    expect(messagesOf('dump-good-verbose.en', (step) => progress.push(step))).toEqual([]);
    expect(progress.at(-1)).toEqual({ kind: 'data', object: 'public.t' });
  });

  it('tells which items of a parallel run are done', () => {
    const progress: ToolProgress[] = [];
    messagesOf('restore-clashes-jobs.fr', (step) => progress.push(step));
    expect(progress).toContainEqual({ kind: 'finished', object: 'TABLE DATA client', dumpId: 3510 });
  });

  it('does not trust an entry that another worker wrote over', () => {
    const torn = messagesOf('restore-clashes-jobs.en').filter((message) => message.torn === true);
    expect(torn.map((message) => message.text)).toEqual([
      'duplicate key value violates unique constraint "commande_pkey"',
      'event trigger "garde" already exists',
    ]);
    expect(torn.every((message) => message.tocEntry === undefined)).toBe(true);
    expect(messagesOf('restore-torn.fr').at(-2)).toMatchObject({ torn: true, severity: 'error' });
  });

  it('reads psql: the line of the script, its own errors, and a lost connection', () => {
    expect(messagesOf('psql-clashes.en')[9]).toMatchObject({
      line: 172,
      text: 'duplicate key value violates unique constraint "client_pkey"',
      context: 'COPY client, line 1',
    });
    expect(messagesOf('psql-meta-command.en')).toEqual([
      { tool: 'psql', severity: 'error', origin: 'tool', text: 'invalid command \\foo', line: 1 },
    ]);
    const [terminated, ...others] = messagesOf('psql-terminated.fr');
    expect(others).toEqual([]);
    expect(terminated).toMatchObject({ severity: 'fatal', excerpt: 'LINE 1: SELECT * FROM client' });
  });
});

describe('collectMessages on made-up lines', () => {
  it('reads the clients before 12 and those of 12 to 14', () => {
    const old = collect(
      'pg_restore',
      'pg_restore: [archiver (db)] Error while PROCESSING TOC:\n' +
        'pg_restore: [archiver (db)] Error from TOC entry 3; 2615 2200 SCHEMA public postgres\n' +
        'pg_restore: [archiver (db)] could not execute query: ERROR:  schema "public" already exists\n' +
        '    Command was: CREATE SCHEMA public;\n\nWARNING: errors ignored on restore: 1\n',
    );
    expect(old.map(({ severity, text }) => [severity, text])).toEqual([
      ['error', 'schema "public" already exists'],
      ['warning', 'errors ignored on restore: 1'],
    ]);
    expect(old[0]?.command).toBe('CREATE SCHEMA public;');
    const [dump, ...others] = collect(
      'pg_dump',
      'pg_dump: error: Dumping the contents of table "t" failed: PQgetCopyData() failed.\n' +
        'pg_dump: error: Error message from server: ERROR:  missing chunk number 0\n' +
        'pg_dump: error: The command was: COPY public.t (a) TO stdout;\n',
    );
    expect(others).toEqual([]);
    expect(dump).toMatchObject({
      origin: 'server',
      text: 'missing chunk number 0',
      command: 'COPY public.t (a) TO stdout;',
    });
    expect(dump?.lead).toMatch(/^Dumping the contents of table "t" failed/);
  });

  it('takes lines in a failed command that look like messages for the command', () => {
    const [only, ...others] = collect(
      'pg_restore',
      'pg_restore: error: could not execute query: ERROR:  permission denied for language c\n' +
        'Command was: CREATE FUNCTION f() AS $$\nERROR:  not one\nDETAIL:  nor this\nfrom TOC entry 5; 1 2 TABLE t boss\n\n$$;\n',
    );
    expect(others).toEqual([]);
    expect(only?.command).toContain('ERROR:  not one\nDETAIL:  nor this\nfrom TOC entry 5');
    expect(only?.detail).toBeUndefined();
  });

  it('keeps an entry whose name holds a line break together', () => {
    const [only] = collect(
      'pg_restore',
      'pg_restore: creating TABLE "public.a\nb"\npg_restore: from TOC entry 9; 1259 7 TABLE a\nb boss\n' +
        'pg_restore: error: could not execute query: ERROR:  no\nCommand was: CREATE TABLE public."a\nb" ();\n',
    );
    expect(only?.tocEntry).toEqual({ dumpId: 9, type: 'TABLE', description: 'TABLE a\nb boss' });
  });

  it('never drops a line that belongs to nothing', () => {
    const messages = collect('pg_restore', 'malloc(): corrupted top size\npg_restore: something new\n\n');
    expect(messages.map(({ severity, text }) => [severity, text])).toEqual([
      ['error', 'malloc(): corrupted top size'],
      ['warning', 'something new'],
    ]);
  });

  it('knows the severity words of other languages', () => {
    const [german] = collect('pg_restore', 'pg_restore: error: could not execute query: FEHLER:  nein\n');
    expect(german).toMatchObject({ severity: 'error', origin: 'server', text: 'nein' });
    const [notice] = collect('pg_restore', 'pg_restore: HINWEIS:  ja\n');
    expect(notice?.severity).toBe('notice');
  });

  it('keeps messages, fields and lines within their bounds, and counts what it does not keep', () => {
    const collection = collectMessages('pg_restore', { messageLimit: 10 });
    for (let n = 0; n < 20; n++) collection.line(`pg_restore: NOTICE:  ${n}`);
    collection.line(`pg_restore: error: could not execute query: ERROR:  ${'x'.repeat(1_000_000)}`);
    for (let n = 0; n < 1000; n++) collection.line('y'.repeat(1000));
    collection.line(`Command was: ${'z'.repeat(499)}`);
    collection.line('zz');
    for (let n = 0; n < 10; n++) collection.line('pg_restore: error: again');
    const messages = collection.end();
    expect(messages.filter((message) => message.severity === 'notice')).toHaveLength(5);
    const long = messages[5];
    expect(long?.text.length).toBeLessThanOrEqual(64 * 1024);
    expect(long?.text.endsWith('…')).toBe(true);
    expect((long?.command ?? '').length).toBeLessThanOrEqual(500);
    expect(messages).toHaveLength(11);
    expect(messages[10]).toMatchObject({
      origin: 'product',
      severity: 'error',
      text: '21 more messages were not kept, 6 of them errors.',
      unkeptErrors: 6,
    });
  });

  it('marks a command that was cut', () => {
    const [message] = collect(
      'pg_restore',
      `pg_restore: error: could not execute query: ERROR:  no\nCommand was: CREATE SCHEMA public;${'\n'.repeat(600)}DROP TABLE t;\n`,
    );
    expect(message?.command).toHaveLength(500);
    expect(message?.command?.endsWith('…')).toBe(true);
  });
});

it('a hint that a line of progress came before stays with its warning', () => {
  const collected = collectMessages('pg_restore');
  for (const line of [
    'WARNING:  wal_level is insufficient to publish logical changes',
    'pg_restore: finished item 3482 TABLE DATA person',
    'HINT:  Set wal_level to "logical" before creating subscriptions.',
    'pg_restore: creating INDEX "app.x"',
  ])
    collected.line(line);
  expect(collected.end()).toMatchObject([
    { severity: 'warning', hint: 'Set wal_level to "logical" before creating subscriptions.' },
  ]);
});
