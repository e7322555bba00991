const longestMessage = 2000;

/**
 * A sentence made fit for a notification, a prompt or a list: VS Code would turn `[label](command:…)` into a link and
 * `$(name)` into an icon, and names come from servers and files that may be hostile.
 */
export function plainMessage(message: string): string {
  const plain = oneLine(message).replaceAll('](', '] (').replaceAll('$(', '$ (');
  return plain.length > longestMessage ? `${plain.slice(0, longestMessage)} …` : plain;
}

/** Several sentences after one another; what a server says often lacks its full stop. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences
    .map((sentence) => sentence.trim())
    .map((sentence) => (/[.!?…:;)”»]$/.test(sentence) ? sentence : `${sentence}.`))
    .join(' ');
}

/** Keeps a hostile name from making lines of its own, or from turning the writing direction. */
export function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
