import { serverAddress, type Connection } from '../../core/connection/connection';
import { tlsMode, type TlsAttempt } from '../../core/connection/tls';
import { BackupError } from '../../core/errors';
import { text, type Text } from '../../core/text';

interface DriverError {
  readonly code?: string;
  readonly message?: string;
}

function asDriverError(error: unknown): DriverError {
  return typeof error === 'object' && error !== null ? error : { message: String(error) };
}

const refusesTls = 'The server does not support SSL connections';

/** Whether libpq too would go on to the next TLS attempt after this failure. */
export function mayTryNextTlsAttempt(error: unknown, next: TlsAttempt): boolean {
  const { code, message } = asDriverError(error);
  return next === 'plain' ? message === refusesTls || code === '28000' : code === '28000';
}

/** What libpq's programs can and this driver cannot: said, rather than treated as something else. */
export function unsupportedByDriver(connection: Connection): BackupError | undefined {
  if (connection.host.includes(',') || connection.other.hostaddr?.includes(',') === true) {
    return new BackupError({
      kind: 'usage',
      code: 'several-hosts-unsupported',
      what: text('The connection names several hosts, which is not supported.'),
      remedy: text('Name the one server to connect to.'),
    });
  }
  if (connection.other.gssencmode === 'require') {
    return new BackupError({
      kind: 'usage',
      code: 'gssapi-unsupported',
      what: text('The connection demands GSSAPI encryption, which is not supported.'),
      remedy: text('Use TLS: sslmode=require.'),
    });
  }
  return undefined;
}

/**
 * Says why a server could not be reached, and what to do.
 * @param ignoredPasswordFile the password file that was not read because others can read it too
 */
export function connectionError(
  connection: Connection,
  error: unknown,
  ignoredPasswordFile?: string,
): BackupError {
  if (error instanceof BackupError) return error;
  const { code = '', message = '' } = asDriverError(error);
  const server = serverAddress(connection);
  const values = {
    server,
    user: connection.user,
    database: connection.database ?? connection.user,
    message,
    code,
  };
  const failed = (errorCode: string, what: Text, remedy: Text): BackupError =>
    new BackupError({ kind: 'failed', code: errorCode, what, remedy });

  if (code === 'ENOENT' && connection.host.startsWith('/')) {
    return failed(
      'server-unreachable',
      text('No server listens on the socket in {server}.', values),
      text('Check that the server runs, and its port and socket folder.'),
    );
  }
  if (ignoredPasswordFile !== undefined && (code === '28P01' || asksForPassword(message))) {
    return failed(
      'password-missing',
      text(
        '{server} asks for a password and none is known: the password file “{file}” is ignored, because others can read it.',
        { server, file: ignoredPasswordFile },
      ),
      text('Close it to others: chmod 600 {file}', { file: ignoredPasswordFile }),
    );
  }
  switch (code) {
    case '28P01':
      return failed(
        'password-wrong',
        text('{server} does not accept the password of “{user}”.', values),
        text('Correct the password.'),
      );
    case '28000':
      return failed(
        'access-denied',
        text('{server} does not let “{user}” in: {message}', values),
        text('Ask for a line in pg_hba.conf that admits this user, database, address and TLS mode.'),
      );
    case '3D000':
      return failed(
        'database-unknown',
        text('There is no database “{database}” on {server}.', values),
        text('Check the name; it is case-sensitive.'),
      );
    case '53300':
      return failed(
        'too-many-connections',
        text('{server} has no connection to spare: {message}', values),
        text('Try again later, or raise max_connections.'),
      );
    case '57P03':
      return failed(
        'server-not-ready',
        text('{server} does not accept connections now: {message}', values),
        text('Wait until it has started, then try again.'),
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return failed(
        'host-unknown',
        text('The host of {server} is not known.', values),
        text('Check its name, and that the network is there.'),
      );
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
    case 'ECONNRESET':
      return failed(
        'server-unreachable',
        text('{server} cannot be reached ({code}).', values),
        text('Check host and port, that the server runs, and that no firewall stands between.'),
      );
    default:
      return tlsError(connection, message) ?? otherError(message, values);
  }
}

function tlsError(connection: Connection, message: string): BackupError | undefined {
  const server = serverAddress(connection);
  if (message === refusesTls) {
    return new BackupError({
      kind: 'failed',
      code: 'tls-refused',
      what: text('{server} does not offer TLS, which sslmode={mode} demands.', {
        server,
        mode: tlsMode(connection.other.sslmode),
      }),
      remedy: text('Turn TLS on at the server, or choose a weaker mode if the network is safe.'),
    });
  }
  if (/certificate|altnames|self.signed|unable to verify|issuer/i.test(message)) {
    return new BackupError({
      kind: 'failed',
      code: 'tls-not-trusted',
      what: text('The TLS certificate of {server} is not trusted: {message}', { server, message }),
      remedy: text('Give the root certificate (sslrootcert), and the host name that the certificate is for.'),
    });
  }
  return undefined;
}

/** What the driver says where it has no password to give. */
function asksForPassword(message: string): boolean {
  return /no password|password.*(empty|must be a)/i.test(message);
}

function otherError(message: string, values: { readonly server: string }): BackupError {
  if (asksForPassword(message)) {
    return new BackupError({
      kind: 'failed',
      code: 'password-missing',
      what: text('{server} asks for a password and none is known.', values),
      remedy: text('Give a password, or put it into the password file (~/.pgpass).'),
    });
  }
  if (/timeout expired|timed? ?out/i.test(message)) {
    return new BackupError({
      kind: 'failed',
      code: 'server-unreachable',
      what: text('{server} does not answer.', values),
      remedy: text('Check host and port, that the server runs, and that no firewall stands between.'),
    });
  }
  return new BackupError({
    kind: 'failed',
    code: 'connection-failed',
    what: text('Connecting to {server} failed: {message}', { ...values, message }),
    remedy: text('Check the connection, then try again.'),
  });
}
