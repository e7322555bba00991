import { cpSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { serverUrl } from '../support/privateServer';
import { runCommandLine } from './commandLine';
import { backUpSource, type BackedUpSource } from './backedUpSource';
import { databaseNames, dropNowAndLater, query } from './databases';
import { useTestFolder } from './testFolder';

const server = inject('server');
const folder = useTestFolder('pgbr-restore');

let files: BackedUpSource['files'];
let restore: BackedUpSource['restore'];
beforeAll(async () => {
  ({ files, restore } = await backUpSource(server, 'partial_source', folder()));
});

describe('part of a backup', () => {
  test('a schema comes with itself and what it needs', async () => {
    await dropNowAndLater(server, 'targets_part');
    const { status, json } = await restore(files.custom, '--create', 'targets_part', '--schema', 'app');
    expect(json.error).toBeUndefined();
    expect(status).toBe(0);
    const tables = await query<{ name: string }>(
      server,
      'targets_part',
      "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('app', 'other') ORDER BY 1",
    );
    expect(tables.map((row) => row.name)).toEqual(['app.customer', 'app.invoice']);
    const [keys] = await query<{ count: string }>(
      server,
      'targets_part',
      "SELECT count(*) FROM pg_constraint WHERE contype = 'f'",
    );
    expect(keys?.count).toBe('1');
  });

  test('a table comes with its rows, index and sequence, without a key to what stays out', async () => {
    await dropNowAndLater(server, 'targets_part');
    const { status } = await restore(files.directory, '--create', 'targets_part', '--table', 'app.invoice');
    expect(status).toBe(0);
    const [row] = await query<{ count: string; next: string }>(
      server,
      'targets_part',
      "SELECT count(*), nextval('app.invoice_id_seq') AS next FROM app.invoice",
    );
    expect(row).toEqual({ count: '100', next: '101' });
    const others = await query(server, 'targets_part', "SELECT FROM pg_tables WHERE tablename = 'customer'");
    expect(others).toHaveLength(0);
  });

  test('sections, one after the other, make the whole', async () => {
    await dropNowAndLater(server, 'targets_sections');
    const { status } = await restore(
      files.custom,
      '--create',
      'targets_sections',
      '--section',
      'pre-data',
      '--section',
      'data',
    );
    expect(status).toBe(0);
    const [counts] = await query<{ rows: string; indexes: string }>(
      server,
      'targets_sections',
      "SELECT (SELECT count(*) FROM app.customer) AS rows, (SELECT count(*) FROM pg_indexes WHERE schemaname = 'app') AS indexes",
    );
    expect(counts).toEqual({ rows: '2000', indexes: '0' });
  });

  test('rows without the tables that they go into are refused before anything is made', async () => {
    await dropNowAndLater(server, 'targets_rows');
    expect((await restore(files.custom, '--create', 'targets_rows', '--section', 'data')).status).toBe(2);
    const rowsOnly = await runCommandLine([
      'backup',
      '--url',
      serverUrl(server, 'partial_source'),
      '--out',
      folder(),
      '--data-only',
      '--json',
    ]);
    expect(rowsOnly.json.warnings?.join()).toContain('rows only');
    const refused = await restore(
      rowsOnly.json.file ?? '',
      '--create',
      'targets_rows',
      '--owner',
      'postgres',
    );
    expect(refused.status).toBe(3);
    expect(refused.json.error?.code).toBe('backup-has-no-definitions');
    expect((await databaseNames(server)).filter((name) => name.startsWith('targets_rows'))).toEqual([]);
  });

  test('of a script, and several jobs for a tar or a script, are wrong usage', async () => {
    expect((await restore(files.plain, '--create', 'x', '--schema', 'app')).status).toBe(2);
    expect((await restore(files.plain, '--create', 'x', '--jobs', '2')).status).toBe(2);
    expect((await restore(files.tar, '--create', 'x', '--jobs', '2')).status).toBe(2);
    expect((await restore(files.custom)).status).toBe(2);
  });
});

test('a script without manifest or prologue is restored once owner, encoding and locale are said', async () => {
  const copy = path.join(folder(), 'alone.sql');
  cpSync(files.plain, copy);
  await dropNowAndLater(server, 'targets_alone');
  const asked = await restore(copy, '--create', 'targets_alone');
  expect(asked.status).toBe(2);
  expect(asked.json.error?.message).toContain('--owner');
  const told = await restore(
    copy,
    '--create',
    'targets_alone',
    '--owner',
    'targets_role',
    '--encoding',
    'UTF8',
    '--locale',
    'C',
  );
  expect(told.status).toBe(0);
  const [row] = await query<{ owner: string }>(
    server,
    'targets_alone',
    'SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = current_database()',
  );
  expect(row?.owner).toBe('targets_role');
});
