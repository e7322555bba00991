import { describe, expect, test } from 'vitest';
import {
  candidateFolders,
  settingPlaces,
  versionedFolders,
  type CandidateFolder,
} from '../../../src/core/tools/candidateFolders';
import { parseDistribution, type PlatformFacts } from '../../../src/core/tools/platformFacts';

const linux: PlatformFacts = {
  platform: 'linux',
  env: { PATH: '/usr/local/bin:/usr/bin' },
  home: '/home/zoé',
  distribution: ['debian'],
};
const mac: PlatformFacts = { platform: 'darwin', env: {}, home: '/Users/zoé', distribution: [] };
const windows: PlatformFacts = {
  platform: 'win32',
  env: {
    ProgramFiles: 'C:\\Program Files',
    ProgramW6432: 'C:\\Program Files',
    'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    ProgramData: 'C:\\ProgramData',
  },
  home: 'C:\\Users\\Zoé',
  distribution: [],
};

/** The folders as if each place with a version held 17, except where it takes another name. */
function folders(facts: PlatformFacts, setting: readonly string[] = []): string[] {
  return candidateFolders(facts, setting).flatMap((candidate) =>
    versionedFolders(facts.platform, candidate, [`${candidate.versions?.prefix ?? ''}17`]),
  );
}

describe('known places', () => {
  test.each([
    '/usr/lib/postgresql/17/bin',
    '/usr/pgsql-17/bin',
    '/usr/lib/postgresql17/bin',
    '/usr/libexec/postgresql17',
    '/opt/PostgreSQL/17/bin',
    '/usr/edb/as17/bin',
    '/home/linuxbrew/.linuxbrew/opt/postgresql@17/bin',
    '/home/linuxbrew/.linuxbrew/opt/libpq/bin',
    '/home/zoé/.linuxbrew/opt/postgresql/bin',
    '/usr/bin',
  ])('of Linux: %s', (folder) => expect(folders(linux)).toContain(folder));

  test.each([
    '/opt/homebrew/opt/postgresql@17/bin',
    '/opt/homebrew/opt/libpq/bin',
    '/usr/local/opt/postgresql/bin',
    '/opt/local/lib/postgresql17/bin',
    '/Applications/Postgres.app/Contents/Versions/17/bin',
    '/Users/zoé/Applications/Postgres.app/Contents/Versions/17/bin',
    '/Library/PostgreSQL/17/bin',
  ])('of macOS: %s', (folder) => expect(folders(mac)).toContain(folder));

  test.each([
    'C:\\Program Files\\PostgreSQL\\17\\bin',
    'C:\\Program Files (x86)\\PostgreSQL\\17\\bin',
    'C:\\Program Files\\edb\\as17\\bin',
    'C:\\Users\\Zoé\\scoop\\apps\\postgresql\\current\\bin',
    'C:\\Users\\Zoé\\scoop\\apps\\postgresql17\\current\\bin',
    'C:\\ProgramData\\scoop\\apps\\postgresql\\current\\bin',
  ])('of Windows: %s', (folder) => expect(folders(windows)).toContain(folder));

  test('Windows names no place twice and no folder of another system', () => {
    const all = folders(windows);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((folder) => folder.includes('/'))).toEqual([]);
  });

  test('variables move the places of Scoop and Homebrew', () => {
    const env = { ...windows.env, SCOOP: 'D:\\scoop', SCOOP_GLOBAL: 'E:\\all' };
    expect(folders({ ...windows, env })).toEqual(
      expect.arrayContaining([
        'D:\\scoop\\apps\\postgresql\\current\\bin',
        'E:\\all\\apps\\postgresql\\current\\bin',
      ]),
    );
    expect(folders({ ...mac, env: { HOMEBREW_PREFIX: '/brew' } })).toContain('/brew/opt/libpq/bin');
  });

  test('a variable with a relative folder adds none', () => {
    const env = { HOMEBREW_PREFIX: 'brew', PATH: '' };
    expect(folders({ ...linux, env }).filter((folder) => !folder.startsWith('/'))).toEqual([]);
    expect(folders({ ...windows, env: { SCOOP: '.\\scoop' }, home: undefined })).toEqual([]);
  });
});

describe('PATH', () => {
  test('an opened folder chooses no program: relative and empty entries are left out', () => {
    const env = { PATH: ':.:bin:./node_modules/.bin:..:~/bin:/opt/own dir/bin:$HOME/bin:' };
    const onPath = candidateFolders({ ...linux, env }, []).filter(({ origin }) => origin === 'path');
    expect(onPath.map(({ folder }) => folder)).toEqual(['/opt/own dir/bin']);
  });

  test('of Windows: drives and shares count, what follows the current drive does not', () => {
    const env = { PATH: '"C:\\My Tools";;.;C:bin;\\bin;bin;\\\\server\\share\\bin;D:/pg/bin' };
    const onPath = candidateFolders({ ...windows, env }, []).filter(({ origin }) => origin === 'path');
    expect(onPath.map(({ folder }) => folder)).toEqual([
      'C:\\My Tools',
      '\\\\server\\share\\bin',
      'D:/pg/bin',
    ]);
  });

  test('shims, which are outlived by what they start, come last', () => {
    const env = { ...windows.env, PATH: 'C:\\Users\\Zoé\\scoop\\shims;C:\\pg\\bin' };
    const all = folders({ ...windows, env });
    expect(all[0]).toBe('C:\\pg\\bin');
    expect(all.at(-1)).toBe('C:\\Users\\Zoé\\scoop\\shims');
  });

  test('a star in a folder of PATH is only a star', () => {
    const env = { PATH: '/opt/*/bin' };
    const candidate = candidateFolders({ ...linux, env }, []).find(({ origin }) => origin === 'path');
    expect(candidate).toEqual({ origin: 'path', folder: '/opt/*/bin' });
  });
});

describe('the setting', () => {
  test('comes first, with bin below it', () => {
    expect(folders(linux, ['/opt/été', '~/pg/17/']).slice(0, 4)).toEqual([
      '/opt/été',
      '/opt/été/bin',
      '/home/zoé/pg/17/',
      '/home/zoé/pg/17/bin',
    ]);
    expect(settingPlaces(windows, '~\\pg')).toEqual(['C:\\Users\\Zoé\\pg', 'C:\\Users\\Zoé\\pg\\bin']);
  });

  test.each(['', ' ', '.', 'bin', './bin', '../bin', '~other/bin'])('%j is not absolute', (folder) => {
    expect(settingPlaces(linux, folder)).toEqual([]);
  });
});

test('only names that are a version count, the newest first', () => {
  const candidate: CandidateFolder = {
    origin: 'known',
    folder: '/usr/lib',
    versions: { prefix: 'postgresql', below: ['bin'] },
  };
  const names = [
    'postgresql9.6',
    'postgresql17',
    'postgresql',
    'postgresql-17',
    'postgresqlx',
    'postgresql16',
    'x17',
  ];
  expect(versionedFolders('linux', candidate, names)).toEqual([
    '/usr/lib/postgresql17/bin',
    '/usr/lib/postgresql16/bin',
    '/usr/lib/postgresql9.6/bin',
  ]);
});

test.each([
  ['ID=debian\nVERSION_ID="12"\n', ['debian']],
  [
    'NAME="Rocky Linux"\r\nID="rocky"\r\nID_LIKE="rhel centos fedora"\r\n',
    ['rocky', 'rhel', 'centos', 'fedora'],
  ],
  ["ID='opensuse-leap'\nID_LIKE='suse opensuse'\n", ['opensuse-leap', 'suse', 'opensuse']],
  ['VERSION_ID=12\n', []],
])('os-release %j', (osRelease, names) => expect(parseDistribution(osRelease)).toEqual(names));
