/**
 * The line of a password file that gives this password to every connection; undefined where such a file cannot hold
 * it: libpq ends a password at a line break, strips carriage returns at the end, and takes an empty one for none.
 * Source: https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export function passwordFileLine(password: string): string | undefined {
  if (password === '' || /[\n\0]|\r$/.test(password)) return undefined;
  return `*:*:*:*:${password.replace(/[\\:]/g, '\\$&')}\n`;
}
