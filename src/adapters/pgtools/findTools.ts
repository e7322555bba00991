import { throwIfCancelled, type Cancellation } from '../../core/cancellation';
import type { FoundTool, ToolSearch, UnusableTool } from '../../core/tools/foundTools';
import type { PlatformFacts } from '../../core/tools/platformFacts';
import { askVersion, type VersionAnswer } from './askVersion';
import { findPrograms, type ProgramFile } from './programFiles';

/** Programs asked for their version at the same time. */
const askedAtOnce = 4;

/** Answers of this process, by path, time of change and size: asking takes a process each. */
const answers = new Map<string, VersionAnswer>();

/**
 * Looks for the client programs and asks each for its version, the most wanted first. A program reached by several
 * paths is listed once; one that does not work is listed with the reason and spoils nothing else.
 * @param settingFolders the folders of the user's setting
 * @throws BackupError `cancelled`
 */
export async function findTools(
  facts: PlatformFacts,
  settingFolders: readonly string[],
  signal: Cancellation,
): Promise<ToolSearch> {
  throwIfCancelled(signal);
  const { programs, unusable } = await findPrograms(facts, settingFolders);
  const usable: FoundTool[] = [];
  const failing: UnusableTool[] = [];
  const asked = await askAll(programs, signal);
  for (const { program, answer } of asked) {
    const { tool, path, origin } = program;
    if ('version' in answer) usable.push({ tool, path, origin, version: answer.version });
    else failing.push({ tool, path, why: answer.why });
  }
  return { usable, unusable: [...unusable, ...failing], facts };
}

interface Asked {
  readonly program: ProgramFile;
  readonly answer: VersionAnswer;
}

/** Asks some at a time; the answers come in the order of the programs. */
async function askAll(programs: readonly ProgramFile[], signal: Cancellation): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const queue = programs.entries();
  const askOneByOne = async (): Promise<void> => {
    for (const [index, program] of queue) {
      asked[index] = { program, answer: await askOnce(program, signal) };
    }
  };
  await Promise.all(Array.from({ length: askedAtOnce }, askOneByOne));
  return asked;
}

async function askOnce(program: ProgramFile, signal: Cancellation): Promise<VersionAnswer> {
  const key = JSON.stringify([program.tool, program.path, program.changedMs, program.bytes]);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = await askVersion(program.tool, program.path, signal);
  if ('version' in answer || answer.isLasting) answers.set(key, answer);
  return answer;
}
