import { expect, test } from 'vitest';
import { findPassword } from '../../../src/core/connection/passwordFile';
import { passwordFileLine } from '../../../src/core/tools/passwordFileLine';

test.each([
  ['simple', '*:*:*:*:simple\n'],
  ['a:b\\c', '*:*:*:*:a\\:b\\\\c\n'],
  ['  été # « 密码 » ', '*:*:*:*:  été # « 密码 » \n'],
  ['\rin\rside', '*:*:*:*:\rin\rside\n'],
])('%j', (password, line) => {
  expect(passwordFileLine(password)).toBe(line);
  const question = { host: 'h', port: 5432, database: 'd:b', user: 'u' };
  expect(findPassword(line, question)).toBe(password);
});

test.each(['', 'two\nlines', 'ends\n', 'ends\r', 'nul\0'])(
  '%j cannot stand in a password file',
  (password) => {
    expect(passwordFileLine(password)).toBeUndefined();
  },
);
