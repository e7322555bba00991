import { BackupError } from '../errors';
import { text } from '../text';
import type { ConnectionParameters, ParameterName } from './parameters';
import { parameterRules } from './parameters';
import { Secret } from './secret';

/** Which server and database, and as whom: every value that decides where a connection leads is explicit. */
export interface Connection {
  /** A host name, an address, or the absolute folder of a Unix-domain socket; several are separated by commas. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** The database named by the user; undefined where none was. */
  readonly database: string | undefined;
  /** Undefined where the password file, or no password at all, will do. */
  readonly password: Secret | undefined;
  /** The other parameters by libpq's keywords: TLS, timeouts, options. */
  readonly other: OtherParameters;
}

type OtherParameters = Readonly<
  Partial<
    Record<
      Exclude<ParameterName, 'host' | 'port' | 'user' | 'dbname' | 'password' | 'service' | 'servicefile'>,
      string
    >
  >
>;

/** What a connection is completed with where nothing was said, as libpq does. */
export interface ConnectionDefaults {
  readonly osUser: string;
  /** The folder of the local server's socket if there is one for that port, else `localhost`. */
  readonly hostFor: (port: number) => string;
}

/**
 * Completes parameters to a connection.
 * @throws BackupError of kind `usage` for a port that is none
 */
export function connectionFrom(parameters: ConnectionParameters, defaults: ConnectionDefaults): Connection {
  const {
    host,
    port,
    user,
    dbname,
    password,
    service: _service,
    servicefile: _servicefile,
    ...other
  } = parameters;
  const portNumber = parsePort(port ?? '5432');
  return {
    host: host ?? other.hostaddr ?? defaults.hostFor(portNumber),
    port: portNumber,
    user: user ?? defaults.osUser,
    database: dbname,
    password: password === undefined ? undefined : new Secret(password),
    other,
  };
}

function parsePort(port: string): number {
  const distinct = [...new Set(port.split(','))];
  const number = Number(distinct[0]);
  if (distinct.length === 1 && /^\d+$/.test(distinct[0] ?? '') && number >= 1 && number <= 65_535)
    return number;
  throw new BackupError({
    kind: 'usage',
    code: 'port-malformed',
    what: text('“{port}” is not a port.', { port }),
    remedy: text('Give one number from 1 to 65535.'),
  });
}

/** The same server and user, with another database. */
export function withDatabase(connection: Connection, database: string): Connection {
  return { ...connection, database };
}

/** The server as a person names it: `host:port`. */
export function serverAddress(connection: Pick<Connection, 'host' | 'port'>): string {
  return `${connection.host.includes(':') ? `[${connection.host}]` : connection.host}:${connection.port}`;
}

/**
 * The value of `--dbname` that names this database and nothing else: libpq expands a plain name that looks like
 * a connection string (`host=evil dbname=x`), so the name is quoted inside one.
 * Source: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
 */
export function databaseArgument(database: string): string {
  return `dbname='${database.replace(/[\\']/g, '\\$&')}'`;
}

/**
 * The environment that leads a client program to this connection. The password is left out: the caller adds
 * PGPASSFILE of a file that holds it.
 * @param sessionOptions settings for the session, appended to the connection's own `options`
 */
export function libpqEnvironment(connection: Connection, sessionOptions: string): Record<string, string> {
  const environment: Record<string, string> = {
    PGHOST: connection.host,
    PGPORT: String(connection.port),
    PGUSER: connection.user,
    PGAPPNAME: 'pg-backup',
  };
  for (const [name, value] of Object.entries(connection.other)) {
    const variable: { environment?: string } = parameterRules[name as ParameterName];
    if (variable.environment !== undefined) environment[variable.environment] = value;
  }
  const options = [connection.other.options ?? '', sessionOptions].filter((part) => part !== '').join(' ');
  if (options !== '') environment['PGOPTIONS'] = options;
  delete environment['PGCLIENTENCODING'];
  return environment;
}
