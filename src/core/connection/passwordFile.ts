/** What a line of a password file is matched against. */
export interface PasswordQuestion {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/**
 * Looks up a password in the text of a password file: the first line that matches counts; the folder of a local
 * socket is also found as `localhost`.
 * Source: https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export function findPassword(file: string, question: PasswordQuestion): string | undefined {
  const hosts = question.host.startsWith('/') ? [question.host, 'localhost'] : [question.host];
  for (const line of file.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const [host, port, database, user, password] = fieldsOf(line);
    if (password === undefined) continue;
    const matches =
      hosts.some((name) => fieldMatches(host, name)) &&
      fieldMatches(port, String(question.port)) &&
      fieldMatches(database, question.database) &&
      fieldMatches(user, question.user);
    if (matches) return password.value;
  }
  return undefined;
}

/** A star that stands alone and unescaped matches everything; the raw field is compared, then unescaped. */
function fieldMatches(field: Field | undefined, value: string): boolean {
  return field !== undefined && (field.raw === '*' || field.value === value);
}

interface Field {
  readonly raw: string;
  readonly value: string;
}

/** The fields of a line, separated by colons that no backslash precedes. */
function fieldsOf(line: string): readonly Field[] {
  const raws = [...line.matchAll(/(?:^|:)((?:[^:\\]|\\.|\\$)*)/g)].map((match) => match[1] ?? '');
  return raws.map((raw) => ({ raw, value: raw.replace(/\\(.)/g, '$1') }));
}
