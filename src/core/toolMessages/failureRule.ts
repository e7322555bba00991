import type { ToolName } from '../commandLine';
import type { Text } from '../text';
import { flattened } from './serverSentences';
import type { ToolMessage } from './toolMessage';

/** A sentence that explains why a dump or restore failed as a whole. */
export interface FailureRule {
  /** The error's code. */
  readonly code: string;
  /** The sentence, flattened; its named groups fill the placeholders of `what` and `remedy`. */
  readonly sentences: readonly RegExp[];
  /** Only behind these words of the tool. */
  readonly lead?: RegExp;
  /** Only with such a hint or detail; named groups count too. */
  readonly addition?: RegExp;
  /** Only for these tools. */
  readonly tools?: readonly ToolName[];
  /** Says that something failed but not why: only where no other message tells more. */
  readonly isLastResort?: true;
  readonly what: Text;
  readonly remedy?: Text;
}

/** What the rule makes of the message: the named parts of it; undefined where the rule is about something else. */
export function matchFailure(
  rule: FailureRule,
  message: ToolMessage,
): Readonly<Record<string, string>> | undefined {
  if (rule.tools?.includes(message.tool) === false) return undefined;
  if (rule.lead?.test(message.lead ?? '') === false) return undefined;
  const sentence = firstMatch(rule.sentences, message.text);
  if (sentence === undefined) return undefined;
  if (rule.addition === undefined) return named(sentence);
  const addition =
    rule.addition.exec(flattened(message.hint ?? '')) ?? rule.addition.exec(flattened(message.detail ?? ''));
  return addition === null ? undefined : { ...named(sentence), ...named(addition) };
}

function firstMatch(patterns: readonly RegExp[], sentence: string): RegExpExecArray | undefined {
  const flat = flattened(sentence);
  return patterns.map((pattern) => pattern.exec(flat)).find((match) => match !== null);
}

function named(match: RegExpExecArray): Record<string, string> {
  const groups = Object.entries(match.groups ?? {}) as [string, string | undefined][];
  return Object.fromEntries(groups.filter((group): group is [string, string] => group[1] !== undefined));
}
