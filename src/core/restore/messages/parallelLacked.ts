import { tooManyConnections } from './connectionFailures';
import { lockTableHint, outOfSharedMemory } from './serverFailures';
import { flattened } from './serverSentences';
import { isFailure, type ToolMessage } from './toolMessage';

/** What a parallel run lacked that one job alone may do without. */
export type ParallelLack = 'locks' | 'connections';

/** Whether a failed parallel run is worth once more with one job: the lock table or the connections ran out. */
export function parallelLacked(messages: readonly ToolMessage[]): ParallelLack | undefined {
  const failures = messages.filter((message) => isFailure(message) && message.origin === 'server');
  const says = (message: ToolMessage, patterns: readonly RegExp[]): boolean =>
    patterns.some((pattern) => pattern.test(flattened(message.text)));
  const locks = (message: ToolMessage): boolean =>
    says(message, outOfSharedMemory) && lockTableHint.test(message.hint ?? '');
  if (failures.some(locks)) return 'locks';
  return failures.some((message) => says(message, tooManyConnections)) ? 'connections' : undefined;
}
