import { describe, expect, it } from 'vitest';
import type { Verification } from '../../../src/core/restore/report';
import {
  verifyRestored,
  type ExpectedContents,
  type RestoredContents,
} from '../../../src/core/restore/verifyRestored';
import { inEnglish } from '../../../src/core/text';
import { dumpedEntries, entry } from './dumpedEntries';

const relation = (name: string, populated = true): RestoredContents['relations'][number] => {
  const [schema = '', plain = ''] = name.split('.');
  return { schema, name: plain, kind: 'r', populated };
};
const all = dumpedEntries
  .filter(({ type }) => ['TABLE', 'VIEW', 'MATERIALIZED VIEW', 'SEQUENCE', 'INDEX'].includes(type))
  .map(({ schema, tag }) => relation(`${schema ?? ''}.${tag}`));

function line(
  id: string,
  expected: Partial<ExpectedContents>,
  found: Partial<RestoredContents>,
): Verification {
  const lines = verifyRestored(
    { entries: dumpedEntries, filledTables: [], extensions: [], rows: null, ...expected },
    { relations: all, extensions: new Set(), rows: null, ...found },
  );
  const verification = lines.find((each) => each.id === id);
  if (verification === undefined) return expect.fail(`there is no line ${id}`);
  return verification;
}

const problemOf = ({ problem }: Verification): string | null =>
  problem === null ? null : inEnglish(problem);

describe('relations', () => {
  const check = (expected: Partial<ExpectedContents>, found: Partial<RestoredContents>): Verification =>
    line('relations-are-there', expected, found);

  it('are all there', () => {
    expect(check({}, {})).toMatchObject({ status: 'passed', problem: null });
  });

  it.each(['app.t', 'app.v', 'app.mv', 'app.t_id_seq', 'app.t_low_idx'])('miss %s', (name) => {
    const without = all.filter((each) => `${each.schema}.${each.name}` !== name);
    const verification = check({}, { relations: without });
    expect(verification.status).toBe('failed');
    expect(problemOf(verification)).toBe(`Missing: ${name}`);
  });

  it('are looked for in their own schema', () => {
    const entries = [entry({ dumpId: 1, type: 'TABLE', tag: 'b.c', schema: 'a' })];
    expect(
      check({ entries }, { relations: [{ schema: 'a.b', name: 'c', kind: 'r', populated: true }] }).status,
    ).toBe('failed');
  });

  it('of a script are the tables that it fills', () => {
    const filledTables = [
      { schema: 'app', name: 't' },
      { schema: 'app', name: 'gone' },
    ];
    expect(problemOf(check({ entries: undefined, filledTables }, {}))).toBe('Missing: app.gone');
  });

  it('that are missing are named up to twenty', () => {
    expect(problemOf(check({}, { relations: [] }))).toMatch(/^Missing: app\.t, /);
    const entries = Array.from({ length: 50 }, (_, index) =>
      entry({ dumpId: index, type: 'TABLE', tag: `t${index}` }),
    );
    expect(problemOf(check({ entries }, { relations: [] }))).toMatch(/t19 … \(\+30\)$/);
    expect(problemOf(check({ entries: entries.slice(0, 20) }, { relations: [] }))).toMatch(/t19$/);
  });
});

describe('materialised views', () => {
  const check = (entries: ExpectedContents['entries'], populated: boolean): Verification => {
    const relations = all.map((each) => (each.name === 'mv' ? { ...each, populated } : each));
    return line('materialized-views-are-filled', { entries }, { relations });
  };

  it('that were filled are filled', () => {
    expect(check(dumpedEntries, true).status).toBe('passed');
    expect(problemOf(check(dumpedEntries, false))).toBe('Not filled: app.mv');
  });

  it('that were not filled need not be', () => {
    expect(
      check(
        dumpedEntries.filter(({ type }) => !type.includes('VIEW DATA')),
        false,
      ).status,
    ).toBe('passed');
  });
});

it('extensions are there, or named', () => {
  const check = (found: readonly string[]): Verification =>
    line('extensions-are-there', { extensions: ['hstore', 'postgis'] }, { extensions: new Set(found) });
  expect(check(['hstore', 'postgis', 'plpgsql']).status).toBe('passed');
  expect(check(['hstore'])).toMatchObject({ status: 'failed' });
  expect(problemOf(check(['hstore']))).toBe('Missing: postgis');
});

describe('rows', () => {
  const count = (
    name: string,
    rows: number | null,
  ): { schema: string; name: string; rows: number | null } => ({
    schema: 'app',
    name,
    rows,
  });
  const check = (wanted: ExpectedContents['rows'], found: RestoredContents['rows']): Verification =>
    line('rows-are-there', { rows: wanted }, { rows: found });

  it('are as many', () => {
    expect(check([count('t', 3), count('u', 0)], [count('u', 0), count('t', 3), count('x', 9)]).status).toBe(
      'passed',
    );
  });

  it.each([
    [[count('t', 2)], 'app.t 2/3'],
    [[count('t', 4)], 'app.t 4/3'],
    [[], 'app.t –/3'],
  ])('%j are not', (found, problem) => {
    const verification = check([count('t', 3)], found);
    expect(verification.status).toBe('failed');
    expect(problemOf(verification)).toContain(problem);
  });

  it.each([
    ['not at the source', null, [count('t', 3)]],
    ['of no table', [], [count('t', 3)]],
    ['not of one table at the source', [count('t', null)], [count('t', 3)]],
    ['not of one table here', [count('t', 3)], [count('t', null)]],
  ] as const)('that were counted %s are not told as passed', (_, wanted, found) => {
    expect(check(wanted, found)).toMatchObject({ status: 'unknown', problem: expect.anything() as unknown });
  });
});
