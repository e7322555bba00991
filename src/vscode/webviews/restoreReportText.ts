import type { RestoreReportPage } from '../../shared/restoreReport';

/** The report as plain text, to paste into a message or a ticket. */
export function restoreReportText(page: RestoreReportPage): string {
  const { outcome, facts, warnings, verification, messages, steps } = page;
  const section = (heading: string, lines: readonly string[]): string[] => ['', heading, ...lines];
  return [
    `${page.title}: ${outcome.heading}`,
    ...outcome.sentences,
    '',
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...(warnings === undefined
      ? []
      : section(
          warnings.heading,
          warnings.lines.map((line) => `- ${line}`),
        )),
    ...(verification === undefined
      ? []
      : section(
          verification.heading,
          verification.lines.map(
            ({ word, title, problem }) => `- [${word}] ${title}${problem === '' ? '' : `: ${problem}`}`,
          ),
        )),
    ...section(messages.heading, messages.groups.length === 0 ? [messages.none] : []),
    ...messages.groups.flatMap((group) => [
      group.heading,
      ...group.messages.flatMap((message) => [
        `- ${message.text}`,
        ...message.notes.map(({ label, value }) => `    ${label}: ${value.replaceAll('\n', '\n      ')}`),
      ]),
      ...(group.more === '' ? [] : [group.more]),
    ]),
    ...section(
      steps.heading,
      steps.rows.map(
        ({ name, duration, errors }) => `- ${name}: ${duration}; ${steps.columns[2]}: ${errors}`,
      ),
    ),
    '',
  ].join('\n');
}
