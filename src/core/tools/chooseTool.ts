import { text, type Text } from '../text';
import type { FoundTool, ToolSearch } from './foundTools';
import { missingTool } from './missingTool';
import { psqlKnowsRestrict } from './restrictCommand';
import { toolFoldersSetting } from './toolFoldersSetting';
import { copes, isNewEnoughForServer } from './fitness';
import type { ToolNeeds } from './ports';
import { branchOf, majorText } from './toolVersion';

/** The program to run, and why this one. */
export interface ToolChoice {
  readonly found: FoundTool;
  readonly reason: Text;
}

/**
 * Chooses the lowest version that is new enough, because a newer one may write what an older server does not know.
 * pg_dump and pg_dumpall must not be older than the server: they refuse it. pg_restore and psql must read the archive;
 * one that is older than the server still works, so the newest such is taken where nothing better is there.
 * A program in a folder of the user's setting comes before all others.
 * @throws BackupError `refused`: `tool-missing` where there is none, `tool-too-old` where none is new enough
 */
export function chooseTool(needs: ToolNeeds, search: ToolSearch): ToolChoice {
  const fit = search.usable.filter((found) => found.tool === needs.tool && copes(found, needs));
  const fromSetting = fit.filter((found) => found.origin === 'setting');
  const pool = fromSetting.length > 0 ? fromSetting : fit;
  const newEnough = pool.filter((found) => isNewEnoughForServer(found, needs));
  const takesNewest = newEnough.length === 0 || !isDemanding(needs);
  const [found] = [...preferred(newEnough.length > 0 ? newEnough : pool)].sort((a, b) =>
    byFitness(a, b, takesNewest),
  );
  if (found === undefined) throw missingTool(needs, search);
  return { found, reason: reasonFor(found, needs, takesNewest) };
}

function isDemanding(needs: ToolNeeds): boolean {
  return needs.serverVersionNumber !== undefined || needs.archiveVersion !== undefined;
}

/** psql is run on scripts, which `\restrict` tames: one that knows it comes first. And releases come before betas. */
function preferred(pool: readonly FoundTool[]): readonly FoundTool[] {
  const knowing = pool.filter((found) => found.tool === 'psql' && psqlKnowsRestrict(found.version));
  const narrowed = knowing.length > 0 ? knowing : pool;
  const released = narrowed.filter((found) => !found.version.prerelease);
  return released.length > 0 ? released : narrowed;
}

/** The lowest major first, or the highest; among equal majors the highest minor; else as they were found. */
function byFitness(a: FoundTool, b: FoundTool, takesNewest: boolean): number {
  const majors = branchOf(a.version.number) - branchOf(b.version.number);
  if (majors !== 0) return takesNewest ? -majors : majors;
  return b.version.number - a.version.number;
}

function reasonFor(found: FoundTool, needs: ToolNeeds, isNewest: boolean): Text {
  const values = { tool: found.tool, version: found.version.text, path: found.path };
  if (needs.serverVersionNumber !== undefined && !isNewEnoughForServer(found, needs)) {
    return text(
      '{tool} {version} ({path}): older than the server, PostgreSQL {server}, but it works with it.',
      { ...values, server: majorText(needs.serverVersionNumber) },
    );
  }
  if (found.origin === 'setting') {
    const setting = toolFoldersSetting;
    return text('{tool} {version} ({path}): from the folders in the setting {setting}.', {
      ...values,
      setting,
    });
  }
  return isNewest
    ? text('{tool} {version} ({path}): the newest one found.', values)
    : text('{tool} {version} ({path}): the lowest version found that is new enough.', values);
}
