/** What is known of the machine when programs are looked for; learned by an adapter. */
export interface PlatformFacts {
  /** As Node names it: `linux`, `darwin`, `win32`, ... */
  readonly platform: string;
  /** The variables of `environmentNames` that are set. */
  readonly env: Readonly<Partial<Record<EnvironmentName, string>>>;
  /** The home folder of the user. */
  readonly home: string | undefined;
  /** Of Linux: `ID` and the words of `ID_LIKE` in os-release, most specific first; empty where unknown. */
  readonly distribution: readonly string[];
}

/** The environment variables that say where programs are. */
export const environmentNames = [
  'PATH',
  'HOMEBREW_PREFIX',
  'ProgramFiles',
  'ProgramW6432',
  'ProgramFiles(x86)',
  'ProgramData',
  'SCOOP',
  'SCOOP_GLOBAL',
] as const;
export type EnvironmentName = (typeof environmentNames)[number];

/**
 * `ID` and `ID_LIKE` of an os-release file, most specific first.
 * Source: https://www.freedesktop.org/software/systemd/man/latest/os-release.html
 */
export function parseDistribution(osRelease: string): readonly string[] {
  const words = (name: string): string[] => {
    const line = osRelease.split(/\r?\n/).find((candidate) => candidate.startsWith(`${name}=`));
    return (line?.slice(name.length + 1).toLowerCase() ?? '').match(/[a-z0-9._-]+/g) ?? [];
  };
  return [...new Set([...words('ID'), ...words('ID_LIKE')])];
}
