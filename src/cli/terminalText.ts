import type { Text, TextValue, Translate } from '../core/text';

// eslint-disable-next-line no-control-regex -- control characters are what this names
const misleading = /[\u0000-\u001f\u007f-\u009f\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const replacement = '\u{fffd}';

/** A name may hold anything, also what would move a terminal's cursor or turn the order of letters. */
export function onOneLine(content: string): string {
  return content.replace(misleading, replacement);
}

/** The same for what is made of several lines. */
export function onLines(content: string): string {
  return content.replace(misleading, (found) => (found === '\n' ? found : replacement));
}

/** Lines that come with a value stand further in, so that none of them passes for one of ours. */
export function indentingValues(translate: Translate): Translate {
  return (message) => translate(withIndentedValues(message));
}

function withIndentedValues({ template, values }: Text): Text {
  const indented = (value: TextValue): TextValue => {
    if (typeof value === 'object') return withIndentedValues(value);
    return typeof value === 'string' ? value.replace(/\r?\n/g, '\n    ') : value;
  };
  const entries = Object.entries(values).map(([name, value]) => [name, indented(value)] as const);
  return { template, values: Object.fromEntries(entries) };
}
