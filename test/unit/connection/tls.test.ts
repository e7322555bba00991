import { describe, expect, it } from 'vitest';
import { tlsAttempts, tlsMode, tlsModes } from '../../../src/core/connection/tls';
import { errorOf } from '../thrownError';

describe('the mode', () => {
  it('is libpq’s default where none was given', () => {
    expect(tlsMode(undefined)).toBe('prefer');
  });

  it.each(tlsModes)('%s is known', (mode) => {
    expect(tlsMode(mode)).toBe(mode);
  });

  it.each(['', 'verify_full', 'VERIFY-FULL', 'no-verify'])(
    '“%s” is refused, not taken for a weaker one',
    (mode) => {
      expect(errorOf(() => tlsMode(mode))).toMatchObject({ kind: 'usage', code: 'tls-mode-unknown' });
    },
  );
});

describe('the attempts', () => {
  it.each([
    ['disable', false, ['plain']],
    ['allow', false, ['plain', 'encrypted']],
    ['prefer', false, ['encrypted', 'plain']],
    ['prefer', true, ['encrypted', 'plain']],
    ['require', false, ['encrypted']],
    ['require', true, ['verified-chain']],
    ['verify-ca', true, ['verified-chain']],
    ['verify-full', true, ['verified-host']],
  ] as const)('%s, root certificate: %s', (mode, hasRoot, attempts) => {
    expect(tlsAttempts(mode, hasRoot, false)).toEqual(attempts);
  });

  it('never fall back to plain text from require upwards', () => {
    for (const mode of ['require', 'verify-ca', 'verify-full'] as const) {
      for (const hasRoot of [true, false]) expect(tlsAttempts(mode, hasRoot, false)).not.toContain('plain');
    }
  });

  it('over a local socket are plain, as libpq’s', () => {
    for (const mode of tlsModes) expect(tlsAttempts(mode, true, true)).toEqual(['plain']);
  });
});
