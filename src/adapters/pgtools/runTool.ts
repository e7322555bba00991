import { isAbsolute } from 'node:path';
import type { Cancellation } from '../../core/cancellation';
import type { CommandLine } from '../../core/commandLine';
import { childEnvironment } from '../../core/tools/childEnvironment';
import type { ProgramEnd, ProgramStreams } from './programEnd';
import { runProgram } from './runProgram';
import { safeFolder } from './safeFolder';

/**
 * Runs a client program; the caller's environment reaches it only as far as the operating system and libpq need.
 * It works in the user's home folder, so every file in `args` must be absolute.
 * @param program the absolute path that was chosen for `commandLine.tool`
 * @throws whatever `streams` threw, unless the user cancelled
 */
export async function runTool(
  program: string,
  commandLine: CommandLine,
  streams: ProgramStreams,
  signal: Cancellation,
): Promise<ProgramEnd> {
  if (!isAbsolute(program)) throw new Error(`not an absolute path: ${program}`);
  const call = {
    program,
    args: commandLine.args,
    env: childEnvironment(process.platform, process.env, commandLine.env),
    cwd: safeFolder(),
  };
  return runProgram(call, streams, signal);
}
