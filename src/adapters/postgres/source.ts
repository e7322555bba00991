import type { Cancellation } from '../../core/cancellation';
import type { Connection } from '../../core/connection/connection';
import type { BackupSource } from '../../core/backup/ports';
import { sessionOptions } from '../../core/sessionSettings';
import type { SourceFacts } from '../../core/server/sourceFacts';
import { withClient, type PostgresClient } from './connect';
import { askDatabaseDescription } from './questions/databaseDescription';
import { askDumpCapacity } from './questions/dumpCapacity';
import { asgardAmong, askDefinitionsSha256, askExtensions } from './questions/extensions';
import { askReferencedRoles } from './questions/roles';
import { releasingLocks } from './questions/releasingLocks';
import { countRows } from './questions/rowCounts';
import { askServerFacts } from './questions/serverFacts';
import { liftTimeLimits } from './questions/timeLimits';

/** Lets the first questions pass; the other limits are lifted by the first of them. */
const patient = { statement_timeout: '0' };

/**
 * Opens a read-only transaction on the database, exports its snapshot, and reads in it everything that the
 * manifest tells, so that the manifest describes exactly what is dumped.
 */
export async function withBackupSource<T>(
  connection: Connection,
  signal: Cancellation,
  use: (source: BackupSource) => Promise<T>,
): Promise<T> {
  return await withClient(connection, sessionOptions(patient), signal, async (client) => {
    await liftTimeLimits(client);
    const snapshot = await beginAndExportSnapshot(client);
    const facts = await releasingLocks(client, () => askSourceFacts(client));
    return await use({ facts, snapshot, countRows: () => countRows(client) });
  });
}

const begin = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** Undefined where the server cannot export a snapshot, as a standby before version 10. */
async function beginAndExportSnapshot(client: PostgresClient): Promise<string | undefined> {
  await client.query(begin);
  try {
    const { rows } = await client.query<{ id: string }>('SELECT pg_catalog.pg_export_snapshot() AS id');
    return rows[0]?.id;
  } catch {
    // Not in a savepoint: a snapshot cannot be exported from one.
    await client.query('ROLLBACK');
    await client.query(begin);
    return undefined;
  }
}

async function askSourceFacts(client: PostgresClient): Promise<SourceFacts> {
  const extensions = await askExtensions(client);
  const asgard = asgardAmong(extensions);
  return {
    server: await askServerFacts(client),
    database: await askDatabaseDescription(client),
    extensions,
    asgard,
    asgardDefinitionsSha256:
      asgard.status === 'present' ? await askDefinitionsSha256(client, 'asgard') : null,
    roles: await askReferencedRoles(client),
    capacity: await askDumpCapacity(client),
  };
}
