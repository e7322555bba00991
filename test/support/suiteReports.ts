import { readFileSync } from 'node:fs';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { status: string; assertionResults: readonly unknown[] }[];
}

interface PlaywrightReport {
  readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** Counts of a Vitest JSON report. A file that could not be loaded is a failure of its own. */
export function tallyOfVitest(file: string, exitStatus: number): Tally {
  return judged(exitStatus, () => {
    const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
    const notLoaded = report.testResults.filter(
      (result) => result.status === 'failed' && result.assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + notLoaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });
}

/** Counts of a Playwright JSON report. A test that passed at a second try has failed. */
export function tallyOfPlaywright(file: string, exitStatus: number): Tally {
  return judged(exitStatus, () => {
    const { stats } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport;
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
  });
}

/** A runner that left no report, ran nothing, or failed outside its tests counts as one failure. */
function judged(exitStatus: number, read: () => Tally): Tally {
  let tally: Tally;
  try {
    tally = read();
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const ranNothing = tally.passed + tally.failed === 0;
  return tally.failed === 0 && (exitStatus !== 0 || ranNothing) ? { ...tally, failed: 1 } : tally;
}
