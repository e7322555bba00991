import {
  isParameterName,
  type ConnectionParameters,
  type ParameterName,
} from '../../core/connection/parameters';
import { text, type Text } from '../../core/text';

/** A connection as the settings keep it: everything but secrets. */
export interface SavedConnection {
  readonly id: string;
  readonly name: string;
  readonly parameters: ConnectionParameters;
}

/** What a setting holds, and what in it cannot be used. */
export interface ParsedConnections {
  readonly connections: readonly SavedConnection[];
  readonly problems: readonly Text[];
}

/** Keywords that settings may not hold: secrets, and what would take the connection from another file. */
const unsettable: ReadonlySet<ParameterName> = new Set([
  'dbname',
  'password',
  'sslpassword',
  'service',
  'servicefile',
]);

/** libpq's keywords that a connection in the settings may have; the database is called `database` there. */
export function isSettableParameter(name: string): name is ParameterName {
  return isParameterName(name) && !unsettable.has(name);
}

/**
 * Reads the setting `pgBackup.connections`. What is malformed is left out and said, and spoils only itself.
 * @param value what the settings hold, of any type
 */
export function parseConnections(value: unknown): ParsedConnections {
  if (value === undefined || value === null) return { connections: [], problems: [] };
  if (!Array.isArray(value)) {
    return { connections: [], problems: [text('The setting pgBackup.connections is not a list.')] };
  }
  const connections: SavedConnection[] = [];
  const problems: Text[] = [];
  for (const [index, item] of (value as readonly unknown[]).entries()) {
    const parsed = parseConnection(item, index + 1, problems);
    if (parsed === undefined) continue;
    if (connections.some(({ id }) => id === parsed.id)) {
      problems.push(
        text('Connection {number} of the setting pgBackup.connections has the id of another one: “{id}”.', {
          number: index + 1,
          id: parsed.id,
        }),
      );
      continue;
    }
    connections.push(parsed);
  }
  return { connections, problems };
}

function parseConnection(item: unknown, number: number, problems: Text[]): SavedConnection | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    problems.push(text('Connection {number} of the setting pgBackup.connections is no object.', { number }));
    return undefined;
  }
  const { id, name, database, ...others } = item as Record<string, unknown>;
  if (typeof name !== 'string' || name.trim() === '') {
    problems.push(text('Connection {number} of the setting pgBackup.connections has no name.', { number }));
    return undefined;
  }
  const parameters: Partial<Record<ParameterName, string>> = {};
  for (const [key, value] of Object.entries({ ...others, dbname: database })) {
    if (value === undefined || value === null || value === '') continue;
    if (key === 'password' || key === 'sslpassword') {
      problems.push(
        text('The connection “{name}” holds a password in the settings. It is not used: remove it there.', {
          name,
        }),
      );
    } else if (key !== 'dbname' && !isSettableParameter(key)) {
      problems.push(text('The connection “{name}” has the unknown property “{key}”.', { name, key }));
    } else if (typeof value !== 'string' && typeof value !== 'number') {
      problems.push(
        text('The property “{key}” of the connection “{name}” is neither a text nor a number.', {
          name,
          key,
        }),
      );
      return undefined;
    } else {
      parameters[key] = String(value);
    }
  }
  return { id: typeof id === 'string' && id !== '' ? id : name, name, parameters };
}

/** The form in which a connection is written into the settings. */
export function connectionSetting({
  id,
  name,
  parameters,
}: SavedConnection): Record<string, string | number> {
  const { host, port, user, dbname, ...others } = parameters;
  const setting: Record<string, string | number> = { id, name };
  if (host !== undefined) setting['host'] = host;
  if (port !== undefined) setting['port'] = Number(port);
  if (user !== undefined) setting['user'] = user;
  if (dbname !== undefined) setting['database'] = dbname;
  for (const [key, value] of Object.entries(others)) if (isSettableParameter(key)) setting[key] = value;
  return setting;
}

/** The parameters as libpq's `keyword='value'` pairs. */
export function connectionStringOf(parameters: ConnectionParameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}='${value.replace(/[\\']/g, '\\$&')}'`)
    .join(' ');
}
