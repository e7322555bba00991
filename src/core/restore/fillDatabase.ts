import { extensionNames } from '../archive/archiveContents';
import type { Cancellation } from '../cancellation';
import { withDatabase } from '../connection/connection';
import { text, type Text } from '../text';
import type { PickedTool } from '../tools/ports';
import { noPropertyStatements, propertyStatements, type PropertyStatements } from './databaseProperties';
import type { SortedMessage } from '../toolMessages/sortMessages';
import type { RestorableBackup } from './openForRestore';
import type { RestorePorts, TargetDatabase } from './ports';
import type { RestoreRecord } from './record';
import { isPartialRestore, type RestoreRequest } from './request';
import { hasSelection, runRestore } from './runRestore';
import { selectEntries } from './selection';
import { verifyRestored, type ExpectedContents } from './verifyRestored';

/** Fills an empty database from a backup, gives it its properties, and verifies what came. */
export async function fillDatabase(
  request: RestoreRequest,
  backup: RestorableBackup,
  name: string,
  tool: PickedTool,
  record: RestoreRecord,
  ports: RestorePorts,
  signal: Cancellation,
): Promise<void> {
  const connection = { ...withDatabase(request.connection, name), database: name };
  const properties = propertiesFor(request, backup, name);
  const ownOwner = request.owner && backup.manifest?.options.owner !== false;
  const refusedSettings: string[] = [];
  await ports.withDatabase(connection, signal, async (database) => {
    const jobs = jobsFor(request, backup, ports.processors, record);
    // What is refused now may be granted later: ASGARD makes missing roles while it is restored.
    const grants = properties.privileges.filter((statement) => /^grant\b/i.test(statement));
    await record.step('database-settings', async () => {
      const refused = await refusals([...properties.settings, ...grants], database);
      refusedSettings.push(
        ...refused.map(({ statement }) => statement).filter((statement) => !grants.includes(statement)),
      );
      return [];
    });
    await record.step('restore', () =>
      runRestore(
        { request: { ...request, owner: ownOwner }, backup, tool, connection, database, jobs },
        ports,
        signal,
      ),
    );
  });
  // The session of before may have been ended together with the restore's; what follows gets one of its own.
  await ports.withDatabase(connection, signal, async (database) => {
    await record.step('database-properties', async () => {
      const statements = [...refusedSettings, ...properties.privileges, ...properties.others];
      return (await refusals(statements, database)).map(realError);
    });
    await record.step('verify', async () => {
      ports.report({ phase: text('Verifying') });
      record.verified(await verify(request, backup, database));
      return [];
    });
  });
  if (properties.unrecognised.length > 0) {
    record.warn(
      text(
        '{count} statements about the database are not of the form pg_dump writes and were not run: {first}',
        {
          count: properties.unrecognised.length,
          first: properties.unrecognised[0]?.slice(0, 200) ?? '',
        },
      ),
    );
  }
}

function propertiesFor(request: RestoreRequest, backup: RestorableBackup, name: string): PropertyStatements {
  const { read, manifest } = backup;
  const scriptBringsThem = read.kind === 'script' && read.script.database !== undefined;
  if (isPartialRestore(request) || scriptBringsThem) return noPropertyStatements;
  return propertyStatements(
    read.kind === 'archive' ? read.archive : undefined,
    manifest,
    name,
    request.privileges,
  );
}

/**
 * Jobs where the archive can be read by several. Not with ASGARD, whose triggers meet themselves when objects are
 * made side by side, and can lose the whole management table.
 */
function jobsFor(
  request: RestoreRequest,
  { read }: RestorableBackup,
  processors: number,
  record: RestoreRecord,
): number {
  const wanted = request.jobs ?? Math.max(1, Math.min(processors, 8));
  if (read.kind === 'script' || read.format === 'tar' || wanted === 1) return 1;
  const says = (why: Text): number => {
    if (request.jobs !== undefined) record.warn(why);
    return 1;
  };
  if (extensionNames(read.archive).includes('asgard')) {
    return says(text('Restored by one job: several at once can lose the management table of ASGARD.'));
  }
  if (read.offsetsMissing) {
    return says(
      text('Restored by one job: the backup was written to a pipe and does not say where its data is.'),
    );
  }
  return wanted;
}

interface Refusal {
  readonly statement: string;
  readonly message: string;
}

/** Runs statements about the database itself; gives those that the server refuses. */
async function refusals(statements: readonly string[], database: TargetDatabase): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const statement of statements) {
    const message = await database.tryExecute(statement);
    if (message !== undefined) refused.push({ statement, message });
  }
  return refused;
}

function realError({ statement, message }: Refusal): SortedMessage {
  const command = statement.slice(0, 500);
  return { tool: 'psql', severity: 'error', origin: 'server', text: message, command, verdict: 'real' };
}

async function verify(
  request: RestoreRequest,
  { read, manifest }: RestorableBackup,
  database: TargetDatabase,
): Promise<ReturnType<typeof verifyRestored>> {
  const partial = isPartialRestore(request);
  const expected = expectedContents(request, read);
  const rows = partial ? null : (manifest?.rowsAtSource ?? null);
  return verifyRestored(
    { ...expected, rows },
    {
      relations: await database.relations(),
      extensions: await database.extensionNames(),
      rows: rows === null ? null : await database.countRows(),
    },
  );
}

function expectedContents(
  request: RestoreRequest,
  read: RestorableBackup['read'],
): Omit<ExpectedContents, 'rows'> {
  if (read.kind === 'script') {
    const filledTables = read.script.copies.flatMap(({ schema, name }) =>
      schema === undefined ? [] : [{ schema, name }],
    );
    return { entries: undefined, filledTables, extensions: read.script.extensions };
  }
  const selected = hasSelection(request) ? new Set(selectEntries(read.archive.entries, request)) : undefined;
  const sections = new Set<string>(request.sections);
  const entries = read.archive.entries.filter(
    (entry) => (selected?.has(entry.dumpId) ?? true) && (sections.size === 0 || sections.has(entry.section)),
  );
  const extensions = entries.filter((entry) => entry.type === 'EXTENSION').map((entry) => entry.tag);
  return { entries, filledTables: [], extensions };
}
