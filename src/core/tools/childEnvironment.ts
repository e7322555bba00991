import { pathEntries } from './platformPaths';

type Environment = Readonly<Record<string, string | undefined>>;

/** What libpq and the operating system need of the caller's environment. Nothing of libpq's own (`PG*`) is among it. */
const keptNames: readonly string[] = [
  'HOME',
  'USER',
  'LOGNAME',
  // pg_dump writes the local time into an archive's header
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  // Kerberos
  'KRB5CCNAME',
  'KRB5_CONFIG',
  // Windows: its libraries, libpq's password file and service file, the user for single sign-on
  'SystemRoot',
  'SystemDrive',
  'windir',
  'ComSpec',
  'PATHEXT',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'ProgramData',
  'USERNAME',
  'USERDOMAIN',
];

/**
 * The whole environment of a client program: the kept part of the caller's, messages in English, characters in UTF-8,
 * and what the command line itself asks for.
 */
export function childEnvironment(
  platform: string,
  caller: Environment,
  ownVariables: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = keptNames.flatMap((name) => {
    const value = valueOf(platform, caller, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const path = pathEntries(platform, valueOf(platform, caller, 'PATH')).join(
    platform === 'win32' ? ';' : ':',
  );
  return {
    ...Object.fromEntries(kept),
    PATH: path,
    ...localeVariables(platform, caller),
    ...ownVariables,
  };
}

/**
 * Messages untranslated, characters as the caller has them: `LC_ALL` would override both, so its value moves to
 * `LC_CTYPE`. `LANGUAGE` stays out. On Windows the characters are the system's affair.
 */
function localeVariables(platform: string, caller: Environment): Record<string, string> {
  if (platform === 'win32') return { LC_MESSAGES: 'C' };
  const named = [caller['LC_ALL'], caller['LC_CTYPE'], caller['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  // A bare C locale (cron, a service) has no letters beyond ASCII; macOS has no C.UTF-8.
  const utf8 = platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const characters = named === undefined || /^(?:C|POSIX)$/.test(named) ? utf8 : named;
  return { LANG: characters, LC_CTYPE: characters, LC_MESSAGES: 'C' };
}

/** Windows compares the names of variables without regard to case. */
function valueOf(platform: string, environment: Environment, name: string): string | undefined {
  if (platform !== 'win32') return environment[name];
  const wanted = name.toLowerCase();
  return Object.entries(environment).find(([key]) => key.toLowerCase() === wanted)?.[1];
}
