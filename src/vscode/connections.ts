import type { Connection } from '../core/connection/connection';
import type { PasswordStore } from './passwords';
import type { EditorPorts } from './ports';
import { connectionStringOf, type SavedConnection } from './settings/savedConnections';

/**
 * The connection that a saved one leads to, with its password from the keyring.
 * @throws BackupError of kind `usage` for parameters that make no sense
 */
export async function openConnection(
  saved: SavedConnection,
  ports: Pick<EditorPorts, 'resolveConnection'>,
  passwords: PasswordStore,
): Promise<Connection> {
  const connection = await ports.resolveConnection(connectionStringOf(saved.parameters));
  return { ...connection, password: await passwords.read(connection) };
}
