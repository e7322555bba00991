import { isParameterName, type ConnectionParameters, type ParameterName } from './parameters';

/**
 * The parameters of one section of a connection service file; undefined where the file has no such section.
 * Source: https://www.postgresql.org/docs/current/libpq-pgservice.html
 */
export function findService(file: string, service: string): ConnectionParameters | undefined {
  let parameters: Partial<Record<ParameterName, string>> | undefined;
  for (const rawLine of file.split(/\r?\n/)) {
    const line = rawLine.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('[')) {
      if (parameters !== undefined) break;
      if (line === `[${service}]`) parameters = {};
      continue;
    }
    const equals = line.indexOf('=');
    const name = line.slice(0, equals);
    if (parameters !== undefined && equals > 0 && isParameterName(name))
      parameters[name] ??= line.slice(equals + 1);
  }
  return parameters;
}
