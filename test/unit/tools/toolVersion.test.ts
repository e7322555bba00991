import { describe, expect, test } from 'vitest';
import type { ToolName } from '../../../src/core/commandLine';
import { branchOf, majorText, parseToolVersion, versionText } from '../../../src/core/tools/toolVersion';

describe('what a program answers to --version', () => {
  test.each<[tool: ToolName, output: string, number: number, text: string]>([
    ['pg_dump', 'pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n', 150_018, '15.18'],
    ['pg_restore', 'pg_restore (PostgreSQL) 17.6\r\n', 170_006, '17.6'],
    ['psql', 'psql (PostgreSQL) 9.3.22\ncontains support for command-line editing\n', 90_322, '9.3.22'],
    ['pg_dumpall', 'pg_dumpall (PostgreSQL) 10.0', 100_000, '10.0'],
    ['pg_dump', 'pg_dump (EnterpriseDB) 15.4.0\n', 150_004, '15.4'],
    ['psql', 'edb-psql (EnterpriseDB) 9.6.2.7\n', 90_602, '9.6.2'],
  ])('%s: %j', (tool, output, number, text) => {
    expect(parseToolVersion(tool, output)).toMatchObject({ number, text, prerelease: false });
  });

  test('keeps what the packager says of the build', () => {
    expect(
      parseToolVersion('pg_dump', 'pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n')?.printed,
    ).toBe('15.18 (Debian 15.18-0+deb12u1)');
  });

  test.each([
    ['16beta1', 160_000],
    ['17devel', 170_000],
    ['18rc1', 180_000],
    ['17alpha2', 170_000],
  ])('%s is no release', (text, number) => {
    expect(parseToolVersion('pg_dump', `pg_dump (PostgreSQL) ${text}\n`)).toMatchObject({
      number,
      text,
      prerelease: true,
    });
  });

  test.each([
    '',
    'pg_dump',
    'pg_dump (PostgreSQL)',
    'pg_dump (PostgreSQL) seventeen',
    'pg_dump (PostgreSQL) 15.18.1.2.3',
    'pg_dump (PostgreSQL) 150.1',
    'psql (PostgreSQL) 15.18',
    ' pg_dump (PostgreSQL) 15.18',
    'pg_dump (Greenplum Database) 6.25.3',
    'pg_dump (PostgreSQL) 9.4.26 (Greenplum Database 6.25.3)',
    'pg_dump (PostgreSQL) 11.2-YB-2.20.0.0-b0',
    'ysql_dump (YSQL) 11.2',
    'pg_dump (PostgreSQL) 15.18 \u001b[31mred',
    `pg_dump (PostgreSQL) 15.18 (${'x'.repeat(200)})`,
    '\0pg_dump (PostgreSQL) 15.18',
  ])('is not taken for PostgreSQL: %j', (output) => {
    expect(parseToolVersion('pg_dump', output)).toBeUndefined();
  });
});

test('major and whole versions as people write them', () => {
  expect([150_018, 90_624, 100_003].map((number) => majorText(number))).toEqual(['15', '9.6', '10']);
  expect([150_018, 90_624, 100_003].map((number) => versionText(number))).toEqual([
    '15.18',
    '9.6.24',
    '10.3',
  ]);
  expect([150_018, 90_624, 100_003].map(branchOf)).toEqual([150_000, 90_600, 100_000]);
});
