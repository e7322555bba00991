import { BackupError } from '../errors';
import { text, type Text } from '../text';
import { isParameterName, type ConnectionParameters, type ParameterName } from './parameters';

/**
 * Reads a connection string by libpq's grammar: a URI (`postgres://user@host:port/database?sslmode=require`)
 * or keywords (`host=… dbname='…'`). The error never repeats the string, since it may hold a password.
 * @throws BackupError of kind `usage`
 * Source: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
 */
export function parseConnectionString(given: string): ConnectionParameters {
  const string = given.trim();
  if (string.includes('\0')) throw malformed(zeroByte);
  return /^postgres(ql)?:\/\//.test(string) ? parseUri(string) : parseKeywords(string);
}

function parseUri(uri: string): ConnectionParameters {
  const [, afterScheme = ''] = /^postgres(?:ql)?:\/\/(.*)$/s.exec(uri) ?? [];
  const [beforeQuery, query] = splitOnce(afterScheme, '?');
  const [authority, path] = splitOnce(beforeQuery, '/');
  const at = authority.lastIndexOf('@');
  const [user, password] = at < 0 ? ['', undefined] : splitOnce(authority.slice(0, at), ':');
  const { host, port } = parseHosts(authority.slice(at + 1));

  const parameters: Partial<Record<ParameterName, string>> = {};
  const set = (name: ParameterName, raw: string | undefined): void => {
    if (raw !== undefined && raw !== '') parameters[name] = decodePercent(raw);
  };
  set('user', user);
  set('password', password);
  set('host', host);
  set('port', port);
  set('dbname', path);
  for (const pair of (query ?? '').split('&').filter((part) => part !== '')) {
    const [rawName, value] = splitOnce(pair, '=');
    if (value === undefined) throw malformed(text('A parameter after “?” has no “=”.'));
    const name = decodePercent(rawName);
    if (name === 'ssl' && value === 'true') set('sslmode', 'require');
    // Behind a “?” that belongs to a password there is still the “@” that ends it.
    else set(knownName(name, query?.includes('@') === true), value);
  }
  return parameters;
}

function parseHosts(hosts: string): { host: string; port: string } {
  const parsed = hosts.split(',').map((entry) => {
    const [, bracketed, plain, port = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(entry) ?? [];
    const host = bracketed ?? plain;
    if (host === undefined) throw malformed(text('The host and port are not of the form host:port.'));
    return { host, port };
  });
  const ports = parsed.map((entry) => entry.port);
  return {
    host: parsed.map((entry) => entry.host).join(','),
    port: ports.some((port) => port !== '') ? ports.join(',') : '',
  };
}

function parseKeywords(string: string): ConnectionParameters {
  const parameters: Partial<Record<ParameterName, string>> = {};
  const pair = /\s*([A-Za-z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?!')(?:[^\s\\]|\\.)*))(?=\s|$)/sy;
  while (pair.lastIndex < string.length) {
    const match = pair.exec(string);
    if (match === null) {
      throw malformed(text('It is neither a postgres:// URL nor a list of keyword=value pairs.'));
    }
    const [, name = '', quoted, bare = ''] = match;
    const value = (quoted ?? bare).replace(/\\(.)/gs, '$1');
    const known = knownName(name, parameters.password !== undefined);
    if (value !== '') parameters[known] = value;
  }
  return parameters;
}

/** @param afterPassword whether the name may in truth be the rest of a password that was not quoted */
function knownName(name: string, afterPassword: boolean): ParameterName {
  if (isParameterName(name)) return name;
  throw malformed(
    afterPassword
      ? text('It has an unknown parameter, or a password with special characters that are not quoted.')
      : text('It has the unknown parameter “{name}”.', { name }),
  );
}

const zeroByte = text('It holds a zero byte.');

function decodePercent(raw: string): string {
  if (raw.includes('%00')) throw malformed(zeroByte);
  try {
    return decodeURIComponent(raw);
  } catch {
    throw malformed(
      text('It has a “%” that is not followed by two hexadecimal digits of UTF-8 text; write “%25” for “%”.'),
    );
  }
}

function splitOnce(string: string, separator: string): [string, string | undefined] {
  const at = string.indexOf(separator);
  return at < 0 ? [string, undefined] : [string.slice(0, at), string.slice(at + separator.length)];
}

function malformed(why: Text): BackupError {
  return new BackupError({
    kind: 'usage',
    code: 'connection-string-malformed',
    what: text('The connection string cannot be read. {why}', { why }),
    remedy: text('Write it as postgres://user@host:port/database, with special characters percent-encoded.'),
  });
}
