import { BackupError } from '../errors';
import { text, type Text } from '../text';
import { oldestReader } from './archiveReaders';
import type { FoundTool, ToolSearch, UnusableTool } from './foundTools';
import { howToInstall } from './installAdvice';
import { toolFoldersSetting } from './toolFoldersSetting';
import { refusesNewerServers } from './fitness';
import type { ToolNeeds } from './ports';
import { branchOf, majorText, versionText } from './toolVersion';

/** At most so many finds are listed in a message. */
const longestList = 12;

/** The error for a program that is missing or too old: what was looked for, what was found, and how to get one. */
export function missingTool(needs: ToolNeeds, search: ToolSearch): BackupError {
  const { tool } = needs;
  const usable = search.usable.filter((found) => found.tool === tool);
  const unusable = search.unusable.filter((found) => found.tool === tool || found.tool === undefined);
  const isMissing = usable.length === 0;
  const sentences = [
    isMissing
      ? text('{tool} was not found in the folders that were named, in PATH or in the usual places.', { tool })
      : text('No {tool} that was found is new enough.', { tool }),
    ...neededSentence(needs),
    ...(isMissing ? [] : [text('Found: {list}.', { list: listed(usable.map(foundItem)) })]),
    ...(unusable.length === 0
      ? []
      : [text('Cannot be used: {list}.', { list: listed(unusable.map(unusableItem)) })]),
  ];
  return new BackupError({
    kind: 'refused',
    code: isMissing ? 'tool-missing' : 'tool-too-old',
    what: joined(sentences, (first, rest) => text('{first} {rest}', { first, rest })),
    remedy: text(
      '{install} Or name the folder of a suitable {tool}: in VS Code in the setting {setting}, on the command line with {option}.',
      {
        install: howToInstall(neededVersion(needs), search.facts),
        tool,
        setting: toolFoldersSetting,
        option: '--tools',
      },
    ),
  });
}

/** The version that the program must at least have, as a version number; undefined where any will do. */
function neededVersion({ tool, serverVersionNumber, archiveVersion }: ToolNeeds): number | undefined {
  const forServer = serverVersionNumber === undefined ? undefined : branchOf(serverVersionNumber);
  if (refusesNewerServers(tool) || archiveVersion === undefined) return forServer;
  return Math.max(forServer ?? 0, oldestReader(archiveVersion));
}

function neededSentence({ tool, serverVersionNumber, archiveVersion }: ToolNeeds): readonly Text[] {
  if (refusesNewerServers(tool)) {
    if (serverVersionNumber === undefined) return [];
    const values = { tool, needed: majorText(serverVersionNumber), server: versionText(serverVersionNumber) };
    return [text('{tool} {needed} or newer is needed, because the server is PostgreSQL {server}.', values)];
  }
  if (archiveVersion === undefined) return [];
  return [
    text('{tool} {needed} or newer is needed, because the archive has format version {archive}.', {
      tool,
      needed: majorText(oldestReader(archiveVersion)),
      archive: `${archiveVersion.major}.${archiveVersion.minor}`,
    }),
  ];
}

function foundItem({ version, path }: FoundTool): Text {
  return text('{version} ({path})', { version: version.text, path });
}

function unusableItem({ path, why }: UnusableTool): Text {
  return text('{path} ({why})', { path, why });
}

function listed(items: readonly Text[]): Text {
  const hidden = items.length - longestList;
  const shown = items.slice(0, longestList);
  return joined(hidden > 0 ? [...shown, text('and {count} more', { count: hidden })] : shown, (first, rest) =>
    text('{first}; {rest}', { first, rest }),
  );
}

function joined(parts: readonly Text[], join: (first: Text, rest: Text) => Text): Text {
  return parts.reduceRight((rest, first) => join(first, rest));
}
