import * as vscode from 'vscode';
import { cancelledError } from '../../core/cancellation';
import type { Connection } from '../../core/connection/connection';
import { BackupError } from '../../core/errors';
import { text } from '../../core/text';
import type { Editor } from '../editor';
import { translate } from '../language';
import { keyOf } from '../passwords';
import { plainMessage } from '../plainMessage';
import { connectionStringOf, type SavedConnection } from '../settings/savedConnections';
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
    await forgetConnection(saved);
    editor.view.refresh();
    const connection = await resolve(editor, saved);
    if (connection === undefined) return;
    const others = await Promise.all(readConnections().connections.map((other) => resolve(editor, other)));
    const isShared = others.some((other) => other !== undefined && keyOf(other) === keyOf(connection));
    if (!isShared) await editor.passwords.forget(connection);
  },
};

/** undefined for a connection that leads nowhere, which has no password either. */
async function resolve(editor: Editor, { parameters }: SavedConnection): Promise<Connection | undefined> {
  try {
    const connection = await editor.ports.resolveConnection(connectionStringOf(parameters));
    keyOf(connection);
    return connection;
  } catch (error) {
    if (error instanceof BackupError) return undefined;
    throw error;
  }
}
