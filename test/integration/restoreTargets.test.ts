import { beforeAll, describe, expect, inject, test } from 'vitest';
import { backUpSource, type BackedUpSource } from './backedUpSource';
import { databaseNames, dropNowAndLater, execute, makeDatabase, query } from './databases';
import { useTestFolder } from './testFolder';

const server = inject('server');
const folder = useTestFolder('pgbr-restore');

let files: BackedUpSource['files'];
let restore: BackedUpSource['restore'];
let source: string;
beforeAll(async () => {
  ({ files, restore, source } = await backUpSource(server, 'targets_source', folder()));
});

describe('a target that is not free', () => {
  test('an existing database is refused', async () => {
    const { status, json } = await restore(files.custom, '--create', source);
    expect(status).toBe(3);
    expect(json.error).toMatchObject({ code: 'database-exists' });
  });

  const contents = {
    'a table': ['CREATE TABLE leftover ()', 'table leftover'],
    'a schema': ['CREATE SCHEMA leftover', 'schema leftover'],
    'a function': [
      "CREATE FUNCTION leftover() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
      'function leftover()',
    ],
    'a large object': ['SELECT lo_create(777)', 'large object 777'],
    'an extension': ['CREATE EXTENSION pg_trgm', 'extension pg_trgm'],
    'a type': ["CREATE TYPE leftover AS ENUM ('a')", 'type leftover'],
    'default privileges': [
      'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC',
      'default privileges of postgres',
    ],
  } as const;
  test.for(Object.entries(contents))('%s in it is named and left alone', async ([, [make, named]]) => {
    await makeDatabase(server, 'targets_used');
    await execute(server, 'targets_used', make);
    const { status, json } = await restore(files.custom, '--into', 'targets_used');
    expect(status).toBe(3);
    expect(json.error?.code).toBe('database-not-empty');
    expect(json.error?.message).toContain(named);
    const tables = await query(server, 'targets_used', "SELECT FROM pg_namespace WHERE nspname = 'app'");
    expect(tables).toHaveLength(0);
  });

  test('two restores at once into one empty database: one fills it, the other is refused', async () => {
    await makeDatabase(server, 'targets_shared');
    const both = await Promise.all([
      restore(files.custom, '--into', 'targets_shared'),
      restore(files.custom, '--into', 'targets_shared'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([0, 3]);
    const [row] = await query<{ count: string }>(server, 'targets_shared', 'SELECT count(*) FROM other.note');
    expect(row?.count).toBe('1');
  });

  test('a database that is not there is its own error', async () => {
    const { status, json } = await restore(files.custom, '--into', 'targets_nowhere');
    expect(status).toBe(1);
    expect(json.error?.code).toBe('database-unknown');
  });
});

describe('a failed restore', () => {
  test('keeps its unfinished name, or goes when that was asked; the next attempt takes another name', async () => {
    await dropNowAndLater(
      server,
      'targets_failed',
      'targets_failed__restoring',
      'targets_failed__restoring_2',
    );
    await execute(server, 'postgres', 'ALTER ROLE targets_role RENAME TO targets_gone');
    try {
      const kept = await restore(files.custom, '--create', 'targets_failed');
      expect(kept.status).toBe(1);
      expect(kept.json).toMatchObject({ outcome: 'failed', database: 'targets_failed__restoring' });
      expect(kept.json.error?.message).toContain('targets_role');
      const verdicts = kept.json.steps?.flatMap((step) => step.errors.map((error) => error.verdict));
      expect(verdicts).toContain('real');

      const again = await restore(files.custom, '--create', 'targets_failed', '--drop-on-failure');
      expect(again.json).toMatchObject({ outcome: 'failed', database: null });
      const names = await databaseNames(server);
      expect(names).toContain('targets_failed__restoring');
      expect(names).not.toContain('targets_failed__restoring_2');
      expect(names).not.toContain('targets_failed');

      const withoutOwner = await restore(files.custom, '--create', 'targets_failed', '--no-owner');
      expect(withoutOwner.status).toBe(0);
    } finally {
      await execute(server, 'postgres', 'ALTER ROLE targets_gone RENAME TO targets_role');
    }
  });
});
