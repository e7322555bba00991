import { BackupError } from '../errors';
import { text } from '../text';

/** libpq's TLS modes, weakest first. Source: https://www.postgresql.org/docs/current/libpq-ssl.html */
export const tlsModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof tlsModes)[number];

/** @throws BackupError of kind `usage` for a mode that libpq does not know */
export function tlsMode(sslmode: string | undefined): TlsMode {
  const mode = tlsModes.find((known) => known === (sslmode ?? 'prefer'));
  if (mode !== undefined) return mode;
  throw new BackupError({
    kind: 'usage',
    code: 'tls-mode-unknown',
    what: text('“{mode}” is not a TLS mode.', { mode: sslmode ?? '' }),
    remedy: text('Use one of: {modes}.', { modes: tlsModes.join(', ') }),
  });
}

/** How one attempt to connect treats TLS. */
export type TlsAttempt = 'plain' | 'encrypted' | 'verified-chain' | 'verified-host';

/**
 * The attempts that a mode allows, in order. As with libpq, `require` verifies the chain where a root
 * certificate is given.
 */
export function tlsAttempts(
  mode: TlsMode,
  hasRootCertificate: boolean,
  localSocket: boolean,
): readonly TlsAttempt[] {
  if (localSocket) return ['plain'];
  switch (mode) {
    case 'disable':
      return ['plain'];
    case 'allow':
      return ['plain', 'encrypted'];
    case 'prefer':
      return ['encrypted', 'plain'];
    case 'require':
      return [hasRootCertificate ? 'verified-chain' : 'encrypted'];
    case 'verify-ca':
      return ['verified-chain'];
    case 'verify-full':
      return ['verified-host'];
  }
}
