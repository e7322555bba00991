import { cancelledError } from '../../core/cancellation';
import type { CommandLine } from '../../core/commandLine';
import { BackupError } from '../../core/errors';
import { majorVersion } from '../../core/server/sourceFacts';
import { text } from '../../core/text';
import { chooseTool } from '../../core/tools/chooseTool';
import type { ToolPorts } from '../../core/tools/ports';
import { psqlKnowsRestrict } from '../../core/tools/restrictCommand';
import { findTools } from './findTools';
import { writePasswordFile } from './passwordFile';
import { gatherPlatformFacts } from './platformFacts';
import type { ProgramEnd } from './programEnd';
import { runTool } from './runTool';

/**
 * The client programs of this machine, as the flows use them.
 * @param settingFolders gives the folders of the user's setting as they are now
 */
export function clientTools(settingFolders: () => readonly string[]): ToolPorts {
  return {
    async pickTool(needs, signal) {
      const search = await findTools(await gatherPlatformFacts(), settingFolders(), signal);
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
