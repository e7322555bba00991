import { serverAddress, type Connection } from '../../core/connection/connection';
import { Secret } from '../../core/connection/secret';
import { text } from '../../core/text';
import { askText } from './askText';

/**
 * Asks for the password of a connection; undefined for an empty one, which leaves it to the password file.
 * @throws BackupError of kind `cancelled`
 */
export async function askPassword(connection: Connection): Promise<Secret | undefined> {
  const answer = await askText({
    title: text('Password'),
    prompt: text('Password of “{user}” on {server}. Leave it empty to use the password file (~/.pgpass).', {
      user: connection.user,
      server: serverAddress(connection),
    }),
    isPassword: true,
  });
  return answer === '' ? undefined : new Secret(answer);
}
