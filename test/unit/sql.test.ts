import { describe, expect, it } from 'vitest';
import { sqlIdentifier, sqlLiteral } from '../../src/core/sql';

describe('sqlIdentifier', () => {
  it.each([
    ['plain', '"plain"'],
    ['a"b', '"a""b"'],
    ['', '""'],
    ['a\nb \\ é', '"a\nb \\ é"'],
  ])('%j', (name, sql) => {
    expect(sqlIdentifier(name)).toBe(sql);
  });
});

describe('sqlLiteral', () => {
  it.each([
    ["it's", "'it''s'"],
    ['', "''"],
    ['a\\b', "E'a\\\\b'"],
    ["\\'", "E'\\\\'''"],
  ])('%j', (value, sql) => {
    expect(sqlLiteral(value)).toBe(sql);
  });
});

it('a NUL character is refused, as PostgreSQL cannot hold it', () => {
  const refusal: unknown = expect.objectContaining({ kind: 'usage', code: 'nul-character' });
  expect(() => sqlIdentifier('a\0')).toThrow(refusal);
  expect(() => sqlLiteral('\0')).toThrow(refusal);
});
