import type { ToolName } from '../commandLine';
import { canReadArchive } from './archiveReaders';
import type { FoundTool } from './foundTools';
import type { ToolNeeds } from './ports';
import { branchOf } from './toolVersion';

/** Whether the program can do the work at all. */
export function copes(found: FoundTool, needs: ToolNeeds): boolean {
  if (refusesNewerServers(found.tool)) return isNewEnoughForServer(found, needs);
  return needs.archiveVersion === undefined || canReadArchive(found.version.number, needs.archiveVersion);
}

/** Whether the program is of the server's major version or newer. */
export function isNewEnoughForServer(found: FoundTool, { serverVersionNumber }: ToolNeeds): boolean {
  return serverVersionNumber === undefined || branchOf(found.version.number) >= branchOf(serverVersionNumber);
}

/** The programs that dump end with `server version mismatch` on a server newer than themselves. */
export function refusesNewerServers(tool: ToolName): boolean {
  return tool === 'pg_dump' || tool === 'pg_dumpall';
}
