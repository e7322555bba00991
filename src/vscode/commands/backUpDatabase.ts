import { wholeDatabase } from '../../core/backup/request';
import type { FinishedBackup } from '../../core/backup/backUp';
import { withDatabase } from '../../core/connection/connection';
import { BackupError } from '../../core/errors';
import { text, type Text } from '../../core/text';
import { openConnection } from '../connections';
import type { Editor } from '../editor';
import { formatBytes, formatDuration } from '../format';
import { language, translate } from '../language';
import { withLoggedTools } from '../log/loggedTools';
import { plainMessage } from '../plainMessage';
import { withProgress } from '../progress';
import { readBackupSettings } from '../settings/settings';
import { announce, showLog } from './announce';
import { chooseConnection, chooseDatabase } from './chooseNode';
import type { Command } from './command';
import { revealFile } from './revealFile';

/** Below this size, counting the rows takes moments, and a restore can then be held against them. */
const countedBelowBytes = 1_000_000_000;

/** Backs up a database into the first of the configured folders. */
export const backUpDatabase: Command = {
  id: 'pgBackup.backUp',
  needsTrust: true,
  async run(editor, node) {
    const saved = await chooseConnection(node);
    const chosen = node?.kind === 'database' ? node.database : await chooseDatabase(editor, saved);
    const database = chosen.name;
    const { folders, format, namePattern, targetProblem } = readBackupSettings();
    // A backup that lands somewhere else than asked would not be found when it is needed.
    if (targetProblem !== undefined) {
      throw new BackupError({
        kind: 'usage',
        code: 'backup-folder-unusable',
        what: targetProblem,
        remedy: text('Correct it in the settings.'),
      });
    }
    const connection = withDatabase(await openConnection(saved, editor.ports, editor.passwords), database);
    const { backUp } = await import('../../core/backup/backUp');
    const done = await withProgress(text('Backup of “{database}”', { database }), async (report, signal) =>
      backUp(
        {
          connection: { ...connection, database },
          folder: folders[0],
          namePattern,
          format,
          jobs: undefined,
          compression: undefined,
          options: wholeDatabase,
          countSource: (chosen.bytes ?? Infinity) < countedBelowBytes,
        },
        withLoggedTools(await editor.ports.backupPorts(report), editor.log),
        signal,
      ),
    );
    announceBackup(editor, database, done);
    editor.view.refresh(node?.kind === 'database' ? node : undefined);
    if (node?.kind === 'database') await editor.view.reveal(node);
  },
};

function announceBackup(editor: Editor, database: string, done: FinishedBackup): void {
  const { published, digest, warnings, durationMs } = done;
  const sentences: Text[] = [
    text('“{database}” was backed up in {duration}: {name} ({size}).', {
      database,
      duration: formatDuration(durationMs, language()),
      name: published.name,
      size: formatBytes(digest.bytes, language()),
    }),
    ...warnings,
  ];
  editor.log.info(plainMessage(translate(text('Backup: {file}', { file: published.file }))));
  for (const warning of warnings) editor.log.warn(plainMessage(translate(warning)));
  void announce(warnings.length > 0 ? 'warning' : 'information', sentences, [
    revealFile(published.file),
    showLog(editor),
  ]);
}
