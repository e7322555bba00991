import { describe, expect, it } from 'vitest';
import {
  backupFileName,
  companionNames,
  defaultNamePattern,
  numberedName,
  partialName,
  sameName,
  suffixFor,
} from '../../../src/core/backup/fileNames';
import { errorOf } from '../thrownError';

const clock = { year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 5 };
const named = (database: string, pattern = '{database}', suffix = '.backup'): string =>
  backupFileName(pattern, { database, host: 'db.example', clock, suffix });

it('fills each placeholder, as often as it stands there', () => {
  expect(named('pianos', defaultNamePattern)).toBe('pianos-2026-01-02-030405.backup');
  expect(named('d', '{host}_{database}_{date}_{time}_{database}')).toBe(
    'db.example_d_2026-01-02_030405_d.backup',
  );
  expect(named('d', 'fixed')).toBe('fixed.backup');
});

it('never fills in what a name holds', () => {
  expect(named('{date}$&{host}')).toBe('{date}$&{host}.backup');
});

it.each(['{nonsense}', '{}', '{constructor}', '{__proto__}', '{Database}'])(
  'refuses the placeholder %s',
  (pattern) => {
    expect(errorOf(() => named('d', pattern))).toMatchObject({
      kind: 'usage',
      code: 'name-placeholder-unknown',
    });
  },
);

it.each(['a/{database}', '../{database}', 'C:\\{database}', '/etc/x'])(
  'refuses the folder in %s',
  (pattern) => {
    expect(errorOf(() => named('d', pattern))).toMatchObject({ kind: 'usage', code: 'name-holds-folder' });
  },
);

it('does not write the suffix twice', () => {
  expect(named('d', '{database}.backup')).toBe('d.backup');
  expect(named('d', '{database}.sql.gz', '.sql.gz')).toBe('d.sql.gz');
});

describe('a hostile name', () => {
  it.each([
    ['../../etc/passwd', '___.._etc_passwd'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
    ['line\nfeed\r\u0000\u001b[2J', 'line_feed___[2J'],
    ['\u2028x\u0085y', '_x_y'],
    ['-rf', '_rf'],
    ['--file=x', '__file=x'],
    ['~root', '_root'],
    ['.hidden', '_hidden'],
    [' blank ', '_blank_'],
    ['dots...', 'dots___'],
    ['.', '_'],
    ['..', '__'],
    ['', '_'],
    ['con', '_con'],
    ['CON.x', '_CON.x'],
    ['nul .x', '_nul .x'],
    ['Com1', '_Com1'],
    ['lpt¹', '_lpt¹'],
    ['CONIN$', '_CONIN$'],
    ['aux.', 'aux_'],
    ['console', 'console'],
    ['com10', 'com10'],
    ['\ud800x', '_x'],
    ['e\u0301le\u0300ve', 'élève'],
    ['日本語', '日本語'],
    ['😀', '😀'],
    ["it's $(id) `id`", "it's $(id) `id`"],
  ])('%j becomes %j', (database, stem) => {
    expect(named(database)).toBe(`${stem}.backup`);
  });

  it.each(['x'.repeat(500), 'é'.repeat(500), '語'.repeat(500), '😀'.repeat(500)])(
    'that is long is cut between characters, with room for what stands beside it',
    (database) => {
      const name = named(database, '{database}-{timestamp}', '.backupdir');
      const { manifest, checksums } = companionNames(numberedName(name, '.backupdir', 999), 'directory');
      for (const each of [partialName(manifest), partialName(checksums)]) {
        expect(Buffer.byteLength(each)).toBeLessThanOrEqual(255);
      }
      expect(Buffer.byteLength(name)).toBeGreaterThan(190);
      expect(name).toMatch(/\.backupdir$/);
      expect(name).not.toContain('\ufffd');
      expect(Buffer.from(name).toString()).toBe(name);
    },
  );
});

it('keeps 200 bytes of a long name, suffix and all', () => {
  expect(named('x'.repeat(500))).toHaveLength(200);
  expect(named('x'.repeat(193))).toBe(`${'x'.repeat(193)}.backup`);
});

it('tells each format by its suffix', () => {
  const gzip = { method: 'gzip', level: 1 } as const;
  const none = { method: 'none', level: undefined } as const;
  expect(suffixFor('custom', gzip)).toBe('.backup');
  expect(suffixFor('directory', gzip)).toBe('.backupdir');
  expect(suffixFor('tar', none)).toBe('.tar');
  expect(suffixFor('plain', none)).toBe('.sql');
  expect(suffixFor('plain', gzip)).toBe('.sql.gz');
});

it('counts before the suffix', () => {
  expect(numberedName('a.sql.gz', '.sql.gz', 1)).toBe('a.sql.gz');
  expect(numberedName('a.sql.gz', '.sql.gz', 2)).toBe('a-2.sql.gz');
});

it('names what stands beside a backup', () => {
  expect(companionNames('a.backup', 'custom')).toEqual({
    manifest: 'a.backup.manifest.json',
    checksums: 'a.backup.sha256',
  });
  expect(companionNames('a.backupdir', 'directory').checksums).toBe('a.backupdir.SHA256SUMS');
  expect(partialName('a.backup')).toMatch(/^\..*\.partial$/);
});

describe('two names are one', () => {
  it.each([
    ['a.backup', 'A.BACKUP'],
    ['ÉLÈVE', 'élève'],
    ['e\u0301', 'é'],
    ['E\u0301', 'é'],
    ['straße', 'STRASSE'],
    ['\u212a', 'k'],
    ['Σ', 'σ'],
  ])('%s and %s', (a, b) => {
    expect(sameName(a, b)).toBe(true);
  });

  it.each([
    ['a', 'b'],
    ['e', 'é'],
    ['a-2.backup', 'a.backup'],
    ['a ', 'a'],
  ])('but not %s and %s', (a, b) => {
    expect(sameName(a, b)).toBe(false);
  });
});
