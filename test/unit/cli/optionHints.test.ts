import { describe, expect, it } from 'vitest';
import { backup } from '../../../src/cli/backup';
import { runCommandLine } from '../../../src/cli/main';
import { optionHint } from '../../../src/cli/optionHints';
import { restore } from '../../../src/cli/restore';
import { BackupError } from '../../../src/core/errors';
import { text } from '../../../src/core/text';

describe('the options that help after an error', () => {
  it.each([
    ['restore', 'database-exists', ['--into']],
    ['restore', 'database-not-empty', ['--create']],
    ['restore', 'database-not-created', ['--create', '--owner']],
    ['backup', 'permission-denied', ['--exclude-schema', '--exclude-table']],
    ['backup', 'row-security', ['--exclude-table-data']],
  ])('of %s, %s, are options that it has', (subcommand, code, options) => {
    const named = optionHint(subcommand, code)?.match(/--[a-z-]+/g);
    expect(named).toEqual(options);
    const { help } = subcommand === 'backup' ? backup : restore;
    for (const option of options) expect(help).toMatch(new RegExp(`${option}\\b(?!-)`));
  });

  it.each([
    ['restore', 'permission-denied'],
    ['databases', 'permission-denied'],
    ['backup', 'disk-full'],
    ['constructor', 'name'],
    ['backup', 'constructor'],
    [undefined, 'database-exists'],
  ])('of %s, %s: none', (subcommand, code) => {
    expect(optionHint(subcommand, code)).toBeUndefined();
  });
});

describe('what the command line prints', () => {
  /** What `pg-backup ARGS` prints and tells where the error has this code. */
  const outputOf = async (args: readonly string[], code: string): Promise<string> => {
    let output = '';
    const fail = (): never => {
      throw new BackupError({
        kind: 'failed',
        code,
        what: text('Cancelled.'),
        remedy: text('Choose another name.'),
      });
    };
    const take = (content: string): void => void (output += content);
    const ports = {
      environment: {},
      version: '1',
      translations: {},
      resolveConnection: fail,
      listDatabases: fail,
      backupPorts: fail,
      restorePorts: fail,
      print: take,
      tell: take,
    };
    await runCommandLine(args, ports, { signal: new AbortController().signal, exitStatus: () => 143 });
    return output;
  };

  it('is the remedy and the hint, for people and in JSON', async () => {
    const helps = /Choose another name\. To leave objects out: --exclude-schema/;
    expect(await outputOf(['backup'], 'permission-denied')).toMatch(helps);
    const printed = JSON.parse(await outputOf(['backup', '--json'], 'permission-denied')) as unknown;
    expect(printed).toMatchObject({
      error: { code: 'permission-denied', remedy: expect.stringMatching(helps) as string },
    });
  });

  it('is the remedy alone where no option helps', async () => {
    expect(await outputOf(['backup'], 'disk-full')).toBe('pg-backup: Cancelled.\nChoose another name.\n');
    expect(await outputOf(['databases'], 'permission-denied')).toMatch(/name\.\n$/);
  });
});
