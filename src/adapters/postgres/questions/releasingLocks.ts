import type { PostgresClient } from '../connect';

/**
 * Does work in a transaction without keeping its locks: they are given back when the savepoint is rolled back to, so
 * that thousands of tables fit the lock table of a server. A failure leaves the transaction usable.
 */
export async function releasingLocks<T>(client: PostgresClient, work: () => Promise<T>): Promise<T> {
  await client.query('SAVEPOINT releasing_locks');
  try {
    return await work();
  } finally {
    await client.query('ROLLBACK TO SAVEPOINT releasing_locks');
    await client.query('RELEASE SAVEPOINT releasing_locks');
  }
}
