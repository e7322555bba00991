import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { serverUrl } from '../support/privateServer';
import { runCommandLine } from './commandLine';
import {
  databaseNames,
  dropNowAndLater,
  dumpedSql,
  makeDatabase,
  makeEverything,
  execute,
} from './databases';
import { useTestFolder } from './testFolder';

const server = inject('server');
const adminUrl = serverUrl(server, 'postgres');

const folder = useTestFolder('pgbr-round-trip');
describe('a database of every kind of object comes back the same', () => {
  const formats = ['custom', 'directory', 'tar', 'plain'] as const;
  test.for(formats)('%s', async (format) => {
    const source = `everything_${format}`;
    const copy = `${source}_copy`;
    await makeEverything(server, source);
    await dropNowAndLater(server, copy, `${copy}__restoring`);

    const backup = await runCommandLine([
      'backup',
      '--url',
      serverUrl(server, source),
      '--out',
      folder(),
      '--format',
      format,
      '--count-source',
      '--json',
    ]);
    expect(backup.json).toMatchObject({ format, database: source, warnings: [] });
    expect(backup.status).toBe(0);

    const file = backup.json.file ?? '';
    const restore = await runCommandLine(['restore', file, '--create', copy, '--url', adminUrl, '--json']);
    expect(restore.json).toMatchObject({ database: copy, method: 'plain' });
    expect(restore.json.outcome).not.toBe('failed');
    expect(restore.status).toBe(0);
    const unproven = restore.json.verification?.filter((line) => line.status !== 'passed') ?? [];
    // A script has no list of its objects.
    expect(unproven.map(({ id, status }) => `${id} ${status}`)).toEqual(
      format === 'plain' ? ['materialized-views-are-filled unknown'] : [],
    );
    expect(await databaseNames(server)).not.toContain(`${copy}__restoring`);
    expect(dumpedSql(server, copy)).toBe(dumpedSql(server, source));
  });

  test('into an existing empty database', async () => {
    await makeEverything(server, 'everything_into');
    await makeDatabase(server, 'everything_target', 'OWNER everything_owner');
    const backup = await runCommandLine([
      'backup',
      '--url',
      serverUrl(server, 'everything_into'),
      '--out',
      folder(),
      '--json',
    ]);
    const restore = await runCommandLine([
      'restore',
      backup.json.file ?? '',
      '--into',
      'everything_target',
      '--url',
      adminUrl,
      '--json',
    ]);
    expect(restore.json.error).toBeUndefined();
    expect(restore.status).toBe(0);
    expect(dumpedSql(server, 'everything_target')).toBe(dumpedSql(server, 'everything_into'));
  });
});

describe('what the database is made like comes back', () => {
  const shapes = [
    { name: 'shape_latin1', how: "TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'" },
    {
      name: 'shape_icu',
      how: "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'fr-FR'",
    },
    { name: 'shape_sql_ascii', how: "TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'" },
  ];
  for (const format of ['custom', 'plain']) {
    test.for(shapes)(`%o as ${format}`, async ({ name, how }) => {
      await makeDatabase(server, name, how);
      await execute(server, name, "CREATE TABLE t (v text); INSERT INTO t VALUES ('été');");
      await dropNowAndLater(server, `${name}_copy`);
      const backup = await runCommandLine([
        'backup',
        '--url',
        serverUrl(server, name),
        '--out',
        folder(),
        '--format',
        format,
        '--json',
      ]);
      expect(backup.status).toBe(0);
      const restore = await runCommandLine([
        'restore',
        backup.json.file ?? '',
        '--create',
        `${name}_copy`,
        '--url',
        adminUrl,
        '--json',
      ]);
      expect(restore.json.error).toBeUndefined();
      expect(dumpedSql(server, `${name}_copy`)).toBe(dumpedSql(server, name));
    });
  }
});

test('the checksum file is one that sha256sum reads, for a file and for a directory', async () => {
  await makeDatabase(server, 'summed');
  await execute(server, 'summed', 'CREATE TABLE t AS SELECT generate_series(1, 10) AS i');
  for (const [format, ending] of [
    ['custom', '.sha256'],
    ['directory', '.SHA256SUMS'],
  ] as const) {
    const backup = await runCommandLine([
      'backup',
      '--url',
      serverUrl(server, 'summed'),
      '--out',
      folder(),
      '--format',
      format,
      '--json',
    ]);
    const sums = `${backup.json.file ?? ''}${ending}`;
    const checked = spawnSync('sha256sum', ['--check', '--strict', path.basename(sums)], { cwd: folder() });
    expect(checked.status).toBe(0);
    if (format === 'directory') {
      const lines = readFileSync(sums, 'utf8').trimEnd().split('\n');
      expect(lines).toEqual([...lines].sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)));
      const { stdout } = spawnSync('sha256sum', [sums], { encoding: 'utf8' });
      expect(stdout.slice(0, 64)).toBe(backup.json.sha256);
    }
    expect(existsSync(backup.json.manifest ?? '')).toBe(true);
  }
});
