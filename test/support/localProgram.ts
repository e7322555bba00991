import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from './findProgram';
import { projectRoot } from './projectRoot';

export interface ProgramCall {
  readonly command: string;
  readonly args: readonly string[];
}

/** A call of a development tool from node_modules, without a shell and without npm's wrappers. */
export function localProgram(packageName: string, program: string, args: readonly string[]): ProgramCall {
  const folder = path.join(projectRoot, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : bin[program];
  if (file === undefined) throw new Error(`${packageName} has no program ${program}`);
  return { command: process.execPath, args: [path.join(folder, file), ...args] };
}

/** A call of npm: the one that runs this script, else the one on PATH. */
export function npmCall(args: readonly string[]): ProgramCall {
  const running = process.env['npm_execpath'];
  if (running?.endsWith('.js') === true) return { command: process.execPath, args: [running, ...args] };
  const found = findProgram(['npm']);
  if (found === undefined) throw new Error('npm is not on PATH');
  return { command: found, args };
}
