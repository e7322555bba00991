import { BackupError } from '../errors';
import { text, type Text } from '../text';
import { explainFailure } from '../toolMessages/explainFailure';
import { isFailure } from '../toolMessages/toolMessage';
import type { SortedMessage } from '../toolMessages/sortMessages';
import type { RestoreOutcome, RestoreReport, RestoreStep, Verification } from './report';

/** What a restore has come to so far. */
export interface RestoreRecord {
  /** Does a step and notes its duration and messages, also when it throws. */
  step(name: RestoreStep['name'], work: () => Promise<readonly SortedMessage[]>): Promise<void>;
  verified(lines: readonly Verification[]): void;
  warn(warning: Text): void;
  /** Notes what ended the restore; the first counts. */
  fail(error: BackupError): void;
  hasFailed(): boolean;
  report(database: string | null): RestoreReport;
}

/** @param milliseconds a clock that only goes forward */
export function restoreRecord(milliseconds: () => number): RestoreRecord {
  const steps: RestoreStep[] = [];
  const verification: Verification[] = [];
  const warnings: Text[] = [];
  let failure: BackupError | undefined;

  const realErrors = (): readonly SortedMessage[] =>
    steps
      .flatMap((step) => step.errors)
      .filter((message) => isFailure(message) && message.verdict === 'real');
  const unverified = (): readonly Verification[] => verification.filter((line) => line.status === 'failed');
  const reason = (): BackupError | undefined =>
    errorOf(realErrors()) ?? failure ?? unverifiedError(unverified());

  return {
    async step(name, work) {
      const started = milliseconds();
      let errors: readonly SortedMessage[] = [];
      try {
        errors = await work();
      } finally {
        steps.push({ name, durationMs: Math.round(milliseconds() - started), errors });
      }
    },
    verified: (lines) => void verification.push(...lines),
    warn: (warning) => void warnings.push(warning),
    fail: (error) => void (failure ??= error),
    hasFailed: () => reason() !== undefined,
    report(database) {
      const failed = reason();
      const told = warnings.length > 0 || steps.some((step) => step.errors.some(isTold));
      const outcome: RestoreOutcome =
        failed !== undefined ? 'failed' : told ? 'restored-with-warnings' : 'restored';
      return { database, method: 'plain', outcome, steps, verification, warnings, failure: failed };
    },
  };
}

/** Whether a message is worth a person's look: everything but the server's notices and the tool's own sum of errors. */
function isTold(message: SortedMessage): boolean {
  return message.severity !== 'notice' || message.verdict === 'real';
}

function errorOf(errors: readonly SortedMessage[]): BackupError | undefined {
  const [first] = errors;
  if (first === undefined) return undefined;
  const signal = errors.find((error) => error.signal !== undefined)?.signal;
  const { code, what, remedy } = explainFailure(first.tool, errors, { exitCode: 1, signal });
  return new BackupError({
    kind: 'failed',
    code,
    what:
      errors.length === 1 ? what : text('{count} errors are real. {what}', { count: errors.length, what }),
    remedy:
      remedy ?? text('Remove the cause, then restore again; the messages tell which objects are concerned.'),
  });
}

function unverifiedError(lines: readonly Verification[]): BackupError | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  return new BackupError({
    kind: 'failed',
    code: 'restore-not-verified',
    what: text('The restored database is not as the backup says: {title}. {problem}', {
      title: first.title,
      problem: first.problem ?? '',
    }),
    remedy: text('Look at the messages of the restore, and keep the backup.'),
  });
}
