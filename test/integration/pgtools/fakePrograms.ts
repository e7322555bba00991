import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder whose name tries what a path may hold. */
export async function awkwardFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'pgtools-')));
  const folder = join(base, `l'été "à Paris" $HOME; *`);
  await mkdir(folder);
  return { folder, remove: () => rm(base, { recursive: true, force: true }) };
}

/** Writes an executable shell script. */
export async function script(path: string, body: string, mode = 0o755): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, mode);
  return path;
}

/** An executable Node script. */
export async function nodeScript(path: string, body: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!${process.execPath}\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

/** Whether a process still does something: one that has ended and waits to be collected does not. */
export function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}
