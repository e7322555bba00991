import { describe, expect, it } from 'vitest';
import { checkExtraArguments } from '../../../src/core/backup/extraArguments';
import { errorOf } from '../thrownError';

describe('what the backup sets itself', () => {
  it.each([
    ['--file=/tmp/x'],
    ['--file', '/tmp/x'],
    ['--fil=/tmp/x'],
    ['--form=c'],
    ['--j=4'],
    ['--jobs', '4'],
    ['--dbname=host=evil'],
    ['--db', 'x'],
    ['--host=evil'],
    ['--ho=evil'],
    ['--port', '1'],
    ['--username=x'],
    ['--password'],
    ['--no-password'],
    ['--compress=9'],
    ['--snapshot=1'],
    ['--no-sync'],
    ['--version'],
    ['--help'],
    ['-f', '/tmp/x'],
    ['-f/tmp/x'],
    ['-Fc'],
    ['-j4'],
    ['-d', 'x'],
    ['-hevil'],
    ['-p1'],
    ['-Ux'],
    ['-W'],
    ['-w'],
    ['-Z9'],
    ['-V'],
    ['-?'],
    ['-vf/tmp/x'],
    ['-aOxf', '/tmp/x'],
    ['--table', '-t', '--file=/tmp/x'],
    ['-t', '--file=/tmp/x'],
    ['-n', '-f/tmp/x'],
  ])('%j %s %s', (...extra) => {
    expect(errorOf(() => checkExtraArguments(extra))).toMatchObject({
      kind: 'usage',
      code: 'extra-argument-reserved',
    });
  });

  it('shows no more of a long argument than its beginning', () => {
    const error = errorOf(() => checkExtraArguments([`--file=${'x'.repeat(1000)}`]));
    expect(error.message.length).toBeLessThan(200);
  });
});

describe('what a user may add', () => {
  it.each([
    [[]],
    [['--no-comments']],
    [['--lock-wait-timeout=5s', '--rows-per-insert=10']],
    [['--inserts', '--verbose', '--strict-names']],
    [['--exclude-table-data', 'log.*']],
    [['-t', 'file']],
    [['-tfile', '-nhost', '-Tjobs']],
    [['-v', '-x', '-O']],
    [['-E', 'UTF8']],
    [['-Ssuperuser']],
    [['--load-via-partition-root', '--enable-row-security']],
    [['-']],
    // It ends the options; pg_dump refuses every word after it.
    [['--']],
  ])('%j', (extra) => {
    expect(() => checkExtraArguments(extra)).not.toThrow();
  });
});
