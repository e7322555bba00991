import * as vscode from 'vscode';
import { BackupError } from '../../core/errors';
import { text } from '../../core/text';
import type { Editor } from '../editor';
import { translate } from '../language';
import { isPasswordProblem } from '../passwordProblem';
import { joinSentences, plainMessage } from '../plainMessage';
import type { TreeNode } from '../tree/nodes';
import { announce, showLog } from './announce';
import type { Command } from './command';
import { enterPassword } from './enterPassword';
import { sentencesOf } from './errorSentences';

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
    tell(command, editor, node, error);
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
function tell({ id }: Command, editor: Editor, node: TreeNode | undefined, error: unknown): void {
  if (error instanceof BackupError && error.kind === 'cancelled') {
    editor.log.info(`${id}: cancelled`);
    vscode.window.setStatusBarMessage(plainMessage(translate(error.what)), 6000);
    return;
  }
  if (error instanceof BackupError) {
    const sentences = sentencesOf(error);
    editor.log.error(`${id}: ${plainMessage(joinSentences(sentences.map(translate)))}`);
    const another = {
      label: text('Enter Another Password'),
      run: () => runCommand(enterPassword, editor, node),
    };
    void announce('error', sentences, [...(isPasswordProblem(error) ? [another] : []), showLog(editor)]);
    return;
  }
  editor.log.error(error instanceof Error ? error : String(error));
  const message = error instanceof Error ? error.message : String(error);
  const what = text('Something unexpected went wrong: {message}', { message });
  void announce('error', [what], [showLog(editor)]);
}
