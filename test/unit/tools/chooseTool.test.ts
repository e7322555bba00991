import { describe, expect, test } from 'vitest';
import type { ToolName } from '../../../src/core/commandLine';
import { BackupError } from '../../../src/core/errors';
import { inEnglish, text } from '../../../src/core/text';
import type { FolderOrigin } from '../../../src/core/tools/candidateFolders';
import { chooseTool } from '../../../src/core/tools/chooseTool';
import type { FoundTool, ToolSearch } from '../../../src/core/tools/foundTools';
import type { PlatformFacts } from '../../../src/core/tools/platformFacts';
import type { ToolNeeds } from '../../../src/core/tools/ports';
import { parseToolVersion } from '../../../src/core/tools/toolVersion';

const debian: PlatformFacts = { platform: 'linux', env: {}, home: '/root', distribution: ['debian'] };

function tool(name: ToolName, version: string, origin: FolderOrigin = 'known'): FoundTool {
  const parsed = parseToolVersion(name, `${name} (PostgreSQL) ${version}`);
  if (parsed === undefined) throw new Error(`not a version: ${version}`);
  return { tool: name, path: `/${origin}/${version}/${name}`, version: parsed, origin };
}

function search(usable: readonly FoundTool[], facts = debian): ToolSearch {
  return { usable, unusable: [], facts };
}

function needs(name: ToolName, server?: number, archiveMinor?: number): ToolNeeds {
  return {
    tool: name,
    serverVersionNumber: server,
    archiveVersion: archiveMinor === undefined ? undefined : { major: 1, minor: archiveMinor },
  };
}

function chosen(wanted: ToolNeeds, versions: readonly string[], fromSetting: readonly string[] = []): string {
  const found = [
    ...fromSetting.map((version) => tool(wanted.tool, version, 'setting')),
    ...versions.map((version) => tool(wanted.tool, version)),
  ];
  return chooseTool(wanted, search(found)).found.version.text;
}

function refusal(wanted: ToolNeeds, found: ToolSearch): { code: string; what: string; remedy: string } {
  try {
    chooseTool(wanted, found);
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    expect(error.kind).toBe('refused');
    return {
      code: error.code,
      what: inEnglish(error.what),
      remedy: error.remedy === undefined ? '' : inEnglish(error.remedy),
    };
  }
  throw new Error('A program was chosen');
}

describe('pg_dump', () => {
  test.each([
    ['the lowest that is new enough', 150_018, ['17.6', '14.19', '16.10', '18.1'], '16.10'],
    ['the same major, whatever the minor', 150_018, ['15.1', '16.10'], '15.1'],
    ['among equal majors the highest minor', 150_001, ['15.2', '15.18', '15.9'], '15.18'],
    ['a release before a beta', 170_006, ['17beta1', '18.1'], '18.1'],
    ['a beta where nothing else is there', 170_006, ['17beta1', '16.1'], '17beta1'],
    ['of the branches before 10 too', 90_624, ['9.5.25', '9.6.1', '10.3'], '9.6.1'],
  ])('%s', (_, server, versions, expected) => {
    expect(chosen(needs('pg_dump', server), versions)).toBe(expected);
  });

  test('the newest where the server is not known', () => {
    expect(chosen(needs('pg_dump'), ['15.18', '17.6', '16.1'])).toBe('17.6');
  });

  test('the setting wins with a program that is new enough, and only then', () => {
    expect(chosen(needs('pg_dump', 150_018), ['15.18'], ['17.6'])).toBe('17.6');
    expect(chosen(needs('pg_dump', 170_006), ['18.1'], ['15.18'])).toBe('18.1');
  });

  test('the version of an archive does not concern it', () => {
    expect(chosen(needs('pg_dump', 150_018, 16), ['15.18'])).toBe('15.18');
  });

  test('of equal ones the first found', () => {
    const twins = [tool('pg_dump', '15.18', 'path'), tool('pg_dump', '15.18', 'known')];
    expect(chooseTool(needs('pg_dump', 150_018), search(twins)).found.origin).toBe('path');
  });
});

describe('pg_restore and psql', () => {
  test.each<[string, ToolNeeds, string[], string]>([
    [
      'reading the archive is a must',
      needs('pg_restore', 150_018, 16),
      ['15.18', '16.10', '18.1', '17.6'],
      '17.6',
    ],
    [
      'lowest for archive and server',
      needs('pg_restore', 160_010, 14),
      ['12.22', '15.18', '17.6', '16.10'],
      '16.10',
    ],
    [
      'older than the server: the newest such',
      needs('pg_restore', 180_001, 14),
      ['12.22', '15.18', '14.19'],
      '15.18',
    ],
    ['the archive alone', needs('pg_restore', undefined, 15), ['15.18', '18.1', '16.1'], '16.1'],
    ['psql that knows \\restrict first', needs('psql', 150_018), ['15.13', '16.10', '17.6'], '16.10'],
    ['psql without it where none knows', needs('psql', 150_018), ['15.13', '16.9'], '15.13'],
  ])('%s', (_, wanted, versions, expected) => {
    expect(chosen(wanted, versions)).toBe(expected);
  });

  test('the setting wins also with a program older than the server', () => {
    expect(chosen(needs('pg_restore', 170_006, 14), ['17.6'], ['15.18'])).toBe('15.18');
    expect(chosen(needs('pg_restore', 170_006, 16), ['17.6'], ['15.18'])).toBe('17.6');
  });
});

test.each([
  [
    needs('pg_dump', 150_018),
    tool('pg_dump', '16.10'),
    'pg_dump 16.10 (/known/16.10/pg_dump): the lowest version found that is new enough.',
  ],
  [needs('pg_dump'), tool('pg_dump', '16.10'), 'pg_dump 16.10 (/known/16.10/pg_dump): the newest one found.'],
  [
    needs('pg_dump', 150_018),
    tool('pg_dump', '16.10', 'setting'),
    'pg_dump 16.10 (/setting/16.10/pg_dump): from the folders in the setting pgBackup.tools.folders.',
  ],
  [
    needs('psql', 170_006),
    tool('psql', '16.10'),
    'psql 16.10 (/known/16.10/psql): older than the server, PostgreSQL 17, but it works with it.',
  ],
])('says why: %#', (wanted, found, reason) => {
  expect(inEnglish(chooseTool(wanted, search([found])).reason)).toBe(reason);
});

describe('refusals', () => {
  test('too old: what is needed, what was found, how to get it', () => {
    const found = search([
      tool('pg_dump', '15.18'),
      tool('pg_dump', '14.19', 'setting'),
      tool('psql', '17.6'),
    ]);
    const { code, what, remedy } = refusal(needs('pg_dump', 170_006), found);
    expect(code).toBe('tool-too-old');
    expect(what).toBe(
      'No pg_dump that was found is new enough. pg_dump 17 or newer is needed, because the server is PostgreSQL 17.6. ' +
        'Found: 15.18 (/known/15.18/pg_dump); 14.19 (/setting/14.19/pg_dump).',
    );
    expect(remedy).toContain('`sudo apt install postgresql-client-17`');
    expect(remedy).toContain('pgdg');
    expect(remedy).toContain('in the setting pgBackup.tools.folders, on the command line with --tools');
  });

  test('too old for the archive, on an older server', () => {
    const { code, what, remedy } = refusal(
      needs('pg_restore', 150_018, 16),
      search([tool('pg_restore', '15.18')]),
    );
    expect(code).toBe('tool-too-old');
    expect(what).toContain('pg_restore 17 or newer is needed, because the archive has format version 1.16.');
    expect(remedy).toContain('postgresql-client-17');
  });

  test('missing, with what cannot be used and why', () => {
    const unusable = [
      { tool: 'pg_dump', path: '/a/pg_dump', why: text('not executable') },
      { tool: undefined, path: 'bin', why: text('not an absolute path') },
      { tool: 'psql', path: '/b/psql', why: text('not a file') },
    ] as const;
    const { code, what } = refusal(needs('pg_dump'), { ...search([tool('psql', '17.6')]), unusable });
    expect(code).toBe('tool-missing');
    expect(what).toBe(
      'pg_dump was not found in the folders that were named, in PATH or in the usual places. ' +
        'Cannot be used: /a/pg_dump (not executable); bin (not an absolute path).',
    );
  });

  test('a long list is cut', () => {
    const found = Array.from({ length: 30 }, (_, minor) => tool('pg_dump', `14.${minor}`));
    const { what } = refusal(needs('pg_dump', 170_006), search(found));
    expect(what).toContain('14.11 (');
    expect(what).not.toContain('14.12 (');
    expect(what).toContain('; and 18 more.');
  });
});

test.each<[string, Partial<PlatformFacts>, string]>([
  ['Ubuntu', { distribution: ['ubuntu', 'debian'] }, 'sudo apt install postgresql-client-17'],
  ['Mint', { distribution: ['linuxmint', 'ubuntu', 'debian'] }, 'apt.postgresql.org.sh'],
  ['Fedora', { distribution: ['fedora'] }, 'sudo dnf install postgresql17'],
  [
    'Rocky',
    { distribution: ['rocky', 'rhel', 'centos', 'fedora'] },
    'https://www.postgresql.org/download/linux/redhat/',
  ],
  ['Alpine', { distribution: ['alpine'] }, 'apk add postgresql17-client'],
  ['Manjaro', { distribution: ['manjaro', 'arch'] }, 'sudo pacman -S postgresql-libs'],
  ['openSUSE', { distribution: ['opensuse-tumbleweed'] }, 'sudo zypper install postgresql17'],
  ['macOS', { platform: 'darwin', distribution: [] }, 'brew install postgresql@17'],
  ['Windows', { platform: 'win32', distribution: [] }, 'winget install PostgreSQL.PostgreSQL.17'],
  ['another', { distribution: ['plan9'] }, 'https://www.postgresql.org/download/'],
])('how to get it on %s', (_, facts, advice) => {
  expect(refusal(needs('pg_dump', 170_006), search([], { ...debian, ...facts })).remedy).toContain(advice);
});

test('an old server is served by a packaged client, an unknown one by the newest', () => {
  expect(refusal(needs('pg_dump', 90_624), search([])).remedy).toContain('postgresql-client-14');
  expect(refusal(needs('pg_dump'), search([])).remedy).toContain('postgresql-client-18');
});
