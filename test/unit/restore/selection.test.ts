import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/core/archive/entry';
import { checkSelection } from '../../../src/core/restore/checkSelection';
import { selectEntries, type SelectionRequest } from '../../../src/core/restore/selection';
import { errorOf } from '../thrownError';
import { dumpedEntries, entry } from './dumpedEntries';

function selected(request: Partial<SelectionRequest>, entries: readonly Entry[] = dumpedEntries): string[] {
  const ids = new Set(selectEntries(entries, { schemas: [], tables: [], ...request }));
  return entries
    .filter(({ dumpId }) => ids.has(dumpId))
    .map(({ type, schema, tag }) => `${type} ${schema === undefined ? '' : `${schema}.`}${tag}`)
    .filter((name) => !/^(ENCODING|STDSTRINGS|SEARCHPATH) /.test(name));
}

describe('a table', () => {
  it('comes with its schema, type, sequences, indexes, trigger and its function, rights, comments and rows', () => {
    expect(selected({ tables: ['app.t'] })).toEqual([
      'SCHEMA app',
      'COMMENT SCHEMA app',
      'ACL SCHEMA app',
      'SCHEMA other',
      'TYPE app.status',
      'FUNCTION app.low(text)',
      'FUNCTION other.f()',
      'TABLE app.t',
      'COMMENT app.TABLE t',
      'ACL app.TABLE t',
      'SEQUENCE app.t_i_seq',
      'SEQUENCE app.t_id_seq',
      'SEQUENCE OWNED BY app.t_id_seq',
      'DEFAULT app.t id',
      'TABLE DATA app.t',
      'SEQUENCE SET app.t_i_seq',
      'SEQUENCE SET app.t_id_seq',
      'CONSTRAINT app.t t_pkey',
      'INDEX app.t_low_idx',
      'COMMENT app.INDEX t_pkey',
      'STATISTICS app.st',
      'TRIGGER app.t tr',
      'POLICY app.t pol',
      'ROW SECURITY app.t',
    ]);
  });

  it('of a schema that the archive does not hold comes with the same', () => {
    expect(selected({ tables: ['p'] })).toEqual([
      'FUNCTION public.pf()',
      'TABLE public.p',
      'SEQUENCE public.p_id_seq',
      'SEQUENCE OWNED BY public.p_id_seq',
      'DEFAULT public.p id',
      'TABLE DATA public.p',
      'SEQUENCE SET public.p_id_seq',
      'CONSTRAINT public.p p_pkey',
      'TRIGGER public.p tr2',
    ]);
  });

  it('comes without a foreign key to what is left out, and with it where both are chosen', () => {
    expect(selected({ tables: ['u'] })).not.toContain('FK CONSTRAINT app.u u_o_fkey');
    const both = selected({ tables: ['app.u', 'other.o'] });
    expect(both).toContain('FK CONSTRAINT app.u u_o_fkey');
    expect(both).not.toContain('FK CONSTRAINT other.o o_t_fkey');
  });

  it('comes with its partitions and their rows', () => {
    expect(selected({ tables: ['app.part'] })).toEqual([
      'SCHEMA app',
      'COMMENT SCHEMA app',
      'ACL SCHEMA app',
      'TABLE app.part',
      'TABLE app.part1',
      'TABLE ATTACH app.part1',
      'TABLE DATA app.part1',
      'INDEX app.part_id_idx',
      'INDEX app.part1_id_idx',
      'INDEX ATTACH app.part1_id_idx',
    ]);
  });

  it('that is a view comes with what it shows, but not with its rows', () => {
    const view = selected({ tables: ['v'] });
    expect(view).toEqual(expect.arrayContaining(['VIEW app.v', 'TABLE app.t', 'CONSTRAINT app.t t_pkey']));
    expect(view).not.toContain('TABLE DATA app.t');
    expect(view).not.toContain('MATERIALIZED VIEW app.mv');
  });

  it('without rows gets no foreign key of a table with rows', () => {
    const chosen = selected({ tables: ['app.v', 'other.o'] });
    expect(chosen).toEqual(expect.arrayContaining(['TABLE app.t', 'TABLE DATA other.o']));
    expect(chosen).not.toContain('FK CONSTRAINT other.o o_t_fkey');
  });

  it('gets that foreign key where the archive has no rows at all', () => {
    const schemaOnly = dumpedEntries.filter(({ section }) => section !== 'data');
    expect(selected({ tables: ['app.v', 'other.o'] }, schemaOnly)).toContain(
      'FK CONSTRAINT other.o o_t_fkey',
    );
  });

  it('of a data-only archive is its rows', () => {
    const dataOnly = dumpedEntries.filter(({ section }) => section === 'data');
    expect(selected({ tables: ['app.t'] }, dataOnly)).toEqual(['TABLE DATA app.t']);
  });

  it('is looked for in the chosen schemas only', () => {
    const twins = [
      entry({ dumpId: 1, type: 'TABLE', tag: 'x', schema: 'a' }),
      entry({ dumpId: 2, type: 'TABLE', tag: 'x', schema: 'b' }),
    ];
    expect(selected({ schemas: ['b'], tables: ['x'] }, twins)).toEqual(['TABLE b.x']);
    expect(selected({ tables: ['x'] }, twins)).toEqual(['TABLE a.x', 'TABLE b.x']);
  });
});

describe('a schema', () => {
  const app = selected({ schemas: ['app'] });

  it('comes with itself and all that is in it', () => {
    const inside = dumpedEntries
      .filter(({ schema, tag }) => schema === 'app' || tag.endsWith('SCHEMA app'))
      .map(({ type, schema, tag }) => `${type} ${schema === undefined ? '' : `${schema}.`}${tag}`)
      .filter((name) => !/^(PUBLICATION TABLE|FK CONSTRAINT)/.test(name));
    expect(app).toEqual(expect.arrayContaining([...inside, 'SCHEMA app']));
  });

  it('brings the function that its trigger calls, with its schema', () => {
    expect(app).toEqual(expect.arrayContaining(['SCHEMA other', 'FUNCTION other.f()', 'TRIGGER app.t tr']));
  });

  it('brings no table of another schema, no foreign key to one, and no publication', () => {
    expect(app.filter((name) => name.includes('other.o'))).toEqual([]);
    expect(app).not.toContain('FK CONSTRAINT app.u u_o_fkey');
    expect(app.filter((name) => name.includes('PUBLICATION'))).toEqual([]);
    expect(app.filter((name) => name.includes('public.'))).toEqual([]);
  });

  it('that the archive does not hold brings its objects', () => {
    expect(selected({ schemas: ['public'] })).toEqual(
      expect.arrayContaining(['FUNCTION public.pf()', 'TABLE public.p', 'TRIGGER public.p tr2']),
    );
  });

  it('is not brought more by a comment on a foreign key that stays out', () => {
    const commented = [
      ...dumpedEntries,
      entry({
        dumpId: 9000,
        type: 'COMMENT',
        tag: 'CONSTRAINT u_o_fkey ON u',
        schema: 'app',
        section: 'none',
        dependencies: [3257],
      }),
    ];
    expect(selected({ schemas: ['app'] }, commented)).toEqual(app);
  });

  it('brings default rights that depend on nothing', () => {
    const rights = [
      entry({
        dumpId: 1,
        type: 'DEFAULT ACL',
        tag: 'DEFAULT PRIVILEGES',
        schema: 'public',
        section: 'post-data',
      }),
    ];
    expect(selected({ schemas: ['public'] }, rights)).toHaveLength(1);
  });
});

it('keeps the archive’s order and gives each id once, with what the session needs', () => {
  const ids = selectEntries(dumpedEntries, { schemas: ['app', 'other', 'public'], tables: [] });
  const order = dumpedEntries.map(({ dumpId }) => dumpId).filter((dumpId) => ids.includes(dumpId));
  expect(ids).toEqual(order);
  expect(ids).toEqual(expect.arrayContaining([3420, 3421, 3422]));
  expect(ids).toEqual(expect.arrayContaining([3257, 3256]));
});

describe('a hostile archive', () => {
  const count = 100_000;
  const table = entry({ dumpId: count + 1, type: 'TABLE', tag: 't', schema: 's' });
  const timed = (entries: readonly Entry[], request: Partial<SelectionRequest>): readonly number[] => {
    const started = performance.now();
    const ids = selectEntries(entries, { schemas: [], tables: [], ...request });
    expect(performance.now() - started).toBeLessThan(3000);
    return ids;
  };
  const chain = (type: string, end: number): Entry[] =>
    Array.from({ length: count }, (_, index) =>
      entry({ dumpId: index, type, tag: `i${index}`, dependencies: [index === count - 1 ? end : index + 1] }),
    );

  it('with a long chain in the wrong order is read once', () => {
    expect(timed([...chain('INDEX', count + 1), table], { tables: ['t'] })).toHaveLength(count + 1);
  });

  it('with a chain that ends in a table that stays out is read once', () => {
    const other = entry({ dumpId: count + 2, type: 'TABLE', tag: 'other' });
    const indexes = Array.from({ length: 1000 }, (_, index) =>
      entry({ dumpId: count + 10 + index, type: 'INDEX', tag: 'x', dependencies: [count + 1, 0] }),
    );
    const entries = [...chain('FUNCTION', count + 2), table, other, ...indexes];
    expect(timed(entries, { tables: ['t'] })).toEqual([count + 1]);
  });

  it('with cycles, itself as a need, and ids that are nowhere comes to an end', () => {
    const entries = [
      entry({ dumpId: 1, type: 'TABLE', tag: 't', dependencies: [2, 1, 999, -1] }),
      entry({ dumpId: 2, type: 'FUNCTION', tag: 'f', dependencies: [3] }),
      entry({ dumpId: 3, type: 'TYPE', tag: 'y', dependencies: [1, 2] }),
      entry({ dumpId: 4, type: 'INDEX', tag: 'a', dependencies: [5, 1] }),
      entry({ dumpId: 5, type: 'INDEX', tag: 'b', dependencies: [4, 1] }),
      entry({ dumpId: 5, type: 'INDEX', tag: 'again', dependencies: [4] }),
    ];
    expect(new Set(timed(entries, { tables: ['t'] }))).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it('with a partition that is not there, or is its own parent, is read', () => {
    const entries = [
      entry({ dumpId: 1, type: 'TABLE', tag: 't' }),
      entry({ dumpId: 2, type: 'TABLE ATTACH', tag: 'gone', dependencies: [1, 99] }),
      entry({ dumpId: 3, type: 'TABLE ATTACH', tag: 't', dependencies: [1] }),
    ];
    expect(timed(entries, { tables: ['t'] })).toEqual([1, 2, 3]);
  });

  it('with one entry that needs all others is read', () => {
    const all = Array.from({ length: 150_000 }, (_, index) => index);
    const entries = [
      ...all.map((dumpId) => entry({ dumpId, type: 'TYPE', tag: 'y' })),
      entry({ dumpId: 150_000, type: 'TABLE', tag: 't', dependencies: all }),
    ];
    expect(timed(entries, { tables: ['t'] })).toHaveLength(150_001);
  });

  it('with 100,000 tables in a schema is read quickly', () => {
    const entries = Array.from({ length: count }, (_, index) =>
      entry({ dumpId: index, type: 'TABLE', tag: `t${index}`, schema: 's' }),
    );
    expect(timed(entries, { schemas: ['s'] })).toHaveLength(count);
  });
});

describe('a name that the backup does not hold', () => {
  const check = (request: Partial<SelectionRequest>) => (): void =>
    checkSelection(dumpedEntries, { schemas: [], tables: [], ...request });

  it.each<Partial<SelectionRequest>>([
    { schemas: ['App'] },
    { schemas: ['app', 'nowhere'] },
    { tables: ['app.*'] },
    { tables: ['t', 'nowhere'] },
    { schemas: ['other'], tables: ['t'] },
    { tables: ['low(text)'] },
  ])('%j is refused', (request) => {
    expect(errorOf(check(request))).toMatchObject({ kind: 'usage', code: 'selection-not-in-backup' });
  });

  it('is named', () => {
    expect(errorOf(check({ schemas: ['app', 'x', 'y'] })).message).toMatch(/: x, y\.$/);
  });

  it.each<Partial<SelectionRequest>>([
    {},
    { schemas: ['app', 'public'] },
    { tables: ['t', 'other.o', 'mv'] },
  ])('%j is there', (request) => {
    expect(check(request)).not.toThrow();
  });
});
