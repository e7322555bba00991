import { describe, expect, it } from 'vitest';
import { describeBackup, type BackupRecord } from '../../../src/core/backup/describeBackup';
import { manifestText, parseManifest, type BackupManifest } from '../../../src/core/backup/manifest';
import { wholeDatabase } from '../../../src/core/backup/request';
import type { RowCount } from '../../../src/core/server/sourceFacts';
import { text } from '../../../src/core/text';
import { backupRecord } from './backupRecord';
import { description } from './backupSamples';

const digest = { bytes: 1234, sha256: 'a'.repeat(64), checksums: 'unused' };

function manifestOf(changed: Partial<BackupRecord> = {}): BackupManifest {
  return describeBackup({ ...backupRecord(), ...changed }, 'pianos.backup', digest);
}

describe('a manifest', () => {
  it('tells what was made, of what, and how', () => {
    expect(manifestOf()).toMatchObject({
      manifestVersion: 1,
      file: 'pianos.backup',
      format: 'custom',
      bytes: 1234,
      sha256: digest.sha256,
      durationMs: 1235,
      server: { host: 'db.example', port: 5433, user: 'marie', versionNumber: 150_018 },
      sameSnapshot: true,
      database: { ...description, bytes: 100_000_000 },
      sessionSettings: { TimeZone: 'UTC', bytea_output: 'hex' },
      rowsAtSource: null,
      asgard: { status: 'absent', managementTableDumped: null },
    });
  });

  it('keeps the arguments that mean something later', () => {
    const { client } = manifestOf();
    expect(client.arguments).toContain('--format=custom');
    expect(client.arguments.join(' ')).not.toMatch(/--file=|--snapshot=/);
  });

  it('holds no secret', () => {
    expect(manifestText(manifestOf())).not.toContain('s3cret');
  });

  it('has a key, as null, for what was not chosen', () => {
    const written = JSON.parse(manifestText(manifestOf())) as BackupManifest;
    expect(written.options).toMatchObject({
      role: null,
      encoding: null,
      compression: { method: 'gzip', level: 1 },
    });
    const plan = { ...backupRecord().plan, compression: { method: 'none', level: undefined } } as const;
    expect(manifestOf({ plan }).options.compression).toEqual({ method: 'none', level: null });
  });

  it('keeps what was chosen', () => {
    const base = backupRecord();
    const options = { ...wholeDatabase, role: 'r', encoding: 'LATIN1', tables: ['t'] };
    const { options: kept } = manifestOf({ request: { ...base.request, options } });
    expect(kept).toMatchObject({ role: 'r', encoding: 'LATIN1', tables: ['t'], jobs: 1 });
  });

  it('says when it may be older than the dump', () => {
    const source = { ...backupRecord().source, snapshot: undefined };
    expect(manifestOf({ source }).sameSnapshot).toBe(false);
  });

  it('counts the rows of the tables that are in the dump only', () => {
    const rows: RowCount[] = [
      { schema: 'app', name: 'kept', rows: 3 },
      { schema: 'app', name: 'left out', rows: 4 },
    ];
    const reading = {
      holdsManagementTable: false,
      holdsRowsOf: (_: string, table: string) => table === 'kept',
    };
    expect(manifestOf({ rows, reading }).rowsAtSource).toEqual([rows[0]]);
  });

  it('tells whether ASGARD’s table is in the dump where there is ASGARD', () => {
    const base = backupRecord();
    const facts = { ...base.source.facts, asgard: { status: 'present', version: '1.5.0' } } as const;
    expect(manifestOf({ source: { ...base.source, facts } }).asgard.managementTableDumped).toBe(false);
  });

  it('keeps warnings in English', () => {
    expect(manifestOf({ warnings: [text('a {x}', { x: 1 })] }).warnings).toEqual(['a 1']);
  });
});

describe('reading one', () => {
  const written = manifestText(manifestOf());
  const changed = (change: (manifest: Record<string, unknown> & { database: object }) => void): string => {
    const manifest = JSON.parse(written) as Record<string, unknown> & { database: object };
    change(manifest);
    return JSON.stringify(manifest);
  };

  it('gives back what was written', () => {
    expect(parseManifest(written)).toEqual(manifestOf());
  });

  it('ignores keys of later versions', () => {
    expect(parseManifest(changed((manifest) => (manifest['later'] = 1)))).toBeDefined();
  });

  it.each(['', '{', 'null', '[]', '1', '{}', '{"manifestVersion":1}'])('refuses %j', (content) => {
    expect(parseManifest(content)).toBeUndefined();
  });

  it.each<[string, (manifest: Record<string, unknown> & { database: object }) => void]>([
    ['a later form', (m) => (m['manifestVersion'] = 2)],
    ['no checksum', (m) => (m['sha256'] = null)],
    ['no database', (m) => (m.database = null as never)],
    ['an owner that is no text', (m) => (m.database = { ...m.database, owner: 1 })],
    ['a provider that is SQL', (m) => (m.database = { ...m.database, provider: 'libc OWNER evil' })],
    ['a comment that is no text', (m) => (m.database = { ...m.database, comment: {} })],
    ['a missing comment', (m) => (m.database = { ...m.database, comment: undefined })],
    ['a limit that is no whole number', (m) => (m.database = { ...m.database, connectionLimit: 1.5 })],
    ['an enormous limit', (m) => (m.database = { ...m.database, connectionLimit: 1e300 })],
    [
      'a setting without a name',
      (m) => (m.database = { ...m.database, settings: [{ role: null, value: 'x' }] }),
    ],
    [
      'a setting for no role',
      (m) => (m.database = { ...m.database, settings: [{ role: 1, name: 'a', value: 'x' }] }),
    ],
    ['settings that are no list', (m) => (m.database = { ...m.database, settings: {} })],
    [
      'a right for a number',
      (m) =>
        (m.database = { ...m.database, privileges: [{ grantee: 1, privilege: 'CREATE', grantable: true }] }),
    ],
    ['rows that are no number', (m) => (m['rowsAtSource'] = [{ schema: 'a', name: 'b', rows: '1' }])],
    ['options that are none', (m) => (m['options'] = null)],
  ])('refuses %s', (_, change) => {
    expect(parseManifest(changed(change))).toBeUndefined();
  });
});
