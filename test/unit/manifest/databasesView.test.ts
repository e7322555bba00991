import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/core/connection/connection';
import { BackupError } from '../../../src/core/errors';
import { inEnglish, text, translator } from '../../../src/core/text';
import { shownCommand } from '../../../src/vscode/log/shownCommand';
import { joinSentences, oneLine, plainMessage } from '../../../src/vscode/plainMessage';
import type { FoundBackup } from '../../../src/vscode/ports';
import { backupsOf, isSameServer } from '../../../src/vscode/tree/belonging';
import { backupNodes, databaseNodes, rootNodes, type TreeSources } from '../../../src/vscode/tree/lookups';
import { nodeLook } from '../../../src/vscode/tree/nodeLook';
import { idOf, type ConnectionNode, type DatabaseNode } from '../../../src/vscode/tree/nodes';

const server = { host: 'db.example', port: 5432 };
const connection: ConnectionNode = {
  kind: 'connection',
  connection: { id: '1', name: 'Main', place: 'user', parameters: { host: 'db.example', user: 'me' } },
};
const database: DatabaseNode = {
  kind: 'database',
  parent: connection,
  server,
  database: { name: 'pianos', owner: 'me', encoding: 'UTF8', bytes: 37_000_000, allowsConnections: true },
};
const backup = (more: Partial<FoundBackup>): FoundBackup => ({
  path: `/backups/${more.name ?? 'a'}`,
  name: 'a',
  format: 'custom',
  bytes: 1000,
  createdAt: 0,
  database: 'pianos',
  server: undefined,
  ...more,
});
const opened: Connection = {
  ...server,
  user: 'me',
  database: undefined,
  password: undefined,
  other: {},
};
const sources = (more: Partial<TreeSources>): TreeSources => ({
  connections: () => ({ connections: [connection.connection], problems: [] }),
  open: () => Promise.resolve(opened),
  backupFolders: () => ({ folders: ['/one', '/two'], problems: [] }),
  listDatabases: () => Promise.resolve([database.database]),
  findBackups: () => Promise.resolve({ backups: [], isCutShort: false }),
  ...more,
});
const { signal } = new AbortController();
const noBug = (error: unknown): void => expect.fail(String(error));

describe('which backups stand under a database', () => {
  test('those of its name, newest first; of the same server where a manifest tells', () => {
    const found = [
      backup({ name: 'old', createdAt: 1 }),
      backup({ name: 'other database', database: 'boutique' }),
      backup({ name: 'other server', server: { host: 'elsewhere', port: 5432 } }),
      backup({ name: 'script of unknown origin', database: undefined }),
      backup({ name: 'new', createdAt: 2, server }),
    ];
    expect(backupsOf('pianos', server, found).map(({ name }) => name)).toEqual(['new', 'old']);
  });

  test.each([
    ['localhost', '127.0.0.1', true],
    ['/var/run/postgresql', '::1', true],
    ['localhost', 'db.example', false],
    ['127.0.0.1.example.org', '127.0.0.1', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(isSameServer({ host: a, port: 5432 }, { host: b, port: 5432 })).toBe(same);
    expect(isSameServer({ host: a, port: 5432 }, { host: b, port: 5433 })).toBe(false);
  });
});

describe('what cannot be had spoils only its own node', () => {
  test('a server that cannot be reached says why and what to do, in the place of its databases', async () => {
    const what = text('It is down.');
    const error = new BackupError({ kind: 'failed', code: 'password-wrong', what, remedy: text('Wait.') });
    const failing = sources({ listDatabases: () => Promise.reject(error) });
    const [node, ...others] = await databaseNodes(connection, failing, signal, noBug);
    expect(others.map((other) => nodeLook(other, inEnglish, 'en').label)).toEqual(['Wait.']);
    expect(node).toMatchObject({ kind: 'problem', what, asksForPassword: true });
    expect(node && nodeLook(node, inEnglish, 'en')).toMatchObject({
      label: 'It is down.',
      spoken: 'It is down.',
      contextValue: 'passwordProblem',
    });
  });

  test('a folder that cannot be read stands beside the backups of the others', async () => {
    const error = new BackupError({ kind: 'failed', code: 'x', what: text('Access denied.') });
    const failing = sources({
      findBackups: (folder) =>
        folder === '/one'
          ? Promise.reject(error)
          : Promise.resolve({ backups: [backup({})], isCutShort: false }),
    });
    const nodes = await backupNodes(database, failing, signal, noBug);
    expect(nodes.map(({ kind }) => kind)).toEqual(['backup', 'problem']);
  });

  test('a bug is told to the log', async () => {
    const bugs: unknown[] = [];
    const failing = sources({ open: () => Promise.reject(new TypeError('oops')) });
    await databaseNodes(connection, failing, signal, (bug) => bugs.push(bug));
    expect(bugs).toHaveLength(1);
  });

  test('problems of the settings stand below the connections', () => {
    const problems = [text('Malformed.')];
    const nodes = rootNodes(
      sources({ connections: () => ({ connections: [connection.connection], problems }) }),
    );
    expect(nodes.map(({ kind }) => kind)).toEqual(['connection', 'problem']);
  });
});

describe('how nodes look', () => {
  test('a screen reader hears what is seen, without codes', () => {
    const node = { kind: 'backup', parent: database, backup: backup({ bytes: 18_000_000 }) } as const;
    const look = nodeLook(node, inEnglish, 'en');
    expect(look.spoken).toMatch(/^Backup of .+, custom, 18 MB$/);
    expect(look.description).toBe('custom · 18 MB');
    expect(nodeLook(database, inEnglish, 'en')).toMatchObject({
      label: 'pianos',
      description: '37 MB',
      spoken: 'Database pianos, 37 MB',
    });
  });

  test('in French, numbers and words are French', () => {
    const french = translator({ 'Database {name}, {size}': 'Base de données {name}, {size}' });
    expect(nodeLook(database, french, 'fr').spoken.replace(/[\u00a0\u202f]/g, ' ')).toBe(
      'Base de données pianos, 37 Mo',
    );
  });

  test('a hostile name stays on its line and is no link', () => {
    const hostile = { ...database, database: { ...database.database, name: 'a\nb\u202e' } };
    expect(nodeLook(hostile, inEnglish, 'en').label).toBe('a b ');
    expect(plainMessage('[run](command:evil) $(zap)')).toBe('[run] (command:evil) $ (zap)');
    expect(oneLine('one\r\ntwo')).toBe('one two');
    expect(joinSentences(['a role is missing', 'It is kept.'])).toBe('a role is missing. It is kept.');
  });

  test('ids tell hostile names apart', () => {
    const twin = { ...connection, connection: { ...connection.connection, id: '1","x' } };
    expect(idOf(twin)).not.toBe(idOf(connection));
    expect(idOf({ ...database, parent: twin })).not.toBe(idOf(database));
  });
});

describe('a command in the log', () => {
  test('can be typed as it stands, and holds no secret', () => {
    const shown = shownCommand('/usr/lib/postgresql/15/bin/pg_dump', {
      tool: 'pg_dump',
      args: ['--format=custom', `--dbname=dbname='it\\'s'`],
      env: { PGHOST: 'db', PGOPTIONS: '-c a=b', PGPASSWORD: 'hunter2', PGPASSFILE: '/tmp/x' },
    });
    expect(shown).toBe(
      `PGHOST=db PGOPTIONS='-c a=b' /usr/lib/postgresql/15/bin/pg_dump --format=custom '--dbname=dbname='\\''it\\'\\''s'\\'''`,
    );
  });
});
