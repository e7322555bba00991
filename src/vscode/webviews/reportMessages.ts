import type { SortedMessage } from '../../core/toolMessages/sortMessages';
import type { RestoreStep } from '../../core/restore/report';
import { text, type Text, type Translate } from '../../core/text';
import type { MessageGroup, ReportMessage } from '../../shared/restoreReport';
import { messageSentence } from '../messageSentence';

/** A page with more than this in a group is read by nobody; the log has all of them. */
const mostInGroup = 200;

const verdicts: readonly {
  readonly verdict: MessageGroup['verdict'];
  readonly heading: Text;
  readonly explanation: Text;
}[] = [
  {
    verdict: 'real',
    heading: text('Real problems'),
    explanation: text('Something did not happen, or may not be as it should. Look at these first.'),
  },
  {
    verdict: 'consequence',
    heading: text('Consequences'),
    explanation: text('These messages go back to a real error above, and go away with it.'),
  },
  {
    verdict: 'harmless',
    heading: text('Harmless'),
    explanation: text('These messages mean nothing for the restored database; each says why.'),
  },
];

/** The messages of all steps by what they mean, real ones first; groups without a message are left out. */
export function messageGroups(steps: readonly RestoreStep[], translate: Translate): MessageGroup[] {
  return verdicts.flatMap(({ verdict, heading, explanation }) => {
    // The cause of a consequence is counted within its own step.
    const found = steps.flatMap(({ errors }) =>
      errors.filter((message) => message.verdict === verdict).map((message) => ({ message, errors })),
    );
    if (found.length === 0) return [];
    const rest = found.length - mostInGroup;
    return [
      {
        verdict,
        heading: translate(text('{group} ({count})', { group: heading, count: found.length })),
        explanation: translate(explanation),
        messages: found
          .slice(0, mostInGroup)
          .map(({ message, errors }) => reportMessage(message, errors, translate)),
        more: rest > 0 ? translate(text('And {count} more, which are in the log.', { count: rest })) : '',
      },
    ];
  });
}

function reportMessage(
  message: SortedMessage,
  all: readonly SortedMessage[],
  translate: Translate,
): ReportMessage {
  const notes: ReportMessage['notes'][number][] = [];
  const note = (label: Text, value: string | undefined, isCode = false): void => {
    if (value !== undefined && value !== '') notes.push({ label: translate(label), value, isCode });
  };
  if (message.verdict === 'harmless') note(text('Why'), translate(message.why));
  if (message.verdict === 'consequence') {
    const cause = all[message.cause];
    note(text('Cause'), cause === undefined ? undefined : messageSentence(cause, translate));
  }
  note(text('Object'), message.tocEntry?.description);
  note(text('Line'), message.line === undefined ? undefined : String(message.line));
  note(text('Detail'), message.detail);
  note(text('Hint'), message.hint);
  note(text('Statement'), message.command, true);
  return { text: messageSentence(message, translate), notes };
}
