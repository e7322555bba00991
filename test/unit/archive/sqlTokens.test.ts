import { describe, expect, it } from 'vitest';
import { sqlStatements } from '../../../src/core/archive/sqlStatements';
import { sqlTokens } from '../../../src/core/archive/sqlTokens';

const shown = (sql: string, conforming = true): [string, string][] =>
  sqlTokens(sql, conforming).map(({ kind, value }) => [kind, value]);

describe('sqlTokens', () => {
  it.each<[string, [string, string][]]>([
    [
      'Alter  Été',
      [
        ['word', 'alter'],
        ['word', 'Été'],
      ],
    ],
    ['"a ""b"" C"', [['name', 'a "b" C']]],
    [`'l''été'`, [['literal', "l'été"]]],
    [String.raw`'a\b'`, [['literal', String.raw`a\b`]]],
    [String.raw`E'a\\b\'c\n''d'`, [['literal', "a\\b'c\n'd"]]],
    [`$q$it's; $$ "x"$q$`, [['literal', `it's; $$ "x"`]]],
    ['$$$$', [['literal', '']]],
    [
      '= -12.5',
      [
        ['symbol', '='],
        ['symbol', '-'],
        ['number', '12.5'],
      ],
    ],
    [
      'a -- b; c\n/* d /* e */ ; */ f',
      [
        ['word', 'a'],
        ['word', 'f'],
      ],
    ],
    ['', []],
  ])('reads %j', (sql, expected) => {
    expect(shown(sql)).toEqual(expected);
  });

  it('follows standard_conforming_strings', () => {
    expect(shown(String.raw`'a\'b'`, false)).toEqual([['literal', "a'b"]]);
    expect(shown(String.raw`'a\' x`, true)).toEqual([
      ['literal', 'a\\'],
      ['word', 'x'],
    ]);
  });

  it.each([
    `'no end`,
    '"no end',
    '$x$ no end $y$',
    '/* no /* end */',
    `U&"d\\0061t"`,
    `B'101'`,
    '$1',
    `E'\\x41'`,
  ])('does not guess at %s', (sql) => {
    expect(shown(`a ${sql}`)).toEqual([
      ['word', 'a'],
      ['broken', sql],
    ]);
  });

  it('tells where each token stands', () => {
    const sql = `SET "a b" TO E'x'`;
    const [set, name, , literal] = sqlTokens(sql, true);
    expect([set, name, literal].map((token) => sql.slice(token?.start, token?.end))).toEqual([
      'SET',
      '"a b"',
      `E'x'`,
    ]);
  });

  it('reads a long text without running out of stack', () => {
    expect(shown(`'${"''".repeat(400_000)}'`)[0]?.[1]).toHaveLength(400_000);
    expect(shown(`'${'x'.repeat(2_000_000)}'`)).toHaveLength(1);
    expect(shown(`'${'x'.repeat(2_000_000)}'`)[0]?.[0]).toBe('broken');
    expect(shown('/*'.repeat(400_000))[0]?.[0]).toBe('broken');
  });
});

describe('sqlStatements', () => {
  it('splits at semicolons outside of quotes, without empty statements', () => {
    const sql = `;; SET a TO 'x;y' ; -- c;\nSET "d;e" TO $$;$$;\n;`;
    expect(sqlStatements(sql, true).map((statement) => statement.sql)).toEqual([
      `SET a TO 'x;y'`,
      'SET "d;e" TO $$;$$',
    ]);
  });

  it('keeps what cannot be read in one last statement', () => {
    expect(sqlStatements(`SET a TO 1; SET b TO 'x; SET c TO 2;`, true).map(({ sql }) => sql)).toEqual([
      'SET a TO 1',
      `SET b TO 'x; SET c TO 2;`,
    ]);
  });
});
