/**
 * Settings that decide how values are written as text. The dump is taken under these, and the manifest records
 * them, so that contents can be compared later: the same rows give the same text under the same settings.
 * pg_dump itself pins DateStyle, IntervalStyle and extra_float_digits.
 */
export const pinnedDumpSettings: Readonly<Record<string, string>> = {
  TimeZone: 'UTC',
  bytea_output: 'hex',
  lc_monetary: 'C',
  xmlbinary: 'base64',
};

/**
 * Settings of a restore: a commit need not wait for the disk before the next, since the database is renamed (a
 * commit that does wait) only once all of it is there; and a database that is read-only by its own setting can
 * still be filled.
 */
export const restoreSettings: Readonly<Record<string, string>> = {
  synchronous_commit: 'off',
  maintenance_work_mem: '256MB',
  default_transaction_read_only: 'off',
};

/**
 * The settings as libpq's `options`: `-c name=value`, blanks and backslashes escaped.
 * Source: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-OPTIONS
 */
export function sessionOptions(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replace(/[\\\s]/g, '\\$&')}`)
    .join(' ');
}
