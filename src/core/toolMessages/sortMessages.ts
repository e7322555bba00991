import type { Text } from '../text';
import { traceConsequences } from './consequences';
import type { ArchiveFacts } from './entryGraph';
import { harmlessBecause } from './harmlessMessage';
import { isFailure, type ToolMessage } from './toolMessage';

/** A message and what it means for the outcome. */
export type SortedMessage = ToolMessage &
  (
    | { readonly verdict: 'harmless'; readonly why: Text }
    /** `cause`: the index of the real message it goes back to. */
    | { readonly verdict: 'consequence'; readonly cause: number }
    | { readonly verdict: 'real' }
  );

/**
 * Tells harmless messages, consequences of others, and real ones. What no rule knows in all its parts is real.
 * Without facts (a plain script, or pg_restore without `--verbose`) consequences are found by name only.
 */
export function sortMessages(
  messages: readonly ToolMessage[],
  facts: ArchiveFacts = { dependencies: () => [] },
): readonly SortedMessage[] {
  const tracing = traceConsequences(messages, facts);
  const doubtful = messages.some(hintsAtForgery);
  return messages.map((message, index): SortedMessage => {
    const why = harmlessBecause(message);
    const trusted = !isFailure(message) || message.tocEntry !== undefined || !doubtful;
    if (why !== undefined && trusted) return { ...message, verdict: 'harmless', why };
    const cause = tracing.causeOf(message);
    if (isFailure(message)) tracing.remember(message, cause ?? index);
    return cause === undefined
      ? { ...message, verdict: 'real' }
      : { ...message, verdict: 'consequence', cause };
  });
}

/**
 * A message with line breaks can end another early, so that it looks like one that a rule knows. What it cut off
 * then belongs to nothing, or is the context of a mere notice, which psql never shows.
 */
function hintsAtForgery(message: ToolMessage): boolean {
  return (
    message.torn === true || (message.tool === 'psql' && !isFailure(message) && message.context !== undefined)
  );
}
