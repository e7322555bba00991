/**
 * Hides every password in a text: of connection strings, also of one that was mistaken for a file or a subcommand and
 * is repeated as a path with one slash less; and of SQL statements (`PASSWORD '…'` of roles, user mappings,
 * subscriptions), which the tools print when they fail. Rather too much is hidden than too little.
 */
export function maskPasswords(sentence: string): string {
  return sentence
    .replace(/(postgres(?:ql)?:\/{1,2}[^:@/\s]*):.*@/gs, '$1:••••••@')
    .replace(/(password\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s&]+)/gi, '$1••••••')
    .replace(/(\bpassword\s+)E?'(?:[^'\\]|''|\\.)*(?:'|$)/gi, '$1••••••');
}
