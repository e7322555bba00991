import { throwIfCancelled, type Cancellation } from '../cancellation';
import { databaseFacts } from '../archive/databaseFacts';
import { withDatabase } from '../connection/connection';
import { BackupError } from '../errors';
import { text, type Text } from '../text';
import { checkSelection } from './checkSelection';
import { fillDatabase } from './fillDatabase';
import { makeDatabase } from './makeDatabase';
import { newDatabaseShape, shapeInArchive, shapeInScript, type KnownShape } from './newDatabaseShape';
import { openForRestore, type RestorableBackup } from './openForRestore';
import type { RestorePorts, TargetServer } from './ports';
import { restoreRecord, type RestoreRecord } from './record';
import type { RestoreReport } from './report';
import { pickRestoreTool } from './restoreTool';
import { checkRestoreOptions, checkSections, type NewDatabase, type RestoreRequest } from './request';
import { checkDatabaseName, restoringName } from './restoringName';

/** The signal of work that must be done after the user has cancelled, such as removing what is half made. */
const notCancelled: Cancellation = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

/**
 * Restores a backup into a new database, or into one that is there and empty. A new one is filled under an unfinished
 * name and renamed once everything is verified. The outcome rests on the messages of the tools and on what is found
 * in the database afterwards, never on an exit code alone.
 * @throws BackupError where nothing was begun, and when cancelled
 */
export async function restoreDatabase(
  request: RestoreRequest,
  ports: RestorePorts,
  signal: Cancellation,
): Promise<RestoreReport> {
  return await ports.openBackup(request.file, async (opened) => {
    const backup = await openForRestore(opened, ports, signal);
    checkRestoreOptions(request, backup.read.format);
    if (backup.read.kind === 'archive') checkSelection(backup.read.archive.entries, request);
    throwIfCancelled(signal);
    const record = restoreRecord(() => ports.milliseconds());
    record.verified([backup.checksum]);
    if (request.target.kind === 'into') return await restoreInto(request, backup, record, ports, signal);
    return await restoreAsNew(request, request.target, backup, record, ports, signal);
  });
}

async function restoreInto(
  request: RestoreRequest,
  backup: RestorableBackup,
  record: RestoreRecord,
  ports: RestorePorts,
  signal: Cancellation,
): Promise<RestoreReport> {
  const { name } = request.target;
  const connection = withDatabase(request.connection, name);
  // The session stays until the end: it holds the database for this restore.
  return await ports.withDatabase({ ...connection, database: name }, signal, async (database) => {
    if (!(await database.takeForRestore())) throw alreadyTaken(name);
    const objects = await database.userObjects(mostNamedObjects + 1);
    if (objects.length > 0) throw notEmpty(name, objects);
    checkSections(request);
    const tool = await pickRestoreTool(backup, database.facts, ports, signal);
    try {
      await keepingFailure(record, () => fillDatabase(request, backup, name, tool, record, ports, signal));
    } catch (error) {
      throwIfCancelled(
        signal,
        text('Cancelled. The database “{name}” may hold part of the backup.', { name }),
      );
      throw error;
    }
    return record.report(name);
  });
}

function alreadyTaken(name: string): BackupError {
  return new BackupError({
    kind: 'refused',
    code: 'database-taken',
    what: text('Another restore is filling the database “{name}”.', { name }),
    remedy: text('Wait until it has ended, then look at what came.'),
  });
}

const mostNamedObjects = 5;

function notEmpty(name: string, objects: readonly string[]): BackupError {
  const named = objects.slice(0, mostNamedObjects).join(', ');
  return new BackupError({
    kind: 'refused',
    code: 'database-not-empty',
    what: text('The database “{name}” is not empty; it holds {objects}.', {
      name,
      objects: objects.length > mostNamedObjects ? `${named}, …` : named,
    }),
    remedy: text('Restore into a new database, or empty this one first.'),
  });
}

async function restoreAsNew(
  request: RestoreRequest,
  target: NewDatabase,
  backup: RestorableBackup,
  record: RestoreRecord,
  ports: RestorePorts,
  signal: Cancellation,
): Promise<RestoreReport> {
  checkSections(request);
  const instead = request.owner ? undefined : request.connection.user;
  const shape = newDatabaseShape(target, shapeOf(backup), backup.manifest, instead);
  let unfinished: string | undefined;
  let isOurs = false;
  try {
    const { made, tool } = await ports.withServer(request.connection, signal, async (server) => {
      checkDatabaseName(target.name, server.longestName);
      const picked = await pickRestoreTool(backup, server.facts, ports, signal);
      const name = await freeUnfinishedName(target.name, server, record);
      unfinished = name;
      await record.step('create-database', async () => {
        ports.report({ phase: text('Creating the database') });
        for (const note of await makeDatabase(name, shape, server)) record.warn(note);
        return [];
      });
      isOurs = true;
      return { made: name, tool: picked };
    });
    await keepingFailure(record, () => fillDatabase(request, backup, made, tool, record, ports, signal));
    if (record.hasFailed()) return await endFailed(request, made, record, ports);
    throwIfCancelled(signal);
    await keepingFailure(record, () =>
      record.step('rename', async () => {
        ports.report({ phase: text('Renaming the database') });
        // Nothing is half made any more: from here on it is finished rather than cancelled.
        await ports.withServer(request.connection, notCancelled, (server) =>
          server.renameDatabase(made, target.name),
        );
        return [];
      }),
    );
    return record.report(record.hasFailed() ? made : target.name);
  } catch (error) {
    // A refusal to create it: what bears the name now is somebody else's.
    if (unfinished === undefined || isExpected(error)) throw error;
    // Cancelled, or a bug: what is half made is of no use to anyone.
    await dropCancelled(request, unfinished, isOurs, ports, error);
    throw error;
  }
}

/** @throws BackupError of kind `cancelled` that says so where the database could not be dropped */
async function dropCancelled(
  request: RestoreRequest,
  name: string,
  isOurs: boolean,
  ports: RestorePorts,
  reason: unknown,
): Promise<void> {
  try {
    // Cancelled while it was made, it may be another's that came first, who is then at work in it.
    await dropUnfinished(request, name, ports, isOurs ? 'end-sessions' : 'only-if-unused');
  } catch (error) {
    if (!(reason instanceof BackupError)) throw reason;
    throw new BackupError({
      kind: reason.kind,
      code: reason.code,
      what: notDropped(name, error),
      remedy: text('Drop it when the server can be reached again.'),
      cause: error,
    });
  }
}

function shapeOf({ read }: RestorableBackup): KnownShape | undefined {
  return read.kind === 'archive'
    ? shapeInArchive(databaseFacts(read.archive))
    : shapeInScript(read.script.database);
}

async function freeUnfinishedName(
  name: string,
  server: TargetServer,
  record: RestoreRecord,
): Promise<string> {
  const names = await server.databaseNames();
  if (names.has(name)) {
    throw new BackupError({
      kind: 'refused',
      code: 'database-exists',
      what: text('There is already a database “{name}”.', { name }),
      remedy: text('Choose another name, or restore into that database if it is empty.'),
    });
  }
  const unfinished = restoringName(name, server.longestName, (candidate) => names.has(candidate));
  const first = restoringName(name, server.longestName, () => false);
  if (unfinished !== first) {
    record.warn(
      text('An earlier unfinished restore is still there as “{name}”; drop it when it is no longer of use.', {
        name: first,
      }),
    );
  }
  return unfinished;
}

/** An expected failure becomes part of the report; a cancellation and a bug do not. */
async function keepingFailure(record: RestoreRecord, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isExpected(error)) throw error;
    record.fail(error);
  }
}

function isExpected(error: unknown): error is BackupError {
  return error instanceof BackupError && error.kind !== 'cancelled';
}

async function endFailed(
  request: RestoreRequest,
  unfinished: string,
  record: RestoreRecord,
  ports: RestorePorts,
): Promise<RestoreReport> {
  if (!request.dropOnFailure) return record.report(unfinished);
  try {
    await dropUnfinished(request, unfinished, ports, 'end-sessions');
    return record.report(null);
  } catch (error) {
    record.warn(notDropped(unfinished, error));
    return record.report(unfinished);
  }
}

async function dropUnfinished(
  request: RestoreRequest,
  name: string,
  ports: RestorePorts,
  sessions: Parameters<TargetServer['dropDatabase']>[1],
): Promise<void> {
  await ports.withServer(request.connection, notCancelled, (server) => server.dropDatabase(name, sessions));
}

function notDropped(name: string, error: unknown): Text {
  return text('The unfinished database “{name}” could not be dropped: {message}', {
    name,
    message: error instanceof Error ? error.message : String(error),
  });
}
