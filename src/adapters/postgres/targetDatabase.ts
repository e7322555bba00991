import type { Cancellation } from '../../core/cancellation';
import type { Connection } from '../../core/connection/connection';
import type { TargetDatabase } from '../../core/restore/ports';
import { sessionOptions } from '../../core/sessionSettings';
import { withClient, type PostgresClient } from './connect';
import { askExtensions } from './questions/extensions';
import { askRelations } from './questions/relations';
import { countRows } from './questions/rowCounts';
import { askServerFacts } from './questions/serverFacts';
import { liftTimeLimits } from './questions/timeLimits';
import { askUserObjects } from './questions/userObjects';

/** The database's own settings must not stand in the way of filling and checking it. */
const unhindered = sessionOptions({ default_transaction_read_only: 'off', statement_timeout: '0' });

/** Connects to the database that a restore fills. */
export async function withTargetDatabase<T>(
  connection: Connection & { readonly database: string },
  signal: Cancellation,
  use: (database: TargetDatabase) => Promise<T>,
): Promise<T> {
  return await withClient(connection, unhindered, signal, async (client) => {
    await liftTimeLimits(client);
    const facts = await askServerFacts(client);
    return await use({
      facts,
      takeForRestore: () => tryAdvisoryLock(client),
      userObjects: (most) => askUserObjects(client, facts.versionNumber, most),
      settingNames: () => askSettingNames(client),
      ownsPublicSchema: () => askWhetherOwnsPublicSchema(client),
      relations: () => askRelations(client),
      extensionNames: async () => new Set((await askExtensions(client)).map(({ name }) => name)),
      countRows: () => inTransaction(client, () => countRows(client)),
      tryExecute: (sql) => tryExecute(client, sql),
    });
  });
}

/** A number that stands for a restore into a database; any will do that nobody else uses. */
const restoreLock = '7246094512387560115';

async function tryAdvisoryLock(client: PostgresClient): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `SELECT pg_catalog.pg_try_advisory_lock(${restoreLock}) AS taken`,
  );
  return rows[0]?.taken ?? false;
}

async function askSettingNames(client: PostgresClient): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT pg_catalog.lower(name) AS name FROM pg_catalog.pg_settings',
  );
  return new Set(rows.map((row) => row.name));
}

async function askWhetherOwnsPublicSchema(client: PostgresClient): Promise<boolean> {
  const { rows } = await client.query<{ owns: boolean }>(
    "SELECT pg_catalog.pg_has_role(nspowner, 'USAGE') AS owns FROM pg_catalog.pg_namespace WHERE nspname = 'public'",
  );
  return rows[0]?.owns ?? false;
}

async function inTransaction<T>(client: PostgresClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    return await work();
  } finally {
    await client.query('ROLLBACK');
  }
}

async function tryExecute(client: PostgresClient, sql: string): Promise<string | undefined> {
  try {
    await client.query(sql);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
