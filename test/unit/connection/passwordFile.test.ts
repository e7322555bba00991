import { describe, expect, it } from 'vitest';
import { findPassword, type PasswordQuestion } from '../../../src/core/connection/passwordFile';

const question: PasswordQuestion = { host: 'h', port: 5432, database: 'd', user: 'u' };

describe('a line', () => {
  it.each([
    ['h:5432:d:u:secret', 'secret'],
    ['*:*:*:*:secret', 'secret'],
    ['h:*:d:u:', ''],
    [String.raw`h:5432:d:u:a\:b\\c`, String.raw`a:b\c`],
    [String.raw`h:5432:d:u:end\ `.trimEnd(), 'end\\'],
    ['h:5432:d:u: with blanks ', ' with blanks '],
    ['h:5432:d:u:p:rest is ignored', 'p'],
    ['h:5432:d:u:é“', 'é“'],
    ['h:5433:d:u:secret', undefined],
    ['H:5432:d:u:secret', undefined],
    ['h:5432:d:u', undefined],
    ['# h:5432:d:u:secret', undefined],
    ['#*:*:*:*:secret', undefined],
    [String.raw`\*:5432:d:u:secret`, undefined],
    ['h*:5432:d:u:secret', undefined],
    [':5432:d:u:secret', undefined],
    ['', undefined],
  ])('%s', (line, password) => {
    expect(findPassword(line, question)).toBe(password);
  });

  it('names hosts and databases with escaped colons and backslashes', () => {
    const file = String.raw`\:\:1:5432:a\\b\:c:u:secret`;
    expect(findPassword(file, { ...question, host: '::1', database: 'a\\b:c' })).toBe('secret');
  });

  it('with an escaped star means a star', () => {
    expect(findPassword(String.raw`h:5432:\*:u:secret`, { ...question, database: '*' })).toBe('secret');
  });
});

it('takes the first line that matches, whatever the line ends', () => {
  const file = '# first\r\nother:5432:d:u:0\r\n*:*:d:*:1\r\nh:5432:d:u:2\r\n';
  expect(findPassword(file, question)).toBe('1');
});

it('finds a local socket by its folder and as localhost', () => {
  const socket = { ...question, host: '/var/run/postgresql' };
  expect(findPassword('localhost:5432:d:u:1', socket)).toBe('1');
  expect(findPassword('/var/run/postgresql:5432:d:u:2', socket)).toBe('2');
  expect(findPassword('localhost:5432:d:u:1', question)).toBeUndefined();
});
