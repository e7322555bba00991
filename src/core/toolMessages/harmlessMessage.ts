import type { Text } from '../text';
import { harmlessRules, type HarmlessRule } from './harmlessRules';
import { flattened } from './serverSentences';
import { isFailure, type ToolMessage } from './toolMessage';

/** Why a message may be passed over; undefined where no rule holds in all its parts. */
export function harmlessBecause(message: ToolMessage): Text | undefined {
  if (message.torn === true || message.origin === 'product') return undefined;
  for (const rule of harmlessRules) {
    const sentence = matchRule(rule, message);
    if (sentence !== undefined) {
      const name = sentence.groups?.['name'];
      return name === undefined ? rule.why : { ...rule.why, values: { ...rule.why.values, name } };
    }
  }
  return undefined;
}

function matchRule(rule: HarmlessRule, message: ToolMessage): RegExpExecArray | undefined {
  if (rule.origin !== message.origin || !rule.severities.includes(message.severity)) return undefined;
  const flat = flattened(message.text);
  // A sentence that stands on several lines is the catalog's in French only, and no rule's is that long.
  if (message.text.includes('\n')) return undefined;
  const sentence = rule.sentences.map((pattern) => pattern.exec(flat)).find((match) => match !== null);
  if (sentence === undefined) return undefined;
  if (message.hint !== undefined || message.context !== undefined) return undefined;
  if (message.detail !== undefined && rule.detail?.test(flattened(message.detail)) !== true) return undefined;
  return isFailure(message) && !failedAsExpected(rule, message, sentence) ? undefined : sentence;
}

/** An error is told by the tool, for the command and the entry that the rule is about. */
function failedAsExpected(rule: HarmlessRule, message: ToolMessage, sentence: RegExpExecArray): boolean {
  const { command, lead, tocEntry, tool } = message;
  if (tool === 'psql') return lead === undefined && command === undefined && rule.withoutCommand === true;
  if (lead === undefined || !(rule.lead ?? /^could not execute query$/).test(lead)) return false;
  if (tocEntry !== undefined && rule.entry?.test(tocEntry.description) === false) return false;
  if (rule.command === undefined) return command === undefined;
  const done = rule.command.exec(command ?? '');
  if (done === null) return false;
  const [said, meant] = [sentence.groups?.['name'], done.groups?.['name']];
  return said === undefined || meant === undefined || bare(said) === bare(meant);
}

function bare(name: string): string {
  return name.replace(/^"(.*)"$/s, '$1').replaceAll('""', '"');
}
