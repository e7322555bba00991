import type { ToolName } from '../commandLine';

/** The version of a client program. */
export interface ToolVersion {
  /** Counted as the server counts its own (`server_version_num`): 150018 is 15.18, 90624 is 9.6.24. */
  readonly number: number;
  /** As people write it: `15.18`, `17beta1`. */
  readonly text: string;
  /** As the program prints it: `15.18 (Debian 15.18-0+deb12u1)`. */
  readonly printed: string;
  /** A development, alpha, beta or release candidate build. */
  readonly prerelease: boolean;
}

const answer =
  /^(?:edb-)?(?<name>\w+) \((?:PostgreSQL|EnterpriseDB)\) (?<numbers>\d{1,2}(?:\.\d{1,2}){0,3})(?<stage>devel|(?:alpha|beta|rc)\d{1,2})?(?<build>[ ][ -~]{1,100})?$/;

/** Forks that keep PostgreSQL's wording and differ in their catalogs. */
const forks = /greenplum|cloudberry|redshift|yugabyte|cockroach|-YB-/i;

/**
 * Reads what `PROGRAM --version` printed; undefined where this is not that program of PostgreSQL or of EDB Postgres
 * Advanced Server.
 */
export function parseToolVersion(tool: ToolName, output: string): ToolVersion | undefined {
  const groups = answer.exec((output.split(/\r?\n/, 1)[0] ?? '').trimEnd())?.groups;
  if (groups?.['name'] !== tool) return undefined;
  const { numbers = '', build = '' } = groups;
  if (forks.test(build)) return undefined;
  const [first = 0, second = 0, third = 0] = numbers.split('.').map(Number);
  const stage = groups['stage'] ?? '';
  // EDB appends a number of its own: 15.4.0 is 15.4, 9.6.2.7 is 9.6.2.
  const number = first >= 10 ? first * 10_000 + second : first * 10_000 + second * 100 + third;
  const printed = `${numbers}${stage}${build}`;
  return { number, text: versionText(number, stage), printed, prerelease: stage !== '' };
}

/** A version number as people write it. */
export function versionText(number: number, stage = ''): string {
  if (stage !== '') return `${majorText(number)}${stage}`;
  const minor = number >= 100_000 ? number % 10_000 : number % 100;
  return `${majorText(number)}.${minor}`;
}

/** The branch of a release, as a version number without its minor part: 150018 -> 150000, 90624 -> 90600. */
export function branchOf(number: number): number {
  return number - (number >= 100_000 ? number % 10_000 : number % 100);
}

/** The major version as people write it: `15`, `9.6`. */
export function majorText(number: number): string {
  const first = Math.floor(number / 10_000);
  return first >= 10 ? String(first) : `${first}.${Math.floor(number / 100) % 100}`;
}
