import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { BackupManifest } from '../../src/core/backup/manifest';
import { serverUrl, startPrivateServer } from '../support/privateServer';
import { runCommandLine, type CommandLineEnd } from './commandLine';
import { execute, makeDatabase, makeRoles, query } from './databases';
import { useTestFolder } from './testFolder';

const server = inject('server');
const source = 'options_source';

const folder = useTestFolder('pgbr-options');
beforeAll(async () => {
  await makeRoles(server, 'options_role');
  await execute(server, 'postgres', `DROP DATABASE IF EXISTS ${source} WITH (FORCE)`);
  await execute(server, 'postgres', `CREATE DATABASE ${source}`);
  await execute(
    server,
    source,
    `CREATE SCHEMA app; CREATE SCHEMA log;
     CREATE TABLE app.t AS SELECT i AS id, 'row ' || i AS v FROM generate_series(1, 100) i;
     CREATE TABLE log.entry AS SELECT 1 AS id;
     ALTER TABLE app.t OWNER TO options_role;
     GRANT SELECT ON app.t TO options_role`,
  );
});

async function backUp(...args: readonly string[]): Promise<CommandLineEnd> {
  return await runCommandLine(['backup', '--url', serverUrl(server, source), '--json', ...args]);
}

function manifestOf({ json }: CommandLineEnd): BackupManifest {
  return JSON.parse(readFileSync(json.manifest ?? '', 'utf8')) as BackupManifest;
}

test('names: a pattern, the suffix of the format, and never over what is there', async () => {
  const out = path.join(folder(), 'new', 'deep folder é');
  const first = await backUp('--out', out, '--name', 'nightly-{database}');
  const second = await backUp('--out', out, '--name', 'Nightly-{database}');
  const plain = await backUp('--out', out, '--name', 'nightly-{database}', '--format', 'plain');
  const packed = await backUp(
    '--out',
    out,
    '--name',
    'nightly-{database}',
    '--format',
    'plain',
    '--compress',
    'gzip:9',
  );
  expect([first, second, plain, packed].map(({ json }) => path.basename(json.file ?? ''))).toEqual([
    `nightly-${source}.backup`,
    `Nightly-${source}-2.backup`,
    `nightly-${source}.sql`,
    `nightly-${source}.sql.gz`,
  ]);
  expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
  for (const name of readdirSync(out)) expect(statSync(path.join(out, name)).mode & 0o077).toBe(0);
  const restored = await runCommandLine([
    'restore',
    packed.json.file ?? '',
    '--create',
    'options_packed',
    '--url',
    serverUrl(server, 'postgres'),
    '--json',
  ]);
  expect(restored.status).toBe(0);
  await execute(server, 'postgres', 'DROP DATABASE options_packed');
});

test('the manifest says what the file cannot, read in the snapshot that was dumped', async () => {
  const manifest = manifestOf(await backUp('--out', folder(), '--count-source'));
  expect(manifest).toMatchObject({
    manifestVersion: 1,
    format: 'custom',
    sameSnapshot: true,
    database: { name: source, owner: 'postgres', encoding: 'UTF8' },
    sessionSettings: { TimeZone: 'UTC', bytea_output: 'hex' },
    options: { content: 'everything', compression: { method: 'gzip', level: 1 } },
    asgard: { status: 'absent', managementTableDumped: null },
    roles: ['options_role', 'postgres'],
  });
  expect(manifest.rowsAtSource).toEqual([
    { schema: 'app', name: 't', rows: 100 },
    { schema: 'log', name: 'entry', rows: 1 },
  ]);
  expect(manifest.extensions.map(({ name }) => name)).toEqual(['plpgsql']);
});

describe('what is left out', () => {
  const cases = {
    data: [['--schema-only'], { 'app.t': null, 'log.entry': null }],
    'a schema': [['--exclude-schema', 'log'], { 'app.t': 100 }],
    'all but a schema': [['--schema', 'app'], { 'app.t': 100 }],
    'all but a table': [['--table', 'log.*'], { 'log.entry': 1 }],
    'a table': [['--exclude-table', 'app.t'], { 'log.entry': 1 }],
    "a table's rows": [['--exclude-table-data', 'app.t'], { 'app.t': null, 'log.entry': 1 }],
  } as const;
  test.for(Object.entries(cases))('%s', async ([, [args, expected]]) => {
    const done = await backUp('--out', folder(), '--format', 'plain', '--count-source', ...args);
    expect(done.status).toBe(0);
    const script = readFileSync(done.json.file ?? '', 'utf8');
    const created = [...script.matchAll(/^CREATE TABLE (\S+)/gm)].map((match) => match[1]);
    expect(created.sort()).toEqual(Object.keys(expected).sort());
    const copied = Object.fromEntries(
      manifestOf(done).rowsAtSource?.map((t) => [`${t.schema}.${t.name}`, t.rows]) ?? [],
    );
    expect(copied).toEqual(Object.fromEntries(Object.entries(expected).filter(([, rows]) => rows !== null)));
  });

  test('owners and privileges, also when the archive itself keeps them', async () => {
    const { json } = await backUp('--out', folder(), '--no-owner', '--no-privileges');
    await makeDatabase(server, 'options_no_owner');
    const restored = await runCommandLine([
      'restore',
      json.file ?? '',
      '--into',
      'options_no_owner',
      '--url',
      serverUrl(server, 'postgres'),
      '--json',
    ]);
    expect(restored.status).toBe(0);
    const [row] = await query<{ owner: string; acl: string | null }>(
      server,
      'options_no_owner',
      "SELECT pg_get_userbyid(relowner) AS owner, relacl::text AS acl FROM pg_class WHERE relname = 't'",
    );
    expect(row).toEqual({ owner: 'postgres', acl: null });
  });

  test('everything: a backup of nothing is a failure that says why', async () => {
    const out = path.join(folder(), 'empty');
    const selected = await backUp(
      '--out',
      out,
      '--schema-only',
      '--schema',
      'app',
      '--exclude-table',
      'app.*',
      '--data-only',
    );
    expect(selected.status).toBe(2);
    await makeDatabase(server, 'options_empty');
    for (const format of ['custom', 'directory', 'tar', 'plain']) {
      const { status, json } = await runCommandLine([
        'backup',
        '--url',
        serverUrl(server, 'options_empty'),
        '--out',
        out,
        '--format',
        format,
        '--json',
      ]);
      expect(status).toBe(1);
      expect(json.error?.code).toBe('dump-is-empty');
    }
    expect(readdirSync(out)).toEqual([]);
  });
});

test('rows that policies would hide are not counted as if they were none', async () => {
  await makeDatabase(server, 'options_policies');
  await execute(
    server,
    'options_policies',
    `CREATE ROLE options_reader LOGIN PASSWORD 'reader';
     CREATE TABLE t AS SELECT generate_series(1, 2) AS id;
     ALTER TABLE t ENABLE ROW LEVEL SECURITY;
     CREATE POLICY one ON t USING (id = 1);
     GRANT SELECT ON t TO options_reader`,
  );
  const url = new URL(serverUrl(server, 'options_policies'));
  url.username = 'options_reader';
  url.password = 'reader';
  const args = ['backup', '--url', url.href, '--out', folder(), '--count-source', '--json'];
  const refused = await runCommandLine(args);
  expect(refused.status).toBe(1);
  const done = await runCommandLine([...args, '--', '--enable-row-security']);
  expect(done.status).toBe(0);
  expect(done.json.warnings?.join()).toContain('row security');
  expect(manifestOf(done).rowsAtSource?.[0]).toMatchObject({ name: 't', rows: null });
  await execute(server, 'options_policies', 'DROP OWNED BY options_reader; DROP ROLE options_reader');
});

test('wrong usage is told before anything is done', async () => {
  const out = path.join(folder(), 'untouched');
  const wrong = [
    ['--format', 'tar', '--jobs', '2'],
    ['--format', 'plain', '--jobs', '2'],
    ['--format', 'custom', '--jobs', '2'],
    ['--format', 'zip'],
    ['--jobs', '0'],
    ['--compress', 'brotli'],
    ['--format', 'tar', '--compress', 'gzip'],
    ['--compress', 'gzip:99'],
    ['--name', 'a/b'],
    ['--name', '{nonsense}'],
    ['--unknown-option'],
    ['surplus'],
    ['--', '--file=/tmp/elsewhere'],
    ['--', '--fil=/tmp/elsewhere'],
    ['--', '-Fp'],
    ['--', '-vFp'],
  ];
  for (const args of wrong) {
    const { status, json } = await backUp('--out', out, ...args);
    expect([args, status]).toEqual([args, 2]);
    expect(json.error?.message).toBeTruthy();
  }
  expect(() => readdirSync(out)).toThrow();
});

test('extra arguments reach pg_dump', async () => {
  const { json } = await backUp(
    '--out',
    folder(),
    '--format',
    'plain',
    '--',
    '--inserts',
    '--rows-per-insert',
    '50',
  );
  expect(readFileSync(json.file ?? '', 'utf8').match(/^INSERT INTO app\.t/gm)).toHaveLength(2);
});

test('jobs: a directory, and one job when the server lacks locks for more, which is said', async () => {
  const parallel = await backUp('--out', folder(), '--jobs', '2');
  expect(parallel.json.format).toBe('directory');
  expect(manifestOf(parallel).options.jobs).toBe(2);

  const small = await startPrivateServer({
    settings: {
      max_connections: 20,
      max_locks_per_transaction: 10,
      max_pred_locks_per_transaction: 10,
      autovacuum: 'off',
      max_wal_senders: 0,
      max_worker_processes: 0,
    },
  });
  try {
    await execute(
      small,
      'postgres',
      "DO $$ BEGIN FOR i IN 1..170 LOOP EXECUTE format('CREATE TABLE t%s AS SELECT 1 AS a', i); COMMIT; END LOOP; END $$",
    );
    const fallen = await runCommandLine([
      'backup',
      '--url',
      small.url('postgres'),
      '--out',
      folder(),
      '--format',
      'directory',
      '--jobs',
      '8',
      '--json',
    ]);
    expect(fallen.json.error).toBeUndefined();
    expect(fallen.json.warnings?.join()).toMatch(/one job/);
    expect(manifestOf(fallen).options.jobs).toBe(1);
  } finally {
    await small.stop();
  }
});

test('files of other programs in the folder are left alone', async () => {
  const out = path.join(folder(), 'shared');
  mkdirSync(out);
  const others = ['.other.partial', `.${source}.backup.partial`, 'x.manifest.json', `x.backup.manifest.json`];
  for (const name of others) writeFileSync(path.join(out, name), name);
  const { json } = await backUp('--out', out, '--name', 'x');
  expect(path.basename(json.file ?? '')).toBe('x-2.backup');
  for (const name of others) expect(readFileSync(path.join(out, name), 'utf8')).toBe(name);
});
