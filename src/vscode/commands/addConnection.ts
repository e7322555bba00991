import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { cancelledError } from '../../core/cancellation';
import { serverAddress, type Connection } from '../../core/connection/connection';
import { parseConnectionString } from '../../core/connection/connectionString';
import type { ConnectionParameters } from '../../core/connection/parameters';
import { BackupError } from '../../core/errors';
import { text } from '../../core/text';
import type { Editor } from '../editor';
import { translate } from '../language';
import { isPasswordProblem } from '../passwordProblem';
import { plainMessage } from '../plainMessage';
import { withLateProgress } from '../progress';
import { readConnections, saveConnection, type PlacedConnection } from '../settings/settings';
import { askPassword } from './askPassword';
import { askText } from './askText';
import type { Command } from './command';

/** Adds a connection by its connection string; its password goes to the keyring, never into the settings. */
export const addConnection: Command = {
  id: 'pgBackup.addConnection',
  needsTrust: false,
  async run(editor) {
    const connection = await askConnection(editor);
    const name = await askText({
      title: text('Add Connection'),
      prompt: text('Name of the connection, as it is shown'),
      value: freeName(connection),
      check: checkName,
    });
    const saved: PlacedConnection = {
      id: randomUUID(),
      name: name.trim(),
      parameters: parametersOf(connection),
      place: 'user',
    };
    if (connection.password !== undefined) await editor.passwords.keep(connection, connection.password);
    await saveConnection(saved);
    editor.view.refresh();
    await editor.view.reveal({ kind: 'connection', connection: saved });
  },
};

/** Asks until a connection works, or is to be saved all the same. @throws BackupError of kind `cancelled` */
async function askConnection(editor: Editor): Promise<Connection> {
  let typed = '';
  for (;;) {
    typed = await askText({
      title: text('Add Connection'),
      prompt: text(
        'Connection string of the server. A password in it goes to the keyring, not into the settings.',
      ),
      placeholder: 'postgres://user@host:5432/database',
      value: typed,
      check: checkConnectionString,
    });
    const given = await editor.ports.resolveConnection(typed);
    let connection = given.password === undefined ? { ...given, password: await askPassword(given) } : given;
    for (;;) {
      const failure = await tryConnection(editor, connection);
      const next = failure === undefined ? 'save' : await askWhatNext(failure);
      if (next === 'save') return connection;
      if (next === 'correct') break;
      connection = { ...connection, password: await askPassword(connection) };
    }
  }
}

function checkConnectionString(typed: string): void {
  if (typed.trim() === '') {
    throw new BackupError({
      kind: 'usage',
      code: 'connection-string-empty',
      what: text('Type where the server is.'),
      remedy: text('For example postgres://user@host:5432/database'),
    });
  }
  if (parseConnectionString(typed).sslpassword !== undefined) {
    throw new BackupError({
      kind: 'usage',
      code: 'key-password-unsupported',
      what: text('The passphrase of a client key (sslpassword) cannot be kept.'),
      remedy: text('Use a key without one.'),
    });
  }
}

async function tryConnection(editor: Editor, connection: Connection): Promise<BackupError | undefined> {
  const title = text('Connecting to {server}', { server: serverAddress(connection) });
  try {
    await withLateProgress(title, (signal) => editor.ports.listDatabases(connection, signal));
    return undefined;
  } catch (error) {
    if (error instanceof BackupError && error.kind !== 'cancelled') return error;
    throw error;
  }
}

/** Says why the connection failed, and asks what to do about it. */
async function askWhatNext(failure: BackupError): Promise<'save' | 'correct' | 'password'> {
  const { what, remedy } = failure;
  const password = translate(text('Enter Another Password'));
  const correct = translate(text('Correct the Connection'));
  const save = translate(text('Save All the Same'));
  const offers = isPasswordProblem(failure) ? [password, correct] : [correct];
  const answer = await vscode.window.showErrorMessage(
    plainMessage(translate(what)),
    { modal: true, ...(remedy !== undefined && { detail: plainMessage(translate(remedy)) }) },
    ...offers,
    save,
  );
  if (answer === undefined) throw cancelledError();
  return answer === save ? 'save' : answer === password ? 'password' : 'correct';
}

/** Everything that leads to the server, without the secrets. */
function parametersOf(connection: Connection): ConnectionParameters {
  const { host, port, user, database, other } = connection;
  return { ...other, host, port: String(port), user, ...(database !== undefined && { dbname: database }) };
}

function freeName(connection: Connection): string {
  const wanted = serverAddress(connection);
  const taken = takenNames();
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted} (${number})`;
  return name;
}

function takenNames(): ReadonlySet<string> {
  return new Set(readConnections().connections.map(({ name }) => name));
}

function checkName(name: string): void {
  const problem =
    name.trim() === ''
      ? text('A connection needs a name.')
      : takenNames().has(name.trim())
        ? text('There is already a connection of this name.')
        : undefined;
  if (problem !== undefined) throw new BackupError({ kind: 'usage', code: 'connection-name', what: problem });
}
