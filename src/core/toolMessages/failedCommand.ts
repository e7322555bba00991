import { complaintOf } from './serverSentences';
import { isFailure, type ToolMessage } from './toolMessage';

/**
 * What a failed command leaves behind for others to trip over: an object that is not there, an older one
 * of the same name, or a table without its rows.
 */
export type Lack = 'missing' | 'older' | 'rows';

const identifier = '(?:"(?:[^"]|"")+"|[\\w$\\u0080-\\uffff]+)';

/** Commands that make an archive entry's object; owners, rights and comments are not among them. */
const creations = [
  /^CREATE /,
  new RegExp(
    `^ALTER TABLE (?:ONLY )?${identifier}(?:\\.${identifier})?\\s+(?:ADD CONSTRAINT|ATTACH PARTITION) `,
  ),
  new RegExp(`^ALTER INDEX ${identifier}(?:\\.${identifier})?\\s+ATTACH PARTITION `),
  /^REFRESH MATERIALIZED VIEW /,
];

/** The lack that a failure leaves; undefined where what failed makes nothing. */
export function lackOf(message: ToolMessage): Lack | undefined {
  if (!isFailure(message) || message.torn === true) return undefined;
  if (message.lead?.startsWith('COPY failed for table ') === true) return 'rows';
  const command = message.command ?? '';
  if (command.startsWith('COPY ')) return 'rows';
  if (!creations.some((creation) => creation.test(command))) return undefined;
  return message.origin === 'server' && complaintOf(message.text) === 'present' ? 'older' : 'missing';
}

/** The object that a CREATE makes, as `class:name` in the form of `missingObject`. */
export function createdObject(command: string): string | undefined {
  const match = new RegExp(
    '^CREATE (?:OR REPLACE )?(?:UNLOGGED |FOREIGN |MATERIALIZED |RECURSIVE )?' +
      '(TABLE|VIEW|SEQUENCE|TYPE|DOMAIN|FUNCTION|PROCEDURE|SCHEMA|EXTENSION) (?:IF NOT EXISTS )?' +
      `(${identifier}(?:\\.${identifier})?)(?=[\\s(;]|$)`,
  ).exec(command);
  const name = match?.[2];
  if (match === null || name === undefined) return undefined;
  const kind = match[1] ?? '';
  const classes: Readonly<Record<string, string>> = {
    TABLE: 'relation',
    VIEW: 'relation',
    SEQUENCE: 'relation',
    DOMAIN: 'type',
    PROCEDURE: 'function',
  };
  const plain = name.replace(/"((?:[^"]|"")+)"/g, (_, inner: string) => inner.replaceAll('""', '"'));
  return `${classes[kind] ?? kind.toLowerCase()}:${plain}`;
}
