import { inEnglish, text, type Text } from '../text';
import type { ToolName } from '../commandLine';
import type { ToolExit } from '../tools/ports';
import type { SortedMessage } from './sortMessages';
import { isFailure } from './toolMessage';

/**
 * Holds the sorted messages against how the tool ended, and adds a real message of ours wherever the tool
 * knows of more failures than were understood: an outcome is never better than the truth.
 */
export function reconcileMessages(
  tool: ToolName,
  messages: readonly SortedMessage[],
  exit: ToolExit,
): readonly SortedMessage[] {
  const { signal } = exit;
  return [
    ...messages,
    ...uncounted(messages).map((ownText) => ourMessage(tool, ownText)),
    ...unexplained(tool, messages, exit).map((ownText) => ({ ...ourMessage(tool, ownText), signal })),
  ];
}

/**
 * pg_restore counts its errors, and with jobs each entry that had errors once more (`parallel_restore` and
 * `mark_restore_job_done` in pg_backup_archiver.c), so only a count greater than that tells of lost messages.
 */
function uncounted(messages: readonly SortedMessage[]): Text[] {
  const unkept = messages.reduce((sum, message) => sum + (message.unkeptErrors ?? 0), 0);
  const read = messages.filter((message) => isFailure(message) && message.origin !== 'product');
  const understood = read.length + unkept;
  const twice = read.filter((message) => message.parallel === true).length + unkept;
  const summaries = messages
    .filter((message) => message.origin === 'tool' && message.verdict === 'harmless')
    .flatMap((message) => /^errors ignored on restore: (\d{1,15})$/.exec(message.text)?.[1] ?? []);
  const told: Text[] = [];
  const counted = Math.max(0, ...summaries.map(Number));
  if (counted > understood + twice) {
    told.push(
      text('pg_restore counted {counted} errors, but only {understood} of them could be read.', {
        counted,
        understood,
      }),
    );
  }
  if (summaries.length > 1) {
    told.push(text('pg_restore seems to have counted its errors more than once; a message may be forged.'));
  }
  return told;
}

function unexplained(tool: ToolName, messages: readonly SortedMessage[], exit: ToolExit): Text[] {
  const failures = messages.filter(isFailure);
  if (exit.signal !== undefined) {
    return [text('{tool} was ended by the signal {signal}.', { tool, signal: exit.signal })];
  }
  if (exit.exitCode === 0) {
    return failures.length === 0
      ? []
      : [text('{tool} reported success although it had printed errors.', { tool })];
  }
  const status = exit.exitCode ?? '?';
  if (failures.length === 0) {
    return [text('{tool} ended with exit status {status} and gave no reason.', { tool, status })];
  }
  const wentOn = messages.some(
    (message) => message.origin === 'tool' && message.text.startsWith('errors ignored on restore: '),
  );
  if (wentOn || failures.some((message) => message.verdict === 'real')) return [];
  return [text('{tool} stopped before the end with exit status {status}.', { tool, status })];
}

function ourMessage(tool: ToolName, ownText: Text): SortedMessage {
  const told = { text: inEnglish(ownText), ownText } as const;
  return { tool, severity: 'error', origin: 'product', ...told, verdict: 'real' };
}
