/**
 * Hides the password of every connection string in a sentence: one that was mistaken for a file or a subcommand is
 * repeated in the error, as a path even with one slash less. Rather too much is hidden than too little.
 */
export function maskPasswords(sentence: string): string {
  return sentence
    .replace(/(postgres(?:ql)?:\/{1,2}[^:@/\s]*):.*@/gs, '$1:••••••@')
    .replace(/(password\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s&]+)/gi, '$1••••••');
}
