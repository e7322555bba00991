import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { contentOf, descendantsOf } from '../support/processTree';
import type { CommandLineEnd, RunningCommandLine } from './commandLine';

/** What was seen of a call of `pg-backup` while it ran. */
export interface Testimony {
  readonly end: CommandLineEnd;
  /** The programs that were seen running under it. */
  readonly programs: ReadonlySet<string>;
  /** Where the secret was seen: `pg_dump cmdline`, `ps`. */
  readonly sightings: ReadonlySet<string>;
  /** Whether a password file was there meanwhile, for nobody but its owner. */
  readonly hadPasswordFile: boolean;
}

const clientPrograms: ReadonlySet<string> = new Set(['pg_dump', 'pg_restore', 'psql', 'pg_dumpall']);

/**
 * Looks at every process of a call as often as possible, and once at what `ps` shows to everyone, for a secret.
 * What the caller itself put into the environment of `pg-backup` is left out.
 * @param temporary its folder for temporary files
 */
export async function watchFor(
  secret: string,
  running: RunningCommandLine,
  temporary: string,
): Promise<Testimony> {
  const programs = new Set<string>();
  const sightings = new Set<string>();
  let hasAskedPs = false;
  let hadPasswordFile = false;
  const look = (): void => {
    // Between fork and exec a child is still a copy of its parent; asked for its version, it needs no password.
    const clients = descendantsOf(running.pid).filter(
      ({ pid, name }) => clientPrograms.has(name) && !contentOf(pid, 'cmdline').includes('--version'),
    );
    for (const { pid, name } of clients) {
      for (const file of ['cmdline', 'environ'] as const) {
        if (contentOf(pid, file).includes(secret)) sightings.add(`${name} ${file}`);
      }
      programs.add(name);
    }
    if (clients.length === 0) return;
    if (contentOf(running.pid, 'cmdline').includes(secret)) sightings.add('pg-backup cmdline');
    hadPasswordFile ||= filesWith(secret, temporary).some((file) => (statSync(file).mode & 0o077) === 0);
    if (hasAskedPs) return;
    hasAskedPs = true;
    const lines = execFileSync('ps', ['auxeww'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\n');
    const own = new RegExp(`^\\S+\\s+${String(running.pid)}\\s`);
    if (lines.some((line) => line.includes(secret) && !own.test(line))) sightings.add('ps');
  };
  const timer = setInterval(look, 5);
  try {
    const end = await running.ended;
    return { end, programs, sightings, hadPasswordFile };
  } finally {
    clearInterval(timer);
  }
}

/** The files below a folder whose content holds the secret; one that goes away meanwhile holds none. */
export function filesWith(secret: string, folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => {
      try {
        return readFileSync(file, 'latin1').includes(secret);
      } catch {
        return false;
      }
    });
}
