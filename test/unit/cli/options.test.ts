import { describe, expect, it } from 'vitest';
import { commonOptions, listOption, oneOf, parseOptions, positiveNumber } from '../../../src/cli/options';
import { errorOf } from '../thrownError';

const options = { ...commonOptions, table: listOption } as const;

describe('options', () => {
  it('are read in both spellings, lists in their order, with what follows “--” apart', () => {
    const read = parseOptions(
      ['a', '--table=x', '--json', '--table', 'y', '--', '--table', '-z', '--'],
      options,
    );
    expect(read.values).toMatchObject({ table: ['x', 'y'], json: true, quiet: false });
    expect(read.positionals).toEqual(['a']);
    expect(read.extra).toEqual(['--table', '-z', '--']);
  });

  it('have defaults', () => {
    expect(parseOptions([], options)).toMatchObject({ values: { table: [], json: false }, extra: [] });
  });

  it.each([['--nonsense'], ['--url'], ['--json=yes'], ['--url', '--json'], ['-x'], ['--tabl=x']])(
    '%j are a wrong call',
    (...args) => {
      expect(errorOf(() => parseOptions(args, options))).toMatchObject({
        kind: 'usage',
        code: 'wrong-usage',
      });
    },
  );
});

it.each(['1', '8', '1024'])('%s is a number of jobs', (value) => {
  expect(positiveNumber('jobs', value)).toBe(Number(value));
});

it.each(['0', '-1', '1.5', '1e2', '0x10', ' 1', '1025', '', 'many'])('%j is none', (value) => {
  expect(errorOf(() => positiveNumber('jobs', value)).kind).toBe('usage');
});

it('leaves a number that was not given open', () => {
  expect(positiveNumber('jobs', undefined)).toBeUndefined();
});

it('names the words that are known', () => {
  expect(oneOf('format', ['tar', 'plain'], 'tar')).toBe('tar');
  expect(errorOf(() => oneOf('format', ['tar', 'plain'], 'zip')).message).toContain('tar, plain');
});
