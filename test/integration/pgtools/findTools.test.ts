import { link, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTools } from '../../../src/adapters/pgtools/findTools';
import { gatherPlatformFacts } from '../../../src/adapters/pgtools/platformFacts';
import { inEnglish } from '../../../src/core/text';
import type { ToolSearch } from '../../../src/core/tools/foundTools';
import type { PlatformFacts } from '../../../src/core/tools/platformFacts';
import { awkwardFolder, isRunning, script } from './fakePrograms';

/** A machine without any client program but those of a test. The known places are those of macOS, which are not here. */
function bareMachine(path: string): PlatformFacts {
  return { platform: 'darwin', env: { PATH: path }, home: undefined, distribution: [] };
}

const never = new AbortController().signal;
let root: { folder: string; remove: () => Promise<void> };
let count = 0;
const fresh = (): string => join(root.folder, `case ${++count}`);

beforeAll(async () => {
  root = await awkwardFolder();
});
afterAll(() => root.remove());

async function only(path: string, setting: readonly string[] = []): Promise<ToolSearch> {
  return findTools(bareMachine(path), setting, never);
}

function reasons(search: ToolSearch): string[] {
  return search.unusable.map(({ path, why }) => `${path.split('/').at(-1) ?? ''}: ${inEnglish(why)}`);
}

test('finds the real programs of this machine, but not Debian’s wrapper', async () => {
  const search = await findTools(await gatherPlatformFacts(), [], never);
  for (const tool of ['pg_dump', 'pg_restore', 'psql', 'pg_dumpall']) {
    const found = search.usable.filter((candidate) => candidate.tool === tool);
    expect(found.length).toBeGreaterThan(0);
    for (const { version, path } of found) {
      expect(version.number).toBeGreaterThanOrEqual(90_000);
      expect(path).toMatch(/^\//);
    }
  }
  expect(search.usable.map(({ path }) => path)).not.toContain('/usr/share/postgresql-common/pg_wrapper');
});

test('a program in an awkward folder answers; the setting comes before PATH', async () => {
  const [inSetting, inPath] = [fresh(), fresh()];
  await script(join(inSetting, 'bin', 'pg_dump'), 'echo "pg_dump (PostgreSQL) 17.2"');
  await script(join(inPath, 'pg_dump'), 'echo "pg_dump (PostgreSQL) 16.1 (Ubuntu 16.1-1)"');
  const { usable, unusable } = await only(inPath, [inSetting]);
  expect(usable.map(({ path, origin, version }) => [path, origin, version.printed])).toEqual([
    [join(inSetting, 'bin', 'pg_dump'), 'setting', '17.2'],
    [join(inPath, 'pg_dump'), 'path', '16.1 (Ubuntu 16.1-1)'],
  ]);
  expect(unusable).toEqual([]);
});

describe('a broken program spoils only itself', () => {
  test('garbage, another product, failures, no right to run, a folder of that name', async () => {
    const folder = fresh();
    await script(join(folder, 'pg_dump'), 'echo "pg_dump (PostgreSQL) 17.2"');
    await script(join(folder, 'psql'), 'printf "\\033[31mI am\\nnot psql"');
    await script(
      join(folder, 'pg_restore'),
      'echo "libpq.so.5: cannot open shared object file" >&2; exit 127',
    );
    await mkdir(join(folder, 'pg_dumpall'));
    const other = fresh();
    await script(join(other, 'psql'), 'exit 0', 0o644);
    await mkdir(join(other, 'pg_dump'), { recursive: true });
    const search = await only(`${folder}:${other}`);
    expect(search.usable.map(({ path }) => path)).toEqual([join(folder, 'pg_dump')]);
    expect(reasons(search).sort()).toEqual([
      'pg_dump: not a file',
      'pg_dumpall: not a file',
      'pg_restore: fails when asked for its version: libpq.so.5: cannot open shared object file',
      'psql: not executable',
      'psql: not this program of PostgreSQL: it answered “[31mI am not psql”',
    ]);
  });

  test('one whose interpreter is missing', async () => {
    const folder = fresh();
    await mkdir(folder);
    await writeFile(join(folder, 'psql'), '#!/no/such/interpreter\n', { mode: 0o755 });
    expect(reasons(await only(folder))).toEqual(['psql: cannot be started: ENOENT']);
  });

  test('one that never stops talking', async () => {
    const folder = fresh();
    await script(join(folder, 'psql'), 'while :; do echo babble babble babble; done');
    const [reason] = reasons(await only(folder));
    expect(reason).toMatch(/^psql: (not this program|fails when asked)/);
  });

  test('one that hangs, with all that it started, is given up after five seconds', async () => {
    const folder = fresh();
    const pids = join(root.folder, 'pids');
    await script(join(folder, 'psql'), `sleep 600 & echo "$! $$" > '${pids.replaceAll("'", `'\\''`)}'; wait`);
    await script(join(folder, 'pg_dump'), 'echo "pg_dump (PostgreSQL) 17.2"');
    const started = performance.now();
    const search = await only(folder);
    expect(performance.now() - started).toBeLessThan(8000);
    expect(reasons(search)).toEqual(['psql: no answer within 5 seconds']);
    expect(search.usable).toHaveLength(1);
    const left = (await readFile(pids, 'utf8')).trim().split(' ').map(Number).filter(isRunning);
    expect(left).toEqual([]);
  });
});

test('links to one program count once, links in a loop are named', async () => {
  const [folder, links] = [fresh(), fresh()];
  const program = await script(join(folder, 'pg_dump'), 'echo "pg_dump (PostgreSQL) 17.2"');
  await mkdir(links);
  await symlink(program, join(links, 'pg_dump'));
  await symlink('psql', join(links, 'psql'));
  await symlink('/nowhere', join(links, 'pg_restore'));
  const search = await only(`${links}:${folder}`);
  expect(search.usable.map(({ path }) => path)).toEqual([join(links, 'pg_dump')]);
  expect(reasons(search)).toEqual(['psql: cannot be looked at: ELOOP']);
});

test('folders of the setting that help nobody are named', async () => {
  const empty = fresh();
  await mkdir(empty);
  const search = await only('', ['bin', empty, '/usr/share/nothing/here']);
  expect(search.unusable.map(({ tool, path, why }) => [tool, path, inEnglish(why)])).toEqual([
    [undefined, 'bin', 'not an absolute path'],
    [undefined, empty, 'holds no PostgreSQL client program'],
    [undefined, '/usr/share/nothing/here', 'holds no PostgreSQL client program'],
  ]);
});

test('a program is asked once, and again when it has changed', async () => {
  const folder = fresh();
  const program = join(folder, 'pg_dump');
  const body = (version: string): string =>
    `echo x >> "$(dirname "$0")/asked"; echo "pg_dump (PostgreSQL) ${version}"`;
  await script(program, body('16.1'));
  const times = async (): Promise<number> => (await readFile(join(folder, 'asked'), 'utf8')).length / 2;
  await only(folder);
  await only(folder);
  expect(await times()).toBe(1);
  await script(program, body('17.10'));
  expect((await only(folder)).usable[0]?.version.text).toBe('17.10');
  expect(await times()).toBe(2);
});

test('a cancelled search ends at once', async () => {
  const folder = fresh();
  await script(join(folder, 'psql'), 'sleep 600');
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 200);
  const started = performance.now();
  await expect(findTools(bareMachine(folder), [], abort.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  expect(performance.now() - started).toBeLessThan(2500);
  await link(join(folder, 'psql'), join(folder, 'pg_dump'));
  await expect(findTools(bareMachine(folder), [], abort.signal)).rejects.toMatchObject({ kind: 'cancelled' });
});
