import { describe, expect, it } from 'vitest';
import { parseConnectionString } from '../../../src/core/connection/connectionString';
import { errorOf } from '../thrownError';

describe('a URI', () => {
  it.each([
    ['postgres://', {}],
    ['postgresql://host', { host: 'host' }],
    ['postgres:///pianos', { dbname: 'pianos' }],
    ['postgres://host:5433/db', { host: 'host', port: '5433', dbname: 'db' }],
    ['postgres://host:/db', { host: 'host', dbname: 'db' }],
    ['postgres://u@', { user: 'u' }],
    ['postgres://u:p@h/d', { user: 'u', password: 'p', host: 'h', dbname: 'd' }],
    ['postgres://:p@h', { password: 'p', host: 'h' }],
    ['postgres://u:@h', { user: 'u', host: 'h' }],
    ['postgres://[::1]:5433/d', { host: '::1', port: '5433', dbname: 'd' }],
    ['postgres://[fe80::1%25eth0]/', { host: 'fe80::1%eth0' }],
    ['postgres://%2Fvar%2Frun%2Fpostgresql/d', { host: '/var/run/postgresql', dbname: 'd' }],
    ['postgres://%2Ftmp:5433', { host: '/tmp', port: '5433' }],
    ['postgres://h/?host=/tmp', { host: '/tmp' }],
    ['postgres://a:1,b:2/d', { host: 'a,b', port: '1,2', dbname: 'd' }],
    ['postgres://a,[::2]:5/d', { host: 'a,::2', port: ',5', dbname: 'd' }],
    [
      'postgres://h/d?sslmode=require&application_name=x%20y',
      { host: 'h', dbname: 'd', sslmode: 'require', application_name: 'x y' },
    ],
    ['postgres://h/d?ssl=true', { host: 'h', dbname: 'd', sslmode: 'require' }],
    ['postgres://h?options=-c%20search_path%3Da', { host: 'h', options: '-c search_path=a' }],
    ['postgres://h?', { host: 'h' }],
    ['  postgres://h/d\n', { host: 'h', dbname: 'd' }],
  ])('%s', (uri, expected) => {
    expect(parseConnectionString(uri)).toEqual(expected);
  });

  it('decodes each part only after it was split off', () => {
    expect(parseConnectionString('postgres://jos%C3%A9:p%40ss%3A%2F%3F%23@h/a%2Fb%3Fc')).toEqual({
      user: 'josé',
      password: 'p@ss:/?#',
      host: 'h',
      dbname: 'a/b?c',
    });
  });

  it('takes a password with a raw “@” whole, so that no part of it becomes a host name', () => {
    expect(parseConnectionString('postgres://u:p@ss@h/d')).toMatchObject({ password: 'p@ss', host: 'h' });
  });

  it('lets a name that looks like a connection string be only a name', () => {
    expect(parseConnectionString('postgres://h/host%3Devil%20dbname%3Dx')).toEqual({
      host: 'h',
      dbname: 'host=evil dbname=x',
    });
  });
});

describe('keywords', () => {
  it.each([
    ['', {}],
    ['host=h', { host: 'h' }],
    [' host = h   port=5433 ', { host: 'h', port: '5433' }],
    ["dbname='my db' user=u", { dbname: 'my db', user: 'u' }],
    [String.raw`password='it\'s \\ it'`, { password: String.raw`it's \ it` }],
    [String.raw`password=a\ b`, { password: 'a b' }],
    ["password=it's", { password: "it's" }],
    ["host='' user=u", { user: 'u' }],
    ["dbname='a\nb'", { dbname: 'a\nb' }],
    ['host=a host=b', { host: 'b' }],
    ['hostaddr=127.0.0.1 service=s', { hostaddr: '127.0.0.1', service: 's' }],
  ])('%s', (string, expected) => {
    expect(parseConnectionString(string)).toEqual(expected);
  });
});

describe('what cannot be read', () => {
  it.each([
    'postgres://h/d?sslmode',
    'postgres://h/d?nonsense=1',
    'postgres://h/d?constructor=1',
    'postgres://h/d?ssl=false',
    'postgres://h:port/d',
    'postgres://::1/d',
    'postgres://[::1/d',
    'postgres://h/%zz',
    'postgres://h/%ff',
    'postgres://h/a%00b',
    'http://h/d',
    'pianos',
    'host=h pianos',
    "dbname='open",
    "dbname='a'b",
    'nonsense=1',
    'host=a\0b',
  ])('%j', (string) => {
    expect(errorOf(() => parseConnectionString(string))).toMatchObject({
      kind: 'usage',
      code: 'connection-string-malformed',
    });
  });

  it('names an unknown parameter', () => {
    expect(errorOf(() => parseConnectionString('postgres://h/d?sslmod=x')).message).toContain('sslmod');
    expect(errorOf(() => parseConnectionString('hots=h')).message).toContain('hots');
  });

  it.each([
    'postgres://u:s3cret%zz@h/d',
    'postgres://u:s3cret@h/d?sslmode',
    'postgres://u:s3cret@h:port/d',
    'postgres://u:12?s3cret=1@h/d',
    'postgres://u:12?a=1&s3cret=1@h/d',
    'postgres://u:12?s3cret@h/d',
    'password=a s3cret=b',
    'password=a s3cret',
    "password='s3cret",
    'host=h password=s3cret nonsense=x pianos',
    'postgress://u:s3cret@h/d',
  ])('never repeats the password: %s', (string) => {
    const error = errorOf(() => parseConnectionString(string));
    expect(JSON.stringify([error.message, error.what, error.remedy, String(error.cause)])).not.toContain(
      's3cret',
    );
  });

  it('reads a long hostile string at once', () => {
    const started = performance.now();
    errorOf(() => parseConnectionString(`host='${'\\a'.repeat(200_000)}`));
    errorOf(() => parseConnectionString(`postgres://${'a:'.repeat(100_000)}/`));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
