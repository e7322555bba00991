import type { LogOutputChannel } from 'vscode';
import type { RestoreReport } from '../../core/restore/report';
import type { Text } from '../../core/text';
import type { SortedMessage } from '../../core/toolMessages/sortMessages';
import { translate } from '../language';
import { joinSentences, oneLine, plainMessage } from '../plainMessage';
import { messageSentence } from '../messageSentence';

const levels = { real: 'error', consequence: 'warn', harmless: 'info' } as const;

/** Notes in the log what a restore came to: every message by what it means, the warnings, and how it ended. */
export function logRestore(log: LogOutputChannel, report: RestoreReport, outcome: readonly Text[]): void {
  for (const message of report.steps.flatMap((step) => step.errors)) {
    log[levels[message.verdict]](oneLine(loggedMessage(message)));
  }
  for (const warning of report.warnings) log.warn(plainMessage(translate(warning)));
  const said = plainMessage(joinSentences(outcome.map(translate)));
  if (report.outcome === 'failed') log.error(said);
  else log.info(said);
}

function loggedMessage(message: SortedMessage): string {
  const said = `${message.tool}: ${messageSentence(message, translate)}`;
  return message.tocEntry === undefined ? said : `${said} (${message.tocEntry.description})`;
}
