import { alignColumns, backupBytes, medianSeconds, peakMegabytes, type Result } from './resultsTable';

/** What the project wants to reach, as ratios within one run; a miss is told, and nothing fails. */
export function targetsTable(results: readonly Result[]): string {
  const named = (name: string): Result | undefined =>
    results.find((result) => result.name === name && result.runs.length > 0);
  const ratio = (a: string, b: string, of: (result: Result) => number | undefined): number => {
    const [first, second] = [named(a), named(b)];
    return ((first && of(first)) ?? NaN) / ((second && of(second)) ?? NaN);
  };
  const rows = [
    atLeast(
      'backup, one file, against pg_dump -Fc',
      2.0,
      ratio('pg_dump -Fc', 'pg-backup backup --format custom', medianSeconds),
    ),
    atLeast(
      'backup, directory, against pg_dump -Fc',
      2.5,
      ratio('pg_dump -Fc', 'pg-backup backup --format directory', medianSeconds),
    ),
    atMost('size of the default backup', 1.1, ratio('pg-backup backup', 'pg_dump -Fc', backupBytes)),
    atMost(
      'one file, time against the same call by hand',
      1.05,
      ratio('pg-backup backup --format custom', 'pg_dump -Fc -Z1', medianSeconds),
    ),
    atMost(
      'directory, time against the same call by hand',
      1.05,
      ratio('pg-backup backup --format directory', 'pg_dump -Fd -j2 -Z1', medianSeconds),
    ),
    atLeast('restore against pg_restore', 1.2, ratio('pg_restore', 'pg-backup restore', medianSeconds)),
    atMost(
      'restore, time against pg_restore -j2 of the same file',
      1.05,
      ratio('pg-backup restore', 'pg_restore -j2 of the same file', medianSeconds),
    ),
    ...['pg-backup backup', 'pg-backup restore'].map((name) => {
      const result = named(name);
      return [
        'peak memory of ' + name,
        '',
        result === undefined ? '?' : `${peakMegabytes(result).toFixed(0)} MB`,
        'at most 150 above its start',
      ];
    }),
  ];
  return alignColumns([['', 'target', 'seen', ''], ...rows]);
}

function atLeast(title: string, target: number, seen: number): string[] {
  return [title, `>= ${target.toFixed(2)}`, seen.toFixed(2), verdict(seen >= target, seen)];
}

function atMost(title: string, target: number, seen: number): string[] {
  return [title, `<= ${target.toFixed(2)}`, seen.toFixed(2), verdict(seen <= target, seen)];
}

function verdict(isMet: boolean, seen: number): string {
  if (Number.isNaN(seen)) return 'not measured';
  return isMet ? 'met' : 'MISSED';
}
