import type * as vscode from 'vscode';
import type { Connection } from '../core/connection/connection';
import { Secret } from '../core/connection/secret';
import { tlsMode } from '../core/connection/tls';

/** Passwords in the editor's keyring. */
export interface PasswordStore {
  read(connection: Connection): Promise<Secret | undefined>;
  keep(connection: Connection, password: Secret): Promise<void>;
  forget(connection: Connection): Promise<void>;
}

export function passwordStore(secrets: vscode.SecretStorage): PasswordStore {
  return {
    async read(connection) {
      const found = await secrets.get(keyOf(connection));
      return found === undefined ? undefined : new Secret(found);
    },
    keep: async (connection, password) => secrets.store(keyOf(connection), password.reveal()),
    forget: async (connection) => secrets.delete(keyOf(connection)),
  };
}

/**
 * A password belongs to a server, a user, a TLS mode and the certificate that vouches for the server: where a shared
 * setting leads the same name to another address, or weakens TLS, it is asked for again.
 */
export function keyOf({ host, port, user, other }: Connection): string {
  return `password:${JSON.stringify([host, other.hostaddr ?? '', port, user, tlsMode(other.sslmode), other.sslrootcert ?? ''])}`;
}
