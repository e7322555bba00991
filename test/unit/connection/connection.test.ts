import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  connectionFrom,
  databaseArgument,
  libpqEnvironment,
  serverAddress,
  withDatabase,
} from '../../../src/core/connection/connection';
import { parseConnectionString } from '../../../src/core/connection/connectionString';
import { Secret } from '../../../src/core/connection/secret';
import { errorOf } from '../thrownError';

const defaults = { osUser: 'yann', hostFor: (port: number) => `/run/${port}` };

describe('what was not given', () => {
  it('is completed as libpq does', () => {
    expect(connectionFrom({}, defaults)).toEqual({
      host: '/run/5432',
      port: 5432,
      user: 'yann',
      database: undefined,
      password: undefined,
      other: {},
    });
  });

  it('is looked for by the port that was given', () => {
    expect(connectionFrom({ port: '5433' }, defaults).host).toBe('/run/5433');
  });

  it('leaves the address to be the host', () => {
    const connection = connectionFrom({ hostaddr: '10.0.0.1' }, defaults);
    expect(connection).toMatchObject({ host: '10.0.0.1', other: { hostaddr: '10.0.0.1' } });
  });
});

describe('the port', () => {
  it.each([
    ['1', 1],
    ['65535', 65_535],
    ['5433,5433', 5433],
  ])('%s', (port, number) => {
    expect(connectionFrom({ port }, defaults).port).toBe(number);
  });

  it.each(['0', '65536', '-1', '1e3', '0x10', ' 1', 'abc', '5432,5433', ',5433', ''])(
    '“%s” is none',
    (port) => {
      expect(errorOf(() => connectionFrom({ port }, defaults))).toMatchObject({
        kind: 'usage',
        code: 'port-malformed',
      });
    },
  );
});

it('keeps another server’s parameters when the database changes', () => {
  const connection = connectionFrom({ host: 'h', dbname: 'a', sslmode: 'require' }, defaults);
  expect(withDatabase(connection, 'b')).toEqual({ ...connection, database: 'b' });
});

it.each([
  ['h', 'h:5432'],
  ['::1', '[::1]:5432'],
  ['/tmp', '/tmp:5432'],
])('a person sees %s as %s', (host, address) => {
  expect(serverAddress({ host, port: 5432 })).toBe(address);
});

it('never shows the password', () => {
  const connection = connectionFrom({ password: 's3cret' }, defaults);
  const shown = [inspect(connection, { depth: 9 }), JSON.stringify(connection), String(connection.password)];
  expect(shown.join()).not.toContain('s3cret');
  expect(connection.password?.reveal()).toBe('s3cret');
  expect(String(new Secret('x'))).toBe('••••••');
});

describe('the argument that names a database', () => {
  it.each([
    'pianos',
    'host=evil dbname=x',
    'postgres://evil/x',
    "it's",
    '"quoted"',
    'back\\slash',
    "\\'",
    'with blanks',
    'élève',
    'line\nfeed',
    '--leading',
    '',
    "' host='evil",
  ])('leads to %j and nowhere else', (name) => {
    // libpq reads it by the keyword grammar, which parseConnectionString follows.
    expect(parseConnectionString(databaseArgument(name))).toEqual(name === '' ? {} : { dbname: name });
  });
});

describe('the environment of a client program', () => {
  const connection = connectionFrom(
    {
      host: 'h',
      port: '5433',
      user: 'u',
      dbname: 'd',
      password: 's3cret',
      sslmode: 'verify-full',
      sslrootcert: '/root.crt',
      options: '-c search_path=app',
      client_encoding: 'LATIN1',
      connect_timeout: '3',
      keepalives: '1',
      passfile: '/home/u/.pgpass',
    },
    defaults,
  );

  it('leads to the connection, without its password, its database and an encoding of text', () => {
    expect(libpqEnvironment(connection, '-c TimeZone=UTC')).toEqual({
      PGHOST: 'h',
      PGPORT: '5433',
      PGUSER: 'u',
      PGAPPNAME: 'pg-backup',
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: '/root.crt',
      PGCONNECT_TIMEOUT: '3',
      PGPASSFILE: '/home/u/.pgpass',
      PGOPTIONS: '-c search_path=app -c TimeZone=UTC',
    });
  });

  it('says nothing of options where there are none', () => {
    expect(libpqEnvironment(connectionFrom({}, defaults), '')).not.toHaveProperty('PGOPTIONS');
  });

  it('keeps the application name that was given', () => {
    const named = connectionFrom({ application_name: 'cron' }, defaults);
    expect(libpqEnvironment(named, '')['PGAPPNAME']).toBe('cron');
  });
});
