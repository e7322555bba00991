import { describe, expect, it } from 'vitest';
import { dumpCommand } from '../../../src/core/backup/dumpCommand';
import type { DumpPlan } from '../../../src/core/backup/dumpPlan';
import { wholeDatabase, type DumpOptions } from '../../../src/core/backup/request';
import type { CommandLine } from '../../../src/core/commandLine';
import { errorOf } from '../thrownError';
import { connection } from './backupSamples';

const plan: DumpPlan = { format: 'custom', jobs: 1, compression: { method: 'gzip', level: 1 }, notes: [] };

function command(
  options: Partial<DumpOptions> = {},
  changed: Partial<DumpPlan> = {},
  clientMajor = 15,
  database = 'pianos',
): CommandLine {
  return dumpCommand(
    { connection: { ...connection, database }, options: { ...wholeDatabase, ...options } },
    { ...plan, ...changed },
    clientMajor,
    '/srv/.x.partial',
    '00000003-1',
    { PGPASSFILE: '/run/pass' },
  );
}

it('of a whole database', () => {
  expect(command()).toEqual({
    tool: 'pg_dump',
    args: [
      '--format=custom',
      '--file=/srv/.x.partial',
      '--compress=1',
      '--snapshot=00000003-1',
      '--verbose',
      '--no-password',
      "--dbname=dbname='pianos'",
    ],
    env: {
      PGHOST: 'db.example',
      PGPORT: '5433',
      PGUSER: 'marie',
      PGAPPNAME: 'pg-backup',
      PGOPTIONS: expect.stringContaining('-c TimeZone=UTC') as string,
      PGPASSFILE: '/run/pass',
    },
  });
});

it('holds no secret', () => {
  expect(JSON.stringify(command())).not.toContain('s3cret');
});

it('names no snapshot where there is none', () => {
  const { args } = dumpCommand({ connection, options: wholeDatabase }, plan, 15, '/f', undefined, {});
  expect(args.join(' ')).not.toContain('snapshot');
});

it.each<[Partial<DumpOptions>, string[]]>([
  [{ content: 'schema-only' }, ['--schema-only']],
  [{ content: 'data-only' }, ['--data-only']],
  [{ schemas: ['a', '--x'] }, ['--schema=a', '--schema=--x']],
  [{ excludedSchemas: ['a b'] }, ['--exclude-schema=a b']],
  [{ tables: ['"A".b'] }, ['--table="A".b']],
  [{ excludedTables: ['t*'] }, ['--exclude-table=t*']],
  [{ excludedTableData: ['log.*'] }, ['--exclude-table-data=log.*']],
  [{ owner: false, privileges: false }, ['--no-owner', '--no-privileges']],
  [{ role: 'r' }, ['--role=r']],
  [{ encoding: 'LATIN1' }, ['--encoding=LATIN1']],
])('%j adds %j', (options, added) => {
  const usual = command().args;
  const { args } = command(options);
  expect(args.filter((argument) => !usual.includes(argument))).toEqual(added);
  expect(args).toHaveLength(usual.length + added.length);
});

it('puts what the user adds last', () => {
  const { args } = command({ extra: ['--no-comments', 'x'], tables: ['t'] });
  expect(args.slice(-3)).toEqual(["--dbname=dbname='pianos'", '--no-comments', 'x']);
});

it('lets a hostile database name be only a name', () => {
  expect(command({}, {}, 15, "host=evil dbname='x' \\").args).toContain(
    String.raw`--dbname=dbname='host=evil dbname=\'x\' \\'`,
  );
});

it('gives jobs to several only', () => {
  expect(command({}, { format: 'directory', jobs: 4 }).args).toContain('--jobs=4');
  expect(command({}, { format: 'directory', jobs: 1 }).args.join(' ')).not.toContain('jobs');
});

describe('compression', () => {
  it.each([
    ['custom', { method: 'none', level: undefined }, 15, '--compress=0'],
    ['custom', { method: 'gzip', level: undefined }, 15, undefined],
    ['custom', { method: 'gzip', level: 9 }, 15, '--compress=9'],
    ['plain', { method: 'gzip', level: undefined }, 15, '--compress=6'],
    ['plain', { method: 'none', level: undefined }, 15, '--compress=0'],
    ['tar', { method: 'none', level: undefined }, 15, undefined],
    ['tar', { method: 'none', level: undefined }, 16, undefined],
    ['custom', { method: 'none', level: undefined }, 16, '--compress=none'],
    ['custom', { method: 'gzip', level: undefined }, 16, '--compress=gzip'],
    ['directory', { method: 'zstd', level: -3 }, 16, '--compress=zstd:-3'],
    ['directory', { method: 'lz4', level: 0 }, 18, '--compress=lz4:0'],
  ] as const)('%s %j with client %i: %s', (format, compression, clientMajor, argument) => {
    const { args } = command({}, { format, compression }, clientMajor);
    expect(args.find((each) => each.startsWith('--compress'))).toBe(argument);
  });

  it.each(['lz4', 'zstd'] as const)('%s needs a client of 16', (method) => {
    const refused = errorOf(() => command({}, { compression: { method, level: undefined } }, 15));
    expect(refused).toMatchObject({ kind: 'usage', code: 'compression-needs-newer-client' });
  });
});
