import type { RestoreReport, RestoreStep } from '../../core/restore/report';
import { text, type Text, type Translate } from '../../core/text';
import type { RestoreReportPage, VerificationLine } from '../../shared/restoreReport';
import { formatDuration } from '../format';
import { durationOf, failureSentences } from '../restoreOutcome';
import { messageGroups } from './reportMessages';

/** A restore that has ended, and what it was. */
export interface FinishedRestore {
  /** The name that the database was to get. */
  readonly name: string;
  /** The backup's path. */
  readonly backup: string;
  /** The name of the connection. */
  readonly connection: string;
  readonly report: RestoreReport;
}

/** The report as its page shows it. @param language of the texts and numbers */
export function restoreReportPage(
  restore: FinishedRestore,
  translate: Translate,
  language: string,
): RestoreReportPage {
  const { name, backup, connection, report } = restore;
  const duration = formatDuration(durationOf(report), language);
  const fact = (label: Text, value: string): { label: string; value: string } => ({
    label: translate(label),
    value,
  });
  return {
    language,
    title: translate(text('Restore of {name}', { name })),
    outcome: {
      kind: report.outcome,
      heading: translate(outcomeHeadings[report.outcome]),
      sentences: outcomeSentences(report).map(translate),
    },
    facts: [
      fact(text('Database'), report.database ?? translate(text('none: the unfinished one was dropped'))),
      fact(text('Connection'), connection),
      fact(text('Backup'), backup),
      fact(text('Duration'), duration),
    ],
    warnings:
      report.warnings.length === 0
        ? undefined
        : { heading: translate(text('Warnings')), lines: report.warnings.map(translate) },
    verification:
      report.verification.length === 0
        ? undefined
        : {
            heading: translate(text('What was verified')),
            lines: report.verification.map(({ status, title, problem }) => ({
              status,
              word: translate(statusWords[status]),
              title: translate(title),
              problem: problem === null ? '' : translate(problem),
            })),
          },
    messages: {
      heading: translate(text('Messages of the tools and the server')),
      none: translate(text('There were none.')),
      groups: messageGroups(report.steps, translate),
    },
    steps: {
      heading: translate(text('Steps')),
      columns: [translate(text('Step')), translate(text('Duration')), translate(text('Real errors'))],
      rows: report.steps.map((step) => ({
        name: translate(stepNames[step.name]),
        duration: formatDuration(step.durationMs, language),
        errors: String(step.errors.filter(isRealError).length),
      })),
    },
    actions: {
      copyAsText: translate(text('Copy as Text')),
      copied: translate(text('Copied')),
      showLog: translate(text('Show Log')),
    },
  };
}

function isRealError({ verdict, severity }: RestoreStep['errors'][number]): boolean {
  return verdict === 'real' && (severity === 'error' || severity === 'fatal');
}

const outcomeHeadings: Readonly<Record<RestoreReport['outcome'], Text>> = {
  restored: text('Restored'),
  'restored-with-warnings': text('Restored, with warnings'),
  failed: text('Not restored'),
};

const statusWords: Readonly<Record<VerificationLine['status'], Text>> = {
  passed: text('passed'),
  failed: text('failed'),
  unknown: text('unknown'),
};

const stepNames: Readonly<Record<RestoreStep['name'], Text>> = {
  'create-database': text('Create the database'),
  'database-settings': text('Set the database’s settings'),
  restore: text('Restore the contents'),
  'database-properties': text('Set the database’s properties'),
  verify: text('Verify'),
  rename: text('Rename the database'),
};

function outcomeSentences(report: RestoreReport): readonly Text[] {
  switch (report.outcome) {
    case 'restored':
      return [text('Everything that the backup lists is there, and no tool reported an error.')];
    case 'restored-with-warnings':
      return [
        text('What the backup lists is there. Read the warnings and messages below before you rely on it.'),
      ];
    case 'failed':
      return failureSentences(report);
  }
}
