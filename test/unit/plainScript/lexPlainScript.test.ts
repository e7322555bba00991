import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lexPlainScript } from '../../../src/core/plainScript/lexPlainScript';
import { createScriptLexer } from '../../../src/core/plainScript/scriptLexer';
import { chunksOf, fixture, hazardsOf, outline, piecesOf, textOf } from './script';

const SCRIPTS = readdirSync(new URL('../../fixtures/plain', import.meta.url)).filter((name) =>
  name.endsWith('.sql'),
);

const TRICKY = [
  '\ufeff-- start\r\nCOPY a (b) FROM stdin;\r\n1\t\\N\r\n\\.x\r\n\\.\r\n',
  "SELECT E'\\'' || U&'d\\0061' || B'01' || N'x' || 'it''s';\n",
  'SELECT $a$ $b$ ; $a$a $ $a$, $1, a$b$c, $$;$$, $é$ ; $é$;\n',
  '/* a /* b */ ; */ SELECT 1 /* ; */ -- ;\n + 2; SELECT "a"";";\n',
  'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END;\n',
  "SELECT (1; 2); SELECT ':x', ::int, :'y'; SELECT 1e5, 1.5-- c\n;",
  'SELECT 1 \\! touch x\n',
  'COPY a FROM stdin;\n\\.\nCOPY b FROM stdin;\n\\\\.\n\\N\n\\.',
].join('\n');

describe('pieces', () => {
  const scripts = [
    ...SCRIPTS.map((name) => [name, fixture(name)] as const),
    ['tricky', Buffer.from(TRICKY)] as const,
  ];

  it.each(scripts)('%s: the pieces are the script', (_name, bytes) => {
    expect(Buffer.concat(piecesOf(bytes).map((piece) => piece.bytes)).equals(bytes)).toBe(true);
  });

  it.each(scripts)('%s: the pieces do not depend on the chunks', (_name, bytes) => {
    const shown = (size: number): unknown[] =>
      piecesOf(bytes, size).map((piece) => ({
        ...piece,
        bytes: Buffer.from(piece.bytes).toString('latin1'),
      }));
    const whole = shown(1 << 20);
    for (const size of [1, 2, 3, 7, 64, 65536]) expect(shown(size)).toEqual(whole);
  });

  it('come in a batch for each chunk', async () => {
    const batches: string[][] = [];
    for await (const batch of lexPlainScript(chunksOf('SELECT 1; SELECT 2;', 10))) {
      batches.push(batch.map((piece) => textOf(piece.bytes)));
    }
    expect(batches).toEqual([['SELECT 1;'], [' ', 'SELECT 2;']]);
  });
});

describe('statements', () => {
  it.each([
    ['quotes', `SELECT ';', ";", E'\\';', U&';', 'a''b;';`],
    ['a literal over lines', "SELECT 'a\n;\n-- no comment\n';"],
    ['dollar quotes', 'SELECT $$;$$, $a1$ ;$$ $a$ $a1$, $été$;$été$;'],
    ['a tag cannot start with a digit, nor stand in a name', 'SELECT $1, a$b$;'],
    ['nested comments', 'SELECT 1 /* ; /* ; */ ; */ -- ;\n;'],
    ['comments right after operators', 'SELECT 1 +/* ; */ 2 *-- ;\n 3;'],
    ['parentheses', 'CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2;);'],
    [
      'an SQL-standard body',
      'CREATE OR REPLACE PROCEDURE p(begin int) BEGIN ATOMIC SELECT CASE 1 WHEN 1 THEN 2 END; END;',
    ],
    ['an end of no body', 'SELECT 1 AS begin;'],
    ['a name after a colon, where psql sees a dollar quote', 'SELECT :a$b$;$b$;'],
    ['a closing parenthesis too many', 'SELECT 1);'],
    ['only a semicolon', ';'],
  ])('%s', (_name, statement) => {
    expect(outline(`${statement} SELECT 2;`)).toEqual([
      `statement 1 ${statement}`,
      `statement ${statement.split('\n').length} SELECT 2;`,
    ]);
  });

  it('follow standard_conforming_strings from the next line on, as psql does', () => {
    const off = "SET standard_conforming_strings = off; SELECT 'a\\';\nSELECT 'a\\';';";
    expect(outline(off).slice(1)).toEqual(["statement 1 SELECT 'a\\';", "statement 2 SELECT 'a\\';';"]);
    expect(outline(`${off}\nRESET standard_conforming_strings;\nSELECT 'b\\';`).at(-1)).toBe(
      "statement 4 SELECT 'b\\';",
    );
    const configured =
      "SELECT pg_catalog.set_config('standard_conforming_strings', 'off', false);\nSELECT '\\';';";
    expect(outline(configured).at(-1)).toBe("statement 2 SELECT '\\';';");
  });

  it('a literal with a prefix does not go on over lines in psql, but after a lone carriage return it does', () => {
    const parts = ["SELECT E'a'", "'b\\'; '';"] as const;
    expect(outline(parts.join('\n'))[0]).toBe(`statement 1 SELECT E'a'\n'b\\';`);
    expect(outline(parts.join('\r'))).toEqual([`statement 1 ${parts.join('\r')}`]);
  });

  it('tell their first word, and that the script cuts them off', () => {
    expect(piecesOf('inSERT INTO t')).toMatchObject([{ keyword: 'insert', endedBy: 'scriptEnd' }]);
    expect(piecesOf("SELECT 'a")).toMatchObject([{ keyword: 'select', endedBy: 'scriptEnd' }]);
    expect(piecesOf('/* a')).toMatchObject([{ kind: 'statement', endedBy: 'scriptEnd' }]);
  });
});

describe('comments and meta-commands', () => {
  it('a line comment ends at a carriage return too', () => {
    expect(outline('-- Name: x\r\\! touch x\n')).toEqual([
      'comment 1 -- Name: x',
      'metaCommand 1 \\! touch x',
    ]);
    expect(outline('-- Name: x\n\\! touch x')).toEqual(['comment 1 -- Name: x', 'metaCommand 2 \\! touch x']);
    expect(outline('-- \\! touch x\n/* \\! */')).toEqual(['comment 1 -- \\! touch x', 'comment 2 /* \\! */']);
  });

  it.each([
    ['after a statement', 'SELECT 1; \\! touch x', 'metaCommand 1 \\! touch x'],
    ['in a statement', 'SELECT 1 \\gexec', 'metaCommand 1 \\gexec'],
    ['between statements', "SELECT 'a' \\; SELECT 2;", 'metaCommand 1 \\; SELECT 2;'],
    ['after a literal that ends in a backslash', "SELECT 'a\\' \\! x", 'metaCommand 1 \\! x'],
    ['after COPY data', 'COPY t FROM stdin;\n\\! data\n\\.\n\\! x', 'metaCommand 4 \\! x'],
    ['in parentheses', 'SELECT (\\! x', 'metaCommand 1 \\! x'],
  ])('%s', (_name, script, found) => {
    expect(outline(script).at(-1)).toBe(found);
    expect(outline(script).filter((piece) => piece.startsWith('meta'))).toHaveLength(1);
  });

  it.each([
    "SELECT '\\! x';",
    'SELECT "\\! x";',
    'SELECT $$\n\\! x\n$$;',
    "SELECT E'\\\\\n\\! x';",
    'SELECT /*\n\\! */ 1;',
  ])('none in %j', (script) => {
    expect(outline(script).some((piece) => piece.startsWith('meta'))).toBe(false);
  });
});

describe('COPY', () => {
  it.each([
    'COPY t FROM stdin;',
    'copy "from" (a) FrOm STDIN WITH (FORMAT csv);',
    'COPY t FROM /* where from */ stdout;',
    'COPY s.t\n(a)\nFROM\nstdin;',
  ])('%j starts rows', (statement) => {
    expect(outline(`${statement}\n;\n\\.\n`).slice(1)).toEqual([
      `copyData ${statement.split('\n').length + 1} ;\n`,
      `copyEnd ${statement.split('\n').length + 2} \\.\n`,
    ]);
  });

  it.each([
    'COPY t TO stdout;',
    'COPY (SELECT a FROM stdin) TO stdout;',
    "COPY t FROM 'stdin';",
    'SELECT 1 FROM stdin;',
    'COPY t FROM "stdin";',
  ])('%j does not', (statement) => {
    expect(outline(`${statement}\nSELECT 1;`)).toEqual([`statement 1 ${statement}`, 'statement 2 SELECT 1;']);
  });

  it('counts rows and finds the end only in a line of its own', () => {
    const rows = '\\.x\n \\.\nx\\.\n\\\\.\n\\.\r\r\n';
    expect(piecesOf(`COPY t FROM stdin;\n${rows}\\.\r\nSELECT 1;`).slice(2)).toMatchObject([
      { kind: 'copyData', rows: 5, line: 2 },
      { kind: 'copyEnd', line: 7 },
      { kind: 'statement', line: 8 },
    ]);
  });

  it('finds the end among long and short rows', () => {
    const rows = `${`${'x'.repeat(3000)}\n`.repeat(300)}${'y\n'.repeat(9000)}`;
    for (const size of [1000, 4096, 65536]) {
      expect(piecesOf(`COPY t FROM stdin;\n${rows}\\.\nSELECT 1;`, size).slice(2)).toMatchObject([
        { kind: 'copyData', rows: 9300 },
        { kind: 'copyEnd', line: 9302 },
        { kind: 'statement', line: 9303 },
      ]);
    }
  });

  it('refuses anything after it on its line: psql would run that after the rows', () => {
    expect(() => outline('COPY t FROM stdin; \\! touch x\n\\.\n')).toThrow(
      expect.objectContaining({ kind: 'refused', code: 'plain-script-text-after-copy' }),
    );
  });
});

describe('limits', () => {
  it('refuses a NUL byte, where psql stops reading the line', () => {
    expect(() => outline('SELECT 1;\nSELECT \0;')).toThrow('Line 2');
    expect(() => outline('COPY t FROM stdin;\na\nb\0\n\\.\n')).toThrow('Line 3');
  });

  it.each(["SELECT '", '/*', '\\x', '--', ' '])('refuses %j without an end', (start) => {
    const lexer = createScriptLexer(1000);
    expect(() => {
      lexer.push(Buffer.from(start));
      for (let i = 0; i < 11; i++) lexer.push(Buffer.from(' '.repeat(100)));
    }).toThrow(expect.objectContaining({ code: 'plain-script-too-long' }));
  });

  it('takes any amount of COPY data', () => {
    const lexer = createScriptLexer(1000);
    lexer.push(Buffer.from('COPY t FROM stdin;\n'));
    for (let i = 0; i < 30; i++) expect(lexer.push(Buffer.from('x'.repeat(100)))).toHaveLength(1);
  });
});

describe('hazards', () => {
  it.each([
    ["SELECT 'C:\\dir\\';", ['escapedQuote']],
    ["SELECT 'a\\''b';", ['escapedQuote']],
    ["SELECT 'a\\\\', E'\\'', U&'\\\\', 'a\\b', \"a\\\";", []],
    ["SELECT E'é\\\\';", ['hiddenBackslash']],
    ["SELECT 'é\\\\';", ['hiddenBackslash']],
    ["SELECT 'é', E'é\\n', E'é a\\\\';", []],
    ["SELECT E'a'\n'b';", ['continuedLiteral']],
    ["SELECT 'a'\n'b';", []],
    ["SELECT 1E'a';", ['numberJunk']],
    ['SELECT 1a$b$;', ['numberJunk']],
    ["SELECT 1E5, 0x1F, 1_000, '1'::int, $1, a1'x';", []],
    ['SELECT :DBNAME;', ['variable']],
    ['SELECT :a$b$;$b$;', ['variable']],
    ["SELECT :e'\\';", ['variable', 'escapedQuote']],
    ['SELECT :{?a};', ['variable']],
    ['SELECT :\'USER\', :"HOST", :{?PORT};', ['variable']],
    ['SELECT a[1:n], a::"USER", \':USER\', x:=1, a[:2];', []],
    ["CREATE FUNCTION begin() RETURNS int AS ''; COPY t FROM stdin; SELECT 1 AS end;", ['routineBody']],
    ['CREATE FUNCTION f() BEGIN ATOMIC SELECT 1; COPY t FROM stdin; END;', ['routineBody']],
    ['CREATE FUNCTION f() BEGIN ATOMIC INSERT INTO t VALUES (1); WITH a AS (SELECT 1) SELECT 2; END;', []],
  ])('%s', (script, kinds) => {
    expect(hazardsOf(script)).toEqual(kinds);
  });
});
