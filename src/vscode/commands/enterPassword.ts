import { connectionStringOf } from '../settings/savedConnections';
import { askPassword } from './askPassword';
import { chooseConnection } from './chooseNode';
import type { Command } from './command';

/** Keeps another password for a connection; an empty one forgets the one kept. */
export const enterPassword: Command = {
  id: 'pgBackup.enterPassword',
  needsTrust: false,
  async run(editor, node) {
    const saved = await chooseConnection(node);
    const connection = await editor.ports.resolveConnection(connectionStringOf(saved.parameters));
    const password = await askPassword(connection);
    if (password === undefined) await editor.passwords.forget(connection);
    else await editor.passwords.keep(connection, password);
    editor.view.refresh({ kind: 'connection', connection: saved });
  },
};
