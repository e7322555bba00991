import type { Cancellation } from '../cancellation';
import { BackupError } from '../errors';
import type { ServerFacts } from '../server/sourceFacts';
import { text } from '../text';
import type { PickedTool } from '../tools/ports';
import type { RestorableBackup } from './openForRestore';
import type { RestorePorts } from './ports';

/**
 * Picks the program that restores a backup on a server, before anything is made there.
 * @throws BackupError of kind `refused` where there is none, or none that may run this script
 */
export async function pickRestoreTool(
  { read }: RestorableBackup,
  server: ServerFacts,
  ports: RestorePorts,
  signal: Cancellation,
): Promise<PickedTool> {
  const tool = await ports.pickTool(
    {
      tool: read.kind === 'archive' ? 'pg_restore' : 'psql',
      serverVersionNumber: server.versionNumber,
      archiveVersion: read.kind === 'archive' ? read.archive.archiveVersion : undefined,
    },
    signal,
  );
  const [problem] = read.kind === 'script' && !tool.knowsRestrict ? read.script.problemsWithoutRestrict : [];
  if (problem === undefined) return tool;
  throw new BackupError({
    kind: 'refused',
    code: 'script-needs-newer-psql',
    what: text('psql {version} could read this script otherwise than it seems. Line {line}: {what}', {
      version: tool.version,
      line: problem.line,
      what: problem.what,
    }),
    remedy: text('Install the newest minor version of psql.'),
  });
}
