import type { BackupError } from '../errors';
import type { Text } from '../text';
import type { SortedMessage } from '../toolMessages/sortMessages';

export type RestoreOutcome = 'restored' | 'restored-with-warnings' | 'failed';

/** One step of a restore, as it went. */
export interface RestoreStep {
  readonly name:
    'create-database' | 'database-settings' | 'restore' | 'database-properties' | 'verify' | 'rename';
  readonly durationMs: number;
  readonly errors: readonly SortedMessage[];
}

/** One statement that should be true of a restored database. */
export interface Verification {
  readonly id: string;
  readonly title: Text;
  readonly status: 'passed' | 'failed' | 'unknown';
  /** What is wrong, or why it could not be told; null where it passed. */
  readonly problem: Text | null;
}

/** What a restore came to. */
export interface RestoreReport {
  /** The database as it is called now; an unfinished one keeps its unfinished name. null where it was dropped. */
  readonly database: string | null;
  readonly method: 'plain';
  readonly outcome: RestoreOutcome;
  readonly steps: readonly RestoreStep[];
  readonly verification: readonly Verification[];
  readonly warnings: readonly Text[];
  /** Why it failed; undefined otherwise. */
  readonly failure: BackupError | undefined;
}
