import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { connectionFrom, type Connection } from '../../core/connection/connection';
import { parseConnectionString } from '../../core/connection/connectionString';
import { parametersOfEnvironment, type ConnectionParameters } from '../../core/connection/parameters';
import { findService } from '../../core/connection/serviceFile';
import { BackupError } from '../../core/errors';
import { text } from '../../core/text';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The connection that a string (a URL or keywords), or else libpq's environment, leads to.
 * What the string leaves open is taken from the service it names, then from credentials and TLS settings in the
 * environment, then from libpq's defaults.
 * @throws BackupError of kind `usage` for a string or a service that cannot be read
 */
export async function resolveConnection(
  connectionString: string | undefined,
  environment: Environment,
): Promise<Connection> {
  const given = connectionString === undefined ? {} : parseConnectionString(connectionString);
  const surroundings = parametersOfEnvironment(environment, connectionString !== undefined);
  const service = given.service ?? surroundings.service;
  const ofService = service === undefined ? {} : await readService(service, given, environment);
  return connectionFrom(
    { ...surroundings, ...ofService, ...given },
    { osUser: userInfo().username, hostFor: localServerHost },
  );
}

async function readService(
  service: string,
  given: ConnectionParameters,
  environment: Environment,
): Promise<ConnectionParameters> {
  const configured = given.servicefile ?? environment['PGSERVICEFILE'];
  const systemFolder = environment['PGSYSCONFDIR'] ?? '/etc/postgresql-common';
  const personal =
    process.platform === 'win32'
      ? join(environment['APPDATA'] ?? homedir(), 'postgresql', '.pg_service.conf')
      : join(homedir(), '.pg_service.conf');
  for (const file of [configured ?? personal, join(systemFolder, 'pg_service.conf')]) {
    const content = await readFile(file, 'utf8').catch(() => undefined);
    const found = content === undefined ? undefined : findService(content, service);
    if (found !== undefined) return found;
  }
  throw new BackupError({
    kind: 'usage',
    code: 'service-unknown',
    what: text('The connection service “{service}” is not defined.', { service }),
    remedy: text('Add a section [{service}] to {file}.', { service, file: configured ?? personal }),
  });
}

/** The socket folders that builds of PostgreSQL use: Debian's and RHEL's, then upstream's. */
const socketFolders = ['/var/run/postgresql', '/tmp'];

function localServerHost(port: number): string {
  if (process.platform === 'win32') return 'localhost';
  return socketFolders.find((folder) => existsSync(join(folder, `.s.PGSQL.${port}`))) ?? 'localhost';
}
