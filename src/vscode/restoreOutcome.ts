import type { RestoreReport } from '../core/restore/report';
import { text, type Text } from '../core/text';

/** How long all steps took together, in milliseconds. */
export function durationOf({ steps }: RestoreReport): number {
  return steps.reduce((total, step) => total + step.durationMs, 0);
}

/** Why a restore failed, what to do about it, and where that leaves the database. */
export function failureSentences({ failure, database }: RestoreReport): readonly Text[] {
  return [
    ...[failure?.what, failure?.remedy].filter((sentence) => sentence !== undefined),
    database === null
      ? text('The unfinished database was dropped.')
      : text('What was restored is kept as “{database}”.', { database }),
  ];
}
