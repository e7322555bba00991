import * as vscode from 'vscode';
import { cancelledError } from '../../core/cancellation';
import { BackupError } from '../../core/errors';
import type { Text } from '../../core/text';
import { translate } from '../language';
import { joinSentences, plainMessage } from '../plainMessage';
import { sentencesOf } from './errorSentences';

export interface TextQuestion {
  readonly title: Text;
  readonly prompt: Text;
  readonly value?: string;
  readonly placeholder?: string;
  readonly isPassword?: boolean;
  /** @throws BackupError where the answer will not do */
  readonly check?: (answer: string) => void;
}

/** Asks for a line of text. @throws BackupError of kind `cancelled` */
export async function askText(question: TextQuestion): Promise<string> {
  const { title, prompt, value = '', placeholder, isPassword = false, check } = question;
  const answer = await vscode.window.showInputBox({
    title: plainMessage(translate(title)),
    prompt: plainMessage(translate(prompt)),
    value,
    password: isPassword,
    ignoreFocusOut: true,
    ...(placeholder !== undefined && { placeHolder: placeholder }),
    validateInput: (typed) => problemOf(typed, check),
  });
  if (answer === undefined) throw cancelledError();
  return answer;
}

function problemOf(typed: string, check: TextQuestion['check']): string | undefined {
  try {
    check?.(typed);
    return undefined;
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    return plainMessage(joinSentences(sentencesOf(error).map(translate)));
  }
}
