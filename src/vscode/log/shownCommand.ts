import type { CommandLine } from '../../core/commandLine';

/** Variables that say only where a password is: of no use to anyone who runs the command again. */
const leftOut: ReadonlySet<string> = new Set(['PGPASSWORD', 'PGPASSFILE']);

/** A call as one could type it into a shell, without anything secret. */
export function shownCommand(program: string, { args, env }: CommandLine): string {
  const settings = Object.entries(env)
    .filter(([name]) => !leftOut.has(name))
    .map(([name, value]) => `${name}=${quoted(value)}`);
  return [...settings, quoted(program), ...args.map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
