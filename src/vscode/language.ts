import * as vscode from 'vscode';
import { translator, type Text } from '../core/text';

/** A message in the language of the editor. */
export function translate(message: Text): string {
  return translator(vscode.l10n.bundle ?? {})(message);
}

/** The language of the editor, for numbers and dates. */
export function language(): string {
  return vscode.env.language;
}
