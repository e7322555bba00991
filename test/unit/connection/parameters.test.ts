import { describe, expect, it } from 'vitest';
import {
  isParameterName,
  parameterRules,
  parametersOfEnvironment,
} from '../../../src/core/connection/parameters';

describe('the environment', () => {
  const environment = {
    PGHOST: 'h',
    PGHOSTADDR: '10.0.0.1',
    PGPORT: '5433',
    PGDATABASE: 'd',
    PGUSER: 'u',
    PGPASSWORD: 'secret',
    PGPASSFILE: '/home/u/.pgpass',
    PGSERVICE: 's',
    PGSERVICEFILE: '/f',
    PGOPTIONS: '-c search_path=x',
    PGSSLMODE: 'verify-full',
    PGSSLROOTCERT: '/root.crt',
    PGCHANNELBINDING: 'require',
    PGTARGETSESSIONATTRS: 'read-write',
    PGCLIENTENCODING: 'LATIN1',
    PATH: '/bin',
  };

  it('is the whole connection where none was given', () => {
    expect(parametersOfEnvironment(environment, false)).toEqual({
      host: 'h',
      hostaddr: '10.0.0.1',
      port: '5433',
      dbname: 'd',
      user: 'u',
      password: 'secret',
      passfile: '/home/u/.pgpass',
      service: 's',
      servicefile: '/f',
      options: '-c search_path=x',
      sslmode: 'verify-full',
      sslrootcert: '/root.crt',
      channel_binding: 'require',
      target_session_attrs: 'read-write',
      client_encoding: 'LATIN1',
    });
  });

  it('completes a URL by credentials and TLS only, never by what leads elsewhere', () => {
    expect(parametersOfEnvironment(environment, true)).toEqual({
      password: 'secret',
      passfile: '/home/u/.pgpass',
      sslmode: 'verify-full',
      sslrootcert: '/root.crt',
      channel_binding: 'require',
    });
  });

  it('may never weaken the TLS or the credentials of a URL by being left out', () => {
    const all = Object.fromEntries(
      Object.values(parameterRules).flatMap((rule) =>
        'environment' in rule ? [[rule.environment, 'x']] : [],
      ),
    );
    expect(Object.keys(parametersOfEnvironment(all, true)).sort()).toEqual([
      'channel_binding',
      'gssencmode',
      'gsslib',
      'krbsrvname',
      'passfile',
      'password',
      'require_auth',
      'requirepeer',
      'ssl_max_protocol_version',
      'ssl_min_protocol_version',
      'sslcert',
      'sslcompression',
      'sslcrl',
      'sslcrldir',
      'sslkey',
      'sslmode',
      'sslnegotiation',
      'sslrootcert',
      'sslsni',
    ]);
  });

  it('counts an empty variable as none', () => {
    expect(parametersOfEnvironment({ PGHOST: '', PGUSER: undefined }, false)).toEqual({});
  });
});

it('knows no parameter by what every object has', () => {
  expect(isParameterName('sslmode')).toBe(true);
  for (const name of ['constructor', '__proto__', 'toString', 'ssl', ''])
    expect(isParameterName(name)).toBe(false);
});
