import type { ToolName } from '../commandLine';
import { text, type Text } from '../text';
import type { ToolExit } from '../tools/ports';
import { connectionFailures, refusedConnections } from './connectionFailures';
import { matchFailure, type FailureRule } from './failureRule';
import { serverFailures } from './serverFailures';
import { fileTooLarge, toolFailures, workerNoise } from './toolFailures';
import { isFailure, type ToolMessage } from './toolMessage';

/** The parts of a BackupError that a failed tool gives. */
export interface FailureExplanation {
  readonly code: string;
  readonly what: Text;
  readonly remedy?: Text | undefined;
}

/** The weightiest first: a lost connection explains the errors after it, a worker's death is explained by others. */
const rules: readonly FailureRule[] = [
  ...connectionFailures,
  ...serverFailures,
  ...toolFailures,
  ...refusedConnections,
];

/**
 * Says why a dump or a restore failed as a whole, and what can be done.
 * Give it the messages that count: without the harmless ones, where they have been sorted.
 */
export function explainFailure(
  tool: ToolName,
  messages: readonly ToolMessage[],
  exit: ToolExit,
): FailureExplanation {
  const failures = messages.filter(isFailure);
  const toldMore = failures.some(tellsMore);
  for (const rule of rules) {
    if (rule.isLastResort === true && toldMore) continue;
    for (const message of failures) {
      const values = matchFailure(rule, message);
      // The server's disk is not the backup's, although both say "No space left on device".
      if (values === undefined || (message.origin === 'server' && rule.code === 'disk-full')) continue;
      if (message.origin === 'tool' && rule.code === 'server-disk-full') continue;
      return {
        code: rule.code,
        what: filled(rule.what, values),
        remedy: rule.remedy && filled(rule.remedy, values),
      };
    }
  }
  return killed(tool, exit) ?? unknown(tool, failures, exit);
}

/** Whether a failure's own words may hold the reason: the server's, or the tool's about something else than its workers. */
function tellsMore({ origin, text }: ToolMessage): boolean {
  return origin === 'server' || (origin === 'tool' && !workerNoise.test(text));
}

function filled(message: Text, values: Readonly<Record<string, string>>): Text {
  return { ...message, values: { ...message.values, ...values } };
}

function killed(tool: ToolName, exit: ToolExit): FailureExplanation | undefined {
  // A shell or a container between us and the tool reports a signal as 128 and its number.
  const signal =
    exit.signal ?? (exit.exitCode === 137 ? 'SIGKILL' : exit.exitCode === 143 ? 'SIGTERM' : undefined);
  if (signal === undefined) return undefined;
  if (signal === 'SIGXFSZ') return fileTooLarge;
  const what = text('{tool} was ended from outside by the signal {signal}.', { tool, signal });
  return signal === 'SIGKILL'
    ? {
        code: 'tool-killed',
        what,
        remedy: text('The machine may have run out of memory: use fewer jobs, or look at its log.'),
      }
    : { code: 'tool-killed', what };
}

function unknown(tool: ToolName, failures: readonly ToolMessage[], exit: ToolExit): FailureExplanation {
  const telling = failures.filter(tellsMore);
  const said = telling.find((message) => message.severity === 'fatal') ?? telling[0] ?? failures[0];
  const status = exit.exitCode ?? '?';
  if (said === undefined) {
    return {
      code: 'tool-failed',
      what: text('{tool} ended with exit status {status} and gave no reason.', { tool, status }),
    };
  }
  const message = said.ownText ?? said.text;
  return { code: 'tool-failed', what: text('{tool} failed: {message}', { tool, message }) };
}
