import { throwIfCancelled, type Cancellation } from '../../core/cancellation';
import { withDatabase, type Connection } from '../../core/connection/connection';
import type { ListedDatabase } from '../../core/server/databaseList';
import { withClient } from './connect';
import { askDatabases, type CatalogDatabase } from './questions/databaseList';
import { asgardAmong, askExtensions } from './questions/extensions';
import { withMaintenanceClient } from './targetServer';

/** Databases asked at the same time: a server with a thousand of them is not flooded with connections. */
const askedAtOnce = 4;

/**
 * The databases of a server with their sizes, and whether ASGARD manages them. One that cannot be entered spoils
 * only its own line.
 */
export async function listDatabases(connection: Connection, signal: Cancellation): Promise<ListedDatabase[]> {
  const found = await withMaintenanceClient(connection, signal, askDatabases);
  const listed: ListedDatabase[] = [];
  const waiting = [...found.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      throwIfCancelled(signal);
      const [index, database] = next;
      listed[index] = await describe(connection, database, signal);
    }
  };
  await Promise.all(Array.from({ length: askedAtOnce }, work));
  return listed;
}

async function describe(
  connection: Connection,
  database: CatalogDatabase,
  signal: Cancellation,
): Promise<ListedDatabase> {
  const { name, owner, encoding, bytes, allowsConnections } = database;
  const noConnect = 'permission denied for this database, or it accepts no connections';
  return {
    name,
    owner,
    encoding,
    bytes,
    ...(bytes === null && { bytesReason: noConnect }),
    asgard: allowsConnections
      ? await askAsgard(withDatabase(connection, name), signal)
      : { status: 'unknown', version: null, reason: noConnect },
  };
}

async function askAsgard(connection: Connection, signal: Cancellation): Promise<ListedDatabase['asgard']> {
  try {
    return asgardAmong(await withClient(connection, '', signal, askExtensions));
  } catch (error) {
    throwIfCancelled(signal);
    return {
      status: 'unknown',
      version: null,
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}
