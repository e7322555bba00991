import { beforeEach, describe, expect, it } from 'vitest';
import french from '../../../media/l10n/bundle.l10n.fr.json';
import { runCommandLine } from '../../../src/cli/main';
import type { CommandLinePorts } from '../../../src/cli/ports';
import { connectionFrom } from '../../../src/core/connection/connection';
import { parseConnectionString } from '../../../src/core/connection/connectionString';
import { BackupError, type ErrorKind } from '../../../src/core/errors';
import type { ListedDatabase } from '../../../src/core/server/databaseList';
import { text } from '../../../src/core/text';

let printed: string;
let told: string;

beforeEach(() => {
  printed = '';
  told = '';
});

const listed: ListedDatabase = {
  name: 'pianos',
  owner: 'marie',
  encoding: 'UTF8',
  bytes: 1_500_000,
  asgard: { status: 'absent', version: null },
};

interface Given {
  readonly environment?: CommandLinePorts['environment'];
  readonly databases?: () => Promise<readonly ListedDatabase[]>;
  readonly backupPorts?: CommandLinePorts['backupPorts'];
}

function run(
  args: readonly string[],
  { environment = {}, databases, backupPorts }: Given = {},
): Promise<number> {
  const unused = (): never => {
    throw new Error('not asked for');
  };
  return runCommandLine(
    args,
    {
      environment,
      version: '1.2.3',
      translations: { fr: french },
      resolveConnection: (url) =>
        Promise.resolve().then(() =>
          connectionFrom(parseConnectionString(url ?? ''), { osUser: 'u', hostFor: () => 'localhost' }),
        ),
      listDatabases: databases ?? (() => Promise.resolve([listed])),
      backupPorts: backupPorts ?? unused,
      restorePorts: unused,
      print: (content) => (printed += content),
      tell: (content) => (told += content),
    },
    { signal: new AbortController().signal, exitStatus: () => 143 },
  );
}

const failing = (error: unknown): NonNullable<Given['databases']> => {
  return () =>
    Promise.resolve().then(() => {
      throw error;
    });
};
const failure = (kind: ErrorKind): BackupError =>
  new BackupError({
    kind,
    code: 'the-code',
    what: text('There is no database “{database}” on {server}.', { database: 'd', server: 'h:1' }),
    remedy: text('Check the name; it is case-sensitive.'),
  });

/** The one JSON document on standard output; anything else there fails the test. */
function document(): Record<string, unknown> {
  return JSON.parse(printed) as Record<string, unknown>;
}

describe('the exit status', () => {
  it.each<[string, unknown, number]>([
    ['failed', failure('failed'), 1],
    ['usage', failure('usage'), 2],
    ['refused', failure('refused'), 3],
    ['cancelled', failure('cancelled'), 143],
    ['a bug', new TypeError('x is undefined'), 1],
    ['anything thrown', 'a string', 1],
  ])('of %s', async (_, error, status) => {
    expect(await run(['databases'], { databases: failing(error) })).toBe(status);
    expect(printed).toBe('');
    expect(told).not.toBe('');
    told = '';
    expect(await run(['databases', '--json'], { databases: failing(error) })).toBe(status);
    expect(document()).toHaveProperty('error.code');
    expect(told).toBe('');
  });

  it.each([
    [[]],
    [['nonsense']],
    [['databases', 'extra']],
    [['databases', '--nonsense']],
    [['databases', '--url']],
    [['databases', '--url=http://h']],
    [['databases', '--url', 'postgres://h:0']],
    [['backup', '--jobs', '0']],
    [['backup', '--format', 'zip']],
    [['backup', '--compress', 'gzip:fast']],
    [['backup', '--schema-only', '--data-only']],
    [['backup', 'surplus']],
    [['restore']],
    [['restore', 'file']],
    [['restore', 'file', '--create', 'a', '--into', 'b']],
    [['restore', 'file', '--into', 'b', '--owner', 'o']],
    [['restore', 'file', 'other', '--create', 'a']],
    [['restore', 'file', '--create', 'a', '--section', 'x']],
  ])('of %j is 2, with one document on standard output', async (args) => {
    expect(await run([...args, '--json'])).toBe(2);
    expect(document()).toEqual({
      error: {
        code: expect.any(String) as string,
        message: expect.any(String) as string,
        remedy: expect.any(String) as string,
      },
    });
    printed = '';
    expect(await run(args)).toBe(2);
    expect(printed).toBe('');
    expect(told).toMatch(/^pg-backup: /);
  });

  it('is 0 with the result', async () => {
    expect(await run(['databases', '--json'])).toBe(0);
    expect(document()).toEqual({ databases: [listed] });
    printed = '';
    expect(await run(['databases'])).toBe(0);
    expect(printed).toMatch(/^pianos +1\.5 MB +marie +UTF8\n$/);
  });
});

it('says what is missing, or not known', async () => {
  await run([]);
  expect(told).toContain('name a subcommand');
  await run(['nonsense']);
  expect(told).toContain("there is no subcommand 'nonsense'");
});

describe('progress', () => {
  const backupPorts: CommandLinePorts['backupPorts'] = (_folders, report) => {
    report({ phase: text('Backing up') });
    report({ phase: text('Backing up'), object: 'public.notes' });
    throw failure('failed');
  };

  it('is told on standard error, a line a phase, also with --json', async () => {
    expect(await run(['backup', '--json'], { backupPorts })).toBe(1);
    expect(told).toBe('Backing up …\n');
    expect(document()).toHaveProperty('error');
  });

  it('is not told with --quiet', async () => {
    await run(['backup', '--json', '--quiet'], { backupPorts });
    expect(told).toBe('');
  });
});

describe('the document', () => {
  it('comes also where --json stands before the subcommand, but not where it belongs to pg_dump', async () => {
    expect(await run(['--json', 'databases'])).toBe(2);
    expect(document()).toHaveProperty('error');
    printed = '';
    expect(await run(['backup', 'surplus', '--', '--json'])).toBe(2);
    expect(printed).toBe('');
  });

  it('tells code, message and remedy; null where there is nothing to do', async () => {
    await run(['databases', '--json'], { databases: failing(failure('failed')) });
    expect(document()).toEqual({
      error: {
        code: 'the-code',
        message: 'There is no database “d” on h:1.',
        remedy: 'Check the name; it is case-sensitive.',
      },
    });
    printed = '';
    const silent = new BackupError({ kind: 'failed', code: 'c', what: text('Cancelled.') });
    await run(['databases', '--json'], { databases: failing(silent) });
    expect(document()).toEqual({ error: { code: 'c', message: 'Cancelled.', remedy: null } });
  });

  it('tells a bug as one', async () => {
    await run(['databases', '--json'], { databases: failing(new TypeError('x is undefined')) });
    expect(document()).toMatchObject({
      error: { code: 'bug', message: expect.stringContaining('x is undefined') as string },
    });
  });

  it('holds names with anything in them', async () => {
    const hostile = { ...listed, name: '"\n\u001b[2J\u2028' };
    await run(['databases', '--json'], { databases: () => Promise.resolve([hostile]) });
    expect(document()).toEqual({ databases: [hostile] });
    printed = '';
    await run(['databases'], { databases: () => Promise.resolve([hostile]) });
    // eslint-disable-next-line no-control-regex -- what must not reach a terminal
    expect(printed.trimEnd()).not.toMatch(/[\u0000-\u001f]/);
  });
});

describe('the language', () => {
  const frenchMessage = 'Il n’y a pas de base de données «\u00a0d\u00a0» sur h:1.';

  it.each([
    [{ LANG: 'fr_FR.UTF-8' }, true],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'fr_CA' }, true],
    [{ LANG: 'de_DE', LC_ALL: 'fr' }, true],
    [{ LANG: 'fr_FR.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'fr_FR.UTF-8', LC_ALL: '', LC_MESSAGES: 'C.UTF-8' }, false],
    [{ LANG: 'de_DE.UTF-8' }, false],
    [{}, false],
  ])('of %j is French: %s', async (environment, isFrench) => {
    await run(['databases', '--json'], { environment, databases: failing(failure('failed')) });
    const message = isFrench ? frenchMessage : 'There is no database “d” on h:1.';
    expect(document()).toHaveProperty('error.message', message);
    await run(['databases'], { environment, databases: failing(failure('failed')) });
    expect(told).toContain(message);
  });

  it('of a wrong call is French too, with one document', async () => {
    expect(await run(['nonsense', '--json'], { environment: { LANG: 'fr_FR.UTF-8' } })).toBe(2);
    expect(document()).toMatchObject({
      error: {
        code: 'wrong-usage',
        message: expect.stringMatching(/^Utilisation incorrecte\u00a0: /) as string,
      },
    });
  });
});

describe('a password', () => {
  it.each([
    [['backup', 'postgres://u:s3cret@h/d']],
    [['databases', 'host=h password=s3cret']],
    [['postgres://u:s3cret@h/d']],
    [['databases', '--url=postgres://u:s3cret@h:port/d']],
    [['backup', '--jobs', 'postgres://u:s3cret@h/d']],
  ])('is not repeated: %j', async (args) => {
    expect(await run(args)).toBe(2);
    expect(await run([...args, '--json'])).toBe(2);
    expect(told + printed).not.toContain('s3cret');
  });
});

describe('help', () => {
  it.each(['databases', 'backup', 'restore'])('of %s has an example', async (name) => {
    expect(await run([name, '--help', '--nonsense'])).toBe(0);
    expect(printed).toMatch(new RegExp(`^Usage: pg-backup ${name}`));
    expect(printed).toContain('Example:');
  });

  it('lists the subcommands, and the version', async () => {
    expect(await run(['--help'])).toBe(0);
    for (const name of ['databases', 'backup', 'restore']) expect(printed).toContain(`  ${name}`);
    printed = '';
    expect(await run(['--version'])).toBe(0);
    expect(printed).toBe('pg-backup 1.2.3\n');
  });
});
