import { expect, it } from 'vitest';
import { pinnedDumpSettings, restoreSettings, sessionOptions } from '../../src/core/sessionSettings';

it('writes settings as libpq’s options', () => {
  expect(sessionOptions({ TimeZone: 'UTC', a: 'b' })).toBe('-c TimeZone=UTC -c a=b');
  expect(sessionOptions({})).toBe('');
});

it('escapes what would end a value', () => {
  expect(sessionOptions({ a: 'b c\\d\te\nf' })).toBe('-c a=b\\ c\\\\d\\\te\\\nf');
});

it('pins what decides how values are written, and makes a read-only database writable for its restore', () => {
  expect(pinnedDumpSettings).toMatchObject({ TimeZone: 'UTC', bytea_output: 'hex', lc_monetary: 'C' });
  expect(restoreSettings).toMatchObject({ default_transaction_read_only: 'off' });
});
