import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { BackupManifest } from '../../src/core/backup/manifest';
import { installExtension, serverUrl } from '../support/privateServer';
import { projectRoot } from '../support/projectRoot';
import { runCommandLine } from './commandLine';
import { dropNowAndLater, execute, makeRoles, query } from './databases';
import { useTestFolder } from './testFolder';

const server = inject('server');
const adminUrl = serverUrl(server, 'postgres');

const folder = useTestFolder('pgbr-asgard');
beforeAll(async () => {
  for (const extension of ['asgard', 'plume_pg']) {
    // The real extension is taken where the server offers it.
    const isOffered = existsSync(path.join(server.extensionFolder, `${extension}.control`));
    if (!isOffered)
      await installExtension(server, path.join(projectRoot, 'test', 'fixtures', 'extensions', extension));
  }
  await makeRoles(server, 'g_admin', 'asgard_producer');
  await execute(server, 'postgres', 'DROP DATABASE IF EXISTS asgard_source WITH (FORCE)');
  await execute(server, 'postgres', 'CREATE DATABASE asgard_source');
  await execute(server, 'postgres', 'GRANT CREATE ON DATABASE asgard_source TO g_admin WITH GRANT OPTION');
  await execute(
    server,
    'asgard_source',
    `CREATE EXTENSION asgard; CREATE EXTENSION pgcrypto; CREATE EXTENSION plume_pg;
     INSERT INTO z_asgard_admin.gestion_schema (nom_schema, producteur, creation) VALUES ('c_managed', 'asgard_producer', false);
     CREATE SCHEMA IF NOT EXISTS c_managed;
     CREATE TABLE c_managed.t AS SELECT 1 AS id;`,
  );
});

async function manifestOf(...args: readonly string[]): Promise<BackupManifest> {
  const { status, json } = await runCommandLine([
    'backup',
    '--url',
    serverUrl(server, 'asgard_source'),
    '--out',
    folder(),
    '--json',
    ...args,
  ]);
  expect(status).toBe(0);
  return JSON.parse(readFileSync(json.manifest ?? '', 'utf8')) as BackupManifest;
}

describe('an asgardised database', () => {
  test('is listed with its version', async () => {
    const { json } = await runCommandLine(['databases', '--url', adminUrl, '--json']);
    const listed = Object.fromEntries(json.databases?.map(({ name, asgard }) => [name, asgard]) ?? []);
    const [installed] = await query<{ version: string }>(
      server,
      'asgard_source',
      "SELECT extversion AS version FROM pg_extension WHERE extname = 'asgard'",
    );
    expect(listed['asgard_source']).toEqual({ status: 'present', version: installed?.version });
    expect(listed['postgres']).toEqual({ status: 'absent', version: null });
  });

  test('has in its manifest the version, the management table and a hash that a change by hand turns', async () => {
    for (const format of ['custom', 'plain']) {
      const { asgard } = await manifestOf('--format', format);
      expect(asgard).toMatchObject({ status: 'present', managementTableDumped: true });
      expect(asgard.definitionsSha256).toMatch(/^[0-9a-f]{64}$/);
    }
    const before = (await manifestOf()).asgard.definitionsSha256;
    expect((await manifestOf()).asgard.definitionsSha256).toBe(before);
    await execute(
      server,
      'asgard_source',
      'ALTER TABLE z_asgard_admin.gestion_schema ADD CONSTRAINT by_hand CHECK (true)',
    );
    expect((await manifestOf()).asgard.definitionsSha256).not.toBe(before);
    await execute(
      server,
      'asgard_source',
      'ALTER TABLE z_asgard_admin.gestion_schema DROP CONSTRAINT by_hand',
    );
    const without = await manifestOf('--exclude-table-data', 'z_asgard_admin.gestion_schema');
    expect(without.asgard.managementTableDumped).toBe(false);
  });

  test.for(['z_asgard', 'z_plume'])(
    'the schema %s alone gives no backup, with the reason',
    async (schema) => {
      const { status, json } = await runCommandLine([
        'backup',
        '--url',
        serverUrl(server, 'asgard_source'),
        '--out',
        folder(),
        '--schema',
        schema,
        '--schema-only',
        '--json',
      ]);
      expect(status).toBe(1);
      expect(json.error).toMatchObject({ code: 'dump-is-empty' });
      expect(json.error?.message).toContain('extension');
    },
  );

  test.for(['custom', 'plain'])('comes back from a %s backup with its grant, by one job', async (format) => {
    const { file } = await manifestOf('--format', format, '--count-source');
    await dropNowAndLater(server, 'asgard_copy', 'asgard_copy__restoring');
    const { status, json } = await runCommandLine([
      'restore',
      path.join(folder(), file),
      '--create',
      'asgard_copy',
      '--url',
      adminUrl,
      '--json',
      ...(format === 'custom' ? ['--jobs', '4'] : []),
    ]);
    expect(json.error).toBeUndefined();
    expect(status).toBe(0);
    if (format === 'custom') expect(json.warnings?.join()).toContain('one job');
    const rows = 'SELECT nom_schema, producteur FROM z_asgard_admin.gestion_schema ORDER BY 1';
    expect(await query(server, 'asgard_copy', rows)).toEqual(await query(server, 'asgard_source', rows));
  });
});
