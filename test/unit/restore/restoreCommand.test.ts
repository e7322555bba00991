import { describe, expect, it } from 'vitest';
import type { CommandLine } from '../../../src/core/commandLine';
import {
  archiveRestoreCommand,
  scriptRestoreCommand,
  type RestoreSession,
} from '../../../src/core/restore/restoreCommand';
import type { RestoreRequest } from '../../../src/core/restore/request';
import { connection } from '../backup/backupSamples';

const session: RestoreSession = {
  connection: { ...connection, database: "host=evil dbname='x'" },
  isSuperuser: false,
  passwordEnvironment: { PGPASSFILE: '/run/pass' },
};
const archive = { file: '/srv/-x.backup', format: 'custom', useList: undefined } as const;

function command(asked: Partial<RestoreRequest> = {}, jobs = 1, useList?: string): CommandLine {
  return archiveRestoreCommand(
    { sections: [], owner: true, privileges: true, ...asked },
    session,
    { ...archive, useList },
    jobs,
  );
}

describe('pg_restore', () => {
  it('is called with what it needs, and nothing that could be taken for something else', () => {
    expect(command()).toEqual({
      tool: 'pg_restore',
      args: [
        '--format=custom',
        '--verbose',
        '--no-password',
        String.raw`--dbname=dbname='host=evil dbname=\'x\''`,
        '/srv/-x.backup',
      ],
      env: {
        PGHOST: 'db.example',
        PGPORT: '5433',
        PGUSER: 'marie',
        PGAPPNAME: 'pg-backup',
        PGPASSFILE: '/run/pass',
        PGOPTIONS: expect.stringContaining('-c default_transaction_read_only=off') as string,
      },
    });
  });

  it.each<[Partial<RestoreRequest>, string[]]>([
    [{ sections: ['pre-data', 'data'] }, ['--section=pre-data', '--section=data']],
    [{ owner: false }, ['--no-owner']],
    [{ privileges: false }, ['--no-privileges']],
  ])('%j adds %j', (asked, added) => {
    const usual = command().args;
    expect(command(asked).args.filter((argument) => !usual.includes(argument))).toEqual(added);
  });

  it('gets jobs where there are several, and a list where there is one', () => {
    expect(command({}, 4).args).toContain('--jobs=4');
    expect(command({}, 1, '/tmp/list').args).toContain('--use-list=/tmp/list');
  });
});

describe('psql', () => {
  it('reads no start-up file, stops at the first error and takes the script from standard input', () => {
    expect(scriptRestoreCommand(session)).toMatchObject({
      tool: 'psql',
      args: [
        '--no-psqlrc',
        '--no-password',
        '--quiet',
        '--set=ON_ERROR_STOP=1',
        String.raw`--dbname=dbname='host=evil dbname=\'x\''`,
        '--file=-',
      ],
    });
  });
});

it('asks a server for messages in English where it may', () => {
  const asked = (isSuperuser: boolean): string | undefined =>
    scriptRestoreCommand({ ...session, isSuperuser }).env['PGOPTIONS'];
  expect(asked(true)).toContain('lc_messages=C');
  expect(asked(false)).not.toContain('lc_messages');
});

it('holds no secret', () => {
  expect(JSON.stringify([command(), scriptRestoreCommand(session)])).not.toContain('s3cret');
});
