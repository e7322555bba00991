import type { RestoreReport } from '../../core/restore/report';
import { checkDatabaseName } from '../../core/restore/restoringName';
import { BackupError } from '../../core/errors';
import { text, type Text } from '../../core/text';
import { openConnection } from '../connections';
import type { Editor } from '../editor';
import { formatDuration } from '../format';
import { language } from '../language';
import { withLoggedTools } from '../log/loggedTools';
import { logRestore } from '../log/logRestore';
import type { FoundBackup } from '../ports';
import { withProgress } from '../progress';
import { durationOf, failureSentences } from '../restoreOutcome';
import type { PlacedConnection } from '../settings/settings';
import { announce, showLog } from './announce';
import { askText } from './askText';
import { chooseBackup, chooseConnection, listDatabases } from './chooseNode';
import type { Command } from './command';

/** Restores a backup into a database that it makes. */
export const restoreIntoNewDatabase: Command = {
  id: 'pgBackup.restoreIntoNewDatabase',
  needsTrust: true,
  async run(editor, node) {
    const backup = node?.kind === 'backup' ? node.backup : await chooseBackup(editor);
    const saved = await chooseConnection(node);
    const name = await askName(editor, saved, backup);
    const connection = await openConnection(saved, editor.ports, editor.passwords);
    const { restoreDatabase } = await import('../../core/restore/restoreDatabase');
    const restoring = withProgress(text('Restore of “{name}”', { name }), async (tell, signal) =>
      restoreDatabase(
        {
          file: backup.path,
          connection,
          target: {
            kind: 'create',
            name,
            owner: undefined,
            encoding: undefined,
            locale: undefined,
            provider: undefined,
          },
          jobs: undefined,
          schemas: [],
          tables: [],
          sections: [],
          owner: true,
          privileges: true,
          dropOnFailure: false,
        },
        withLoggedTools(await editor.ports.restorePorts(tell), editor.log),
        signal,
      ),
    );
    // A restore that was cancelled may have left its unfinished database, which is to be seen.
    const report = await restoring.finally(() =>
      editor.view.refresh({ kind: 'connection', connection: saved }),
    );
    announceRestore(editor, saved, backup, name, report);
  },
};

/** The longest name that a server takes unless it was built otherwise; the restore itself asks the server. */
const usualLongestName = 63;

async function askName(editor: Editor, saved: PlacedConnection, backup: FoundBackup): Promise<string> {
  const taken = new Set((await listDatabases(editor, saved)).map(({ name }) => name));
  return await askText({
    title: text('Restore Into a New Database'),
    prompt: text('Name of the new database on “{server}”', { server: saved.name }),
    value: freeName(backup.database ?? 'database', taken),
    check(name) {
      checkDatabaseName(name, usualLongestName);
      if (!taken.has(name)) return;
      throw new BackupError({
        kind: 'usage',
        code: 'database-exists',
        what: text('There is already a database “{name}”.', { name }),
        remedy: text('Choose another name.'),
      });
    },
  });
}

function freeName(database: string, taken: ReadonlySet<string>): string {
  const wanted = `${database}_restored`;
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
  return name;
}

function announceRestore(
  editor: Editor,
  connection: PlacedConnection,
  backup: FoundBackup,
  name: string,
  report: RestoreReport,
): void {
  const sentences = outcomeSentences(name, report);
  const severity = { restored: 'information', 'restored-with-warnings': 'warning', failed: 'error' } as const;
  logRestore(editor.log, report, sentences);
  void announce(severity[report.outcome], sentences, [
    {
      label: text('Show Report'),
      run: () => editor.reports.show({ name, backup: backup.path, connection: connection.name, report }),
    },
    showLog(editor),
  ]);
}

/** How it ended, in honest words. */
function outcomeSentences(name: string, report: RestoreReport): readonly Text[] {
  const duration = formatDuration(durationOf(report), language());
  switch (report.outcome) {
    case 'restored':
      return [text('“{name}” was restored and verified in {duration}.', { name, duration })];
    case 'restored-with-warnings':
      return [
        text('“{name}” was restored in {duration}, with warnings: the report tells them.', {
          name,
          duration,
        }),
      ];
    case 'failed':
      return [text('“{name}” was not restored.', { name }), ...failureSentences(report)];
  }
}
