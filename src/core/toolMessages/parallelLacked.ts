import { tooManyConnections } from './connectionFailures';
import { lockTableHint } from './serverFailures';
import { isFailure, type ToolMessage } from './toolMessage';

/** What a parallel run lacked that one job alone may do without. */
export type ParallelLack = 'locks' | 'connections';

/**
 * Whether a failed parallel run is worth once more with one job: the lock table or the connections ran out.
 * Workers that write at the same time tear each other's lines, so a mention anywhere in a message is enough: the
 * worst that a false one can do is a second attempt.
 */
export function parallelLacked(messages: readonly ToolMessage[]): ParallelLack | undefined {
  const said = messages
    .filter(isFailure)
    .map(({ lead, text, detail, hint, context }) =>
      [lead, text, detail, hint, context].filter((part) => part !== undefined).join('\n'),
    );
  if (said.some((words) => lockTableHint.test(words))) return 'locks';
  return said.some((words) => words.split('\n').some(namesConnections)) ? 'connections' : undefined;
}

/** A line that ends with one of the server's sentences about connections, whatever stands before it. */
function namesConnections(line: string): boolean {
  return tooManyConnections.some((sentence) =>
    sentence.test(line.replace(/^.*(?:FATAL|ERROR|ERREUR): +/, '')),
  );
}
