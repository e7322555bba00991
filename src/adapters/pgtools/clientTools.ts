import { cancelledError, type Cancellation } from '../../core/cancellation';
import type { CommandLine } from '../../core/commandLine';
import { BackupError } from '../../core/errors';
import { majorVersion } from '../../core/server/sourceFacts';
import { text } from '../../core/text';
import { chooseTool } from '../../core/tools/chooseTool';
import type { ToolSearch } from '../../core/tools/foundTools';
import type { ToolPorts } from '../../core/tools/ports';
import { psqlKnowsRestrict } from '../../core/tools/restrictCommand';
import { findTools } from './findTools';
import { writePasswordFile } from './passwordFile';
import { gatherPlatformFacts } from './platformFacts';
import type { ProgramEnd } from './programEnd';
import { runTool } from './runTool';

/** The client programs of this machine, as the flows use them. */
export interface ClientTools extends ToolPorts {
  /** Begins to look for the programs, so that the next `pickTool` need not wait for their versions. */
  lookAhead(signal: Cancellation): void;
}

/** @param settingFolders gives the folders of the user's setting as they are now */
export function clientTools(settingFolders: () => readonly string[]): ClientTools {
  let ahead: Promise<ToolSearch> | undefined;
  const look = async (signal: Cancellation): Promise<ToolSearch> =>
    await findTools(await gatherPlatformFacts(), settingFolders(), signal);
  return {
    lookAhead(signal) {
      ahead = look(signal);
      // Whoever picks a tool meets the failure.
      ahead.catch(() => undefined);
    },
    async pickTool(needs, signal) {
      const search = await (ahead ?? look(signal));
      ahead = undefined;
      const { path, version } = chooseTool(needs, search).found;
      return {
        program: path,
        major: majorVersion(version.number),
        version: version.printed,
        knowsRestrict: needs.tool === 'psql' && psqlKnowsRestrict(version),
      };
    },
    async runTool({ program }, commandLine, onLine, signal, input) {
      const end = await runTool(program, commandLine, { onLine, input }, signal);
      if (end.cancelled || signal.aborted) throw cancelledError();
      if (end.spawnError !== undefined) throw notStarted(program, commandLine, end.spawnError);
      return { exitCode: end.exitCode, signal: end.signal };
    },
    async withPassword({ password }, use) {
      if (password === undefined) return use({});
      const file = await writePasswordFile(password.reveal());
      if (file === undefined) return use({ PGPASSWORD: password.reveal() });
      try {
        return await use({ PGPASSFILE: file.path });
      } finally {
        await file.remove();
      }
    },
  };
}

function notStarted(
  program: string,
  { tool }: CommandLine,
  error: NonNullable<ProgramEnd['spawnError']>,
): BackupError {
  return new BackupError({
    kind: 'failed',
    code: 'tool-not-started',
    what: text('{tool} ({program}) could not be started: {reason}.', { tool, program, reason: error.code }),
    remedy: text('Check that the program is still there and that you may run it.'),
    cause: error,
  });
}
