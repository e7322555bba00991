import * as vscode from 'vscode';
import { cancelledError } from '../../core/cancellation';
import { text } from '../../core/text';
import { translate } from '../language';
import { keyOf } from '../passwords';
import { plainMessage } from '../plainMessage';
import { connectionStringOf } from '../settings/savedConnections';
import { forgetConnection, readConnections } from '../settings/settings';
import { chooseConnection } from './chooseNode';
import type { Command } from './command';

/** Takes a connection out of the settings, and its password out of the keyring where no other needs it. */
export const removeConnection: Command = {
  id: 'pgBackup.removeConnection',
  needsTrust: false,
  async run(editor, node) {
    const saved = await chooseConnection(node);
    const remove = translate(text('Remove'));
    const question = text('Remove the connection “{name}”?', { name: saved.name });
    const detail = translate(text('The server and the backups stay as they are.'));
    const answer = await vscode.window.showWarningMessage(
      plainMessage(translate(question)),
      { modal: true, detail },
      remove,
    );
    if (answer !== remove) throw cancelledError();
    const resolve = (
      parameters: typeof saved.parameters,
    ): ReturnType<typeof editor.ports.resolveConnection> =>
      editor.ports.resolveConnection(connectionStringOf(parameters));
    await forgetConnection(saved);
    editor.view.refresh();
    const connection = await resolve(saved.parameters);
    const others = await Promise.all(
      readConnections().connections.map(({ parameters }) => resolve(parameters).catch(() => undefined)),
    );
    const isShared = others.some((other) => other !== undefined && keyOf(other) === keyOf(connection));
    if (!isShared) await editor.passwords.forget(connection);
  },
};
