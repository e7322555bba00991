import type { PlatformFacts } from './platformFacts';

/**
 * Where a packager puts the client programs: a folder, or folders whose name holds a version, written `{N}`
 * in the last but one or last segment.
 */
export type ClientPlace = string;

const unixPlaces: readonly ClientPlace[] = [
  // Debian, Ubuntu and the PostgreSQL project's packages for them
  '/usr/lib/postgresql/{N}/bin',
  // the PostgreSQL project's packages for Red Hat Enterprise Linux and Fedora
  '/usr/pgsql-{N}/bin',
  // SUSE
  '/usr/lib/postgresql{N}/bin',
  // Alpine
  '/usr/libexec/postgresql{N}',
  // Gentoo
  '/usr/lib64/postgresql-{N}/bin',
  // EnterpriseDB's installer and packages
  '/opt/PostgreSQL/{N}/bin',
  '/usr/edb/as{N}/bin',
  '/opt/edb/as{N}/bin',
  '/usr/bin',
  '/usr/local/bin',
  // built from source
  '/usr/local/pgsql/bin',
];

/** Below the prefix of Homebrew. */
const homebrewPlaces: readonly ClientPlace[] = [
  'opt/postgresql@{N}/bin',
  'opt/libpq/bin',
  'opt/libpq@{N}/bin',
  'opt/postgresql/bin',
];

/** The known places of a platform. Sources: the file lists of the packages named. */
export function clientPlaces(facts: PlatformFacts): readonly ClientPlace[] {
  if (facts.platform === 'win32') return windowsPlaces(facts);
  const homes = facts.home === undefined ? [] : [facts.home];
  const brewed = (prefixes: readonly string[]): string[] =>
    [...(facts.env.HOMEBREW_PREFIX === undefined ? [] : [facts.env.HOMEBREW_PREFIX]), ...prefixes].flatMap(
      (prefix) => homebrewPlaces.map((place) => `${prefix}/${place}`),
    );
  if (facts.platform === 'darwin') {
    return [
      ...brewed(['/opt/homebrew', '/usr/local']),
      ...['', ...homes].map((root) => `${root}/Applications/Postgres.app/Contents/Versions/{N}/bin`),
      '/Library/PostgreSQL/{N}/bin',
      // MacPorts
      '/opt/local/lib/postgresql{N}/bin',
      '/usr/local/bin',
      '/usr/local/pgsql/bin',
      // pgAdmin brings client programs with it
      '/Applications/pgAdmin 4.app/Contents/SharedSupport',
    ];
  }
  return [
    ...unixPlaces,
    ...brewed(['/home/linuxbrew/.linuxbrew', ...homes.map((home) => `${home}/.linuxbrew`)]),
  ];
}

/** Chocolatey's package runs EnterpriseDB's installer, so its programs are found in Program Files. */
function windowsPlaces({ env, home }: PlatformFacts): readonly ClientPlace[] {
  const programFolders = [env.ProgramW6432, env.ProgramFiles, env['ProgramFiles(x86)']].filter(isSet);
  const scoops = [
    env.SCOOP ?? (isSet(home) ? `${home}\\scoop` : undefined),
    env.SCOOP_GLOBAL ?? (isSet(env.ProgramData) ? `${env.ProgramData}\\scoop` : undefined),
  ].filter(isSet);
  const places = [
    ...programFolders.flatMap((folder) => [`${folder}\\PostgreSQL\\{N}\\bin`, `${folder}\\edb\\as{N}\\bin`]),
    ...scoops.flatMap((folder) => [
      `${folder}\\apps\\postgresql\\current\\bin`,
      `${folder}\\apps\\postgresql{N}\\current\\bin`,
    ]),
    ...programFolders.map((folder) => `${folder}\\pgAdmin 4\\runtime`),
  ];
  return [...new Set(places)];
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
