import * as vscode from 'vscode';
import { BackupError } from '../../core/errors';
import { text } from '../../core/text';
import type { Editor } from '../editor';
import { translate } from '../language';
import { joinSentences, plainMessage } from '../plainMessage';
import type { TreeNode } from '../tree/nodes';
import type { Command } from './command';

/** Runs a command inside the one error boundary: cancelled, expected, or a bug. */
export async function runCommand(
  command: Command,
  editor: Editor,
  node: TreeNode | undefined,
): Promise<void> {
  try {
    if (command.needsTrust && !vscode.workspace.isTrusted) throw untrusted();
    await command.run(editor, node);
  } catch (error) {
    tell(command, editor, error);
  }
}

function untrusted(): BackupError {
  return new BackupError({
    kind: 'refused',
    code: 'workspace-untrusted',
    what: text('This workspace is not trusted, so nothing is run in it.'),
    remedy: text('Trust the workspace first (Manage Workspace Trust).'),
  });
}

/** Does not wait for the answer: the command has ended. */
function tell({ id }: Command, editor: Editor, error: unknown): void {
  if (error instanceof BackupError && error.kind === 'cancelled') {
    editor.log.info(`${id}: cancelled`);
    vscode.window.setStatusBarMessage(translate(error.what), 6000);
    return;
  }
  if (error instanceof BackupError) {
    const said = [error.what, error.remedy].flatMap((part) => (part === undefined ? [] : [translate(part)]));
    editor.log.error(`${id}: ${plainMessage(joinSentences(said))}`);
    void offerLog(editor, joinSentences(said));
    return;
  }
  editor.log.error(error instanceof Error ? error : String(error));
  const message = error instanceof Error ? error.message : String(error);
  void offerLog(editor, translate(text('Something unexpected went wrong: {message}', { message })));
}

async function offerLog(editor: Editor, message: string): Promise<void> {
  const showLog = translate(text('Show Log'));
  const chosen = await vscode.window.showErrorMessage(plainMessage(message), showLog);
  if (chosen === showLog) editor.log.show();
}
