import type { Archive } from '../archive/tableOfContents';
import { throwIfCancelled, type Cancellation } from '../cancellation';
import type { Connection } from '../connection/connection';
import { filterPlainScript, type DroppedStatement } from '../plainScript/filterPlainScript';
import { text } from '../text';
import type { PickedTool, ToolExit } from '../tools/ports';
import { collectMessages } from '../toolMessages/collectMessages';
import { reconcileMessages } from '../toolMessages/reconcileMessages';
import { sortMessages, type SortedMessage } from '../toolMessages/sortMessages';
import type { RestorableBackup } from './openForRestore';
import type { RestorePorts, TargetDatabase } from './ports';
import type { RestoreRequest } from './request';
import { archiveRestoreCommand, scriptRestoreCommand, type RestoreSession } from './restoreCommand';
import { selectEntries } from './selection';

/** What is run into which database. */
export interface RestoreRun {
  readonly request: RestoreRequest;
  readonly backup: RestorableBackup;
  readonly tool: PickedTool;
  readonly connection: Connection & { readonly database: string };
  readonly database: TargetDatabase;
  readonly jobs: number;
}

const phase = text('Restoring');

/** Runs the tool that fits the backup, and gives its messages, each told as harmless, consequence or real. */
export async function runRestore(
  run: RestoreRun,
  ports: RestorePorts,
  signal: Cancellation,
): Promise<readonly SortedMessage[]> {
  ports.report({ phase });
  const { connection, backup } = run;
  return await ports.withPassword(connection, async (passwordEnvironment) => {
    const session = { connection, isSuperuser: run.database.facts.isSuperuser, passwordEnvironment };
    return backup.read.kind === 'archive'
      ? await runArchive(run, backup.read.archive, session, ports, signal)
      : await runScript(run, session, ports, signal);
  });
}

async function runArchive(
  run: RestoreRun,
  archive: Archive,
  session: RestoreSession,
  ports: RestorePorts,
  signal: Cancellation,
): Promise<readonly SortedMessage[]> {
  const { request, backup, tool, jobs } = run;
  const { read, path: file } = backup;
  if (read.kind !== 'archive') throw new Error('a script is not run by pg_restore');
  const collected = collectMessages('pg_restore', {
    onProgress: ({ object }) => ports.report({ phase, object }),
  });
  const restoreWith = async (useList: string | undefined): Promise<ToolExit> => {
    const commandLine = archiveRestoreCommand(request, session, { file, format: read.format, useList }, jobs);
    return await ports.runTool(tool, commandLine, (line) => collected.line(line), signal);
  };
  const exit = hasSelection(request)
    ? await ports.withTemporaryFile(useListText(archive, request), restoreWith)
    : await restoreWith(undefined);
  const dependencies = new Map(archive.entries.map((entry) => [entry.dumpId, entry]));
  const sorted = sortMessages(collected.end(), {
    dependencies: (dumpId) => dependencies.get(dumpId)?.dependencies ?? [],
  });
  return reconcileMessages('pg_restore', sorted, exit);
}

/** Whether entries are picked one by one; sections alone are pg_restore's own affair. */
export function hasSelection({ schemas, tables }: RestoreRequest): boolean {
  return schemas.length + tables.length > 0;
}

function useListText(archive: Archive, request: RestoreRequest): string {
  return selectEntries(archive.entries, request)
    .map((dumpId) => `${dumpId};\n`)
    .join('');
}

async function runScript(
  run: RestoreRun,
  session: RestoreSession,
  ports: RestorePorts,
  signal: Cancellation,
): Promise<readonly SortedMessage[]> {
  const { request, backup, tool, database, connection } = run;
  if (backup.chunks === undefined) throw new Error('a script is a file');
  const { knowsRestrict } = tool;
  const settings = await database.settingNames();
  const dropped: DroppedStatement[] = [];
  const statements = filterPlainScript(
    backup.chunks(),
    {
      database: connection.database,
      psqlKnowsRestrict: knowsRestrict,
      noOwner: !request.owner,
      noPrivileges: !request.privileges,
      knowsParameter: (name) => settings.has(name),
      mayCommentOnExtension: database.facts.isSuperuser,
      ownsPublicSchema: await database.ownsPublicSchema(),
      targetIsEmpty: true,
    },
    (statement) => {
      if (dropped.length < mostDropped) dropped.push(statement);
    },
  );
  const collected = collectMessages('psql');
  const input = knowsRestrict ? restricted(statements, ports.randomKey()) : statements;
  const exit = await ports.runTool(
    tool,
    scriptRestoreCommand(session),
    (line) => collected.line(line),
    signal,
    input,
  );
  throwIfCancelled(signal);
  const sorted = reconcileMessages('psql', sortMessages(collected.end()), exit);
  return [...dropped.map(toldAsHarmless), ...sorted];
}

const mostDropped = 100;

/** Runs a script in psql's restricted mode, in which no meta-command does anything. */
async function* restricted(statements: AsyncIterable<Uint8Array>, key: string): AsyncGenerator<Uint8Array> {
  yield asciiBytes(`\\restrict ${key}\n`);
  yield* statements;
  yield asciiBytes(`\\unrestrict ${key}\n`);
}

function asciiBytes(string: string): Uint8Array {
  return Uint8Array.from(string, (character) => character.charCodeAt(0));
}

function toldAsHarmless({ line, statement, why }: DroppedStatement): SortedMessage {
  return {
    tool: 'psql',
    severity: 'notice',
    origin: 'product',
    text: statement,
    line,
    ownText: text('Left out, line {line}: {statement}', { line, statement: statement.trim() }),
    verdict: 'harmless',
    why,
  };
}
