/** What a program of the tests inherits: the search path and no more, so that a developer's settings change nothing. */
export function programEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), LANG: 'C.UTF-8', ...more };
}
