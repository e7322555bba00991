import * as vscode from 'vscode';
import { text, type Text } from '../../core/text';
import type { Editor } from '../editor';
import { translate } from '../language';
import { joinSentences, plainMessage } from '../plainMessage';

/** A button under a notification. */
export interface Offer {
  readonly label: Text;
  run(): unknown;
}

/** Offers what was run and what came of it. */
export function showLog({ log }: Pick<Editor, 'log'>): Offer {
  return { label: text('Show Log'), run: () => log.show() };
}

const shows = {
  information: vscode.window.showInformationMessage,
  warning: vscode.window.showWarningMessage,
  error: vscode.window.showErrorMessage,
} as const;

/** Says how something ended, and does what the user then chooses. */
export async function announce(
  severity: keyof typeof shows,
  sentences: readonly Text[],
  offers: readonly Offer[],
): Promise<void> {
  const message = plainMessage(joinSentences(sentences.map(translate)));
  const chosen = await shows[severity](message, ...offers.map(({ label }) => translate(label)));
  await offers.find(({ label }) => translate(label) === chosen)?.run();
}
