import { expect, test } from 'vitest';
import { childEnvironment } from '../../../src/core/tools/childEnvironment';

test('nothing of libpq’s own environment leaks in, only what the command line asks for', () => {
  const caller = {
    PATH: '/usr/bin',
    HOME: '/root',
    PGHOST: 'evil',
    PGSERVICE: 'evil',
    PGPASSWORD: 'secret',
    PGOPTIONS: '-c x=y',
    PSQLRC: '/evil',
    PSQL_EDITOR: '/evil',
    LD_PRELOAD: '/evil.so',
    NODE_OPTIONS: '--inspect',
    LANGUAGE: 'fr',
    KRB5CCNAME: 'FILE:/tmp/krb',
  };
  expect(childEnvironment('linux', caller, { PGHOST: 'here' })).toEqual({
    PATH: '/usr/bin',
    HOME: '/root',
    KRB5CCNAME: 'FILE:/tmp/krb',
    PGHOST: 'here',
    LANG: 'C.UTF-8',
    LC_CTYPE: 'C.UTF-8',
    LC_MESSAGES: 'C',
  });
});

test.each([
  ['linux', { LC_ALL: 'fr_FR.UTF-8', LANG: 'de_DE.UTF-8' }, 'fr_FR.UTF-8'],
  ['linux', { LC_ALL: '', LC_CTYPE: 'fr_FR.ISO-8859-15', LANG: 'de_DE.UTF-8' }, 'fr_FR.ISO-8859-15'],
  ['linux', { LANG: 'fr_FR.UTF-8' }, 'fr_FR.UTF-8'],
  ['linux', { LANG: 'C' }, 'C.UTF-8'],
  ['linux', { LC_ALL: 'POSIX' }, 'C.UTF-8'],
  ['darwin', {}, 'en_US.UTF-8'],
])('on %s %j keeps the characters and puts messages into English', (platform, caller, characters) => {
  const environment = childEnvironment(platform, caller, {});
  expect(environment).toMatchObject({ LC_CTYPE: characters, LC_MESSAGES: 'C' });
  expect(environment).not.toHaveProperty('LC_ALL');
});

test('Windows: names in any case, no locale of another system', () => {
  const caller = { Path: 'C:\\Windows;.;bin', SYSTEMROOT: 'C:\\Windows', AppData: 'C:\\A', pghost: 'evil' };
  expect(childEnvironment('win32', caller, {})).toEqual({
    PATH: 'C:\\Windows',
    SystemRoot: 'C:\\Windows',
    APPDATA: 'C:\\A',
    LC_MESSAGES: 'C',
  });
});

test('relative entries of PATH stay out: the program works in another folder', () => {
  expect(childEnvironment('linux', { PATH: '.:/bin::bin' }, {})['PATH']).toBe('/bin');
});
