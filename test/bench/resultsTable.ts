import type { BenchRun } from './contenders';
import { median } from './measuredRun';

export interface Result {
  readonly name: string;
  readonly runs: BenchRun[];
}

export function medianSeconds(result: Result): number {
  return median(result.runs.map((run) => run.seconds));
}

/** Bytes of the last backup. */
export function backupBytes(result: Result): number | undefined {
  return result.runs.at(-1)?.bytes;
}

/** MB, the largest of all runs. */
export function peakMegabytes(result: Result): number {
  return Math.max(0, ...result.runs.map((run) => run.peakMegabytes));
}

/** One line per contender; speed and size against the one named `against`. */
export function resultsTable(results: readonly Result[], against: string): string {
  const reference = results.find((result) => result.name === against);
  const baseSeconds = reference === undefined ? NaN : medianSeconds(reference);
  const baseBytes = reference === undefined ? undefined : backupBytes(reference);
  const lines = results.map((result) => {
    const seconds = medianSeconds(result);
    const bytes = backupBytes(result);
    return [
      result.name,
      seconds.toFixed(2),
      `${(baseSeconds / seconds).toFixed(2)} x`,
      bytes === undefined ? '' : (bytes / 1e6).toFixed(1),
      bytes === undefined || baseBytes === undefined ? '' : `${(bytes / baseBytes).toFixed(2)} x`,
      peakMegabytes(result).toFixed(0),
      result.runs.map((run) => run.seconds.toFixed(2)).join(' '),
    ];
  });
  return alignColumns([['', 'seconds', 'faster', 'MB', 'size', 'peak MB', 'runs'], ...lines]);
}

/** The first column to the left, the others to the right. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return rows.map(line).join('\n');
}
