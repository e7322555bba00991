import { archiveSections, type RestoreRequest } from '../core/restore/request';
import { restoreDatabase } from '../core/restore/restoreDatabase';
import type { RestoreReport } from '../core/restore/report';
import { localeProviders } from '../core/server/databaseDescription';
import { text, type Translate } from '../core/text';
import { isFailure } from '../core/toolMessages/toolMessage';
import type { SortedMessage } from '../core/toolMessages/sortMessages';
import { formatDuration } from './format';
import {
  commonHelp,
  commonOptions,
  listOption,
  oneOf,
  parseOptions,
  positiveNumber,
  usageError,
  toolFolders,
} from './options';
import type { Subcommand } from './ports';

const options = {
  ...commonOptions,
  create: { type: 'string' },
  into: { type: 'string' },
  owner: { type: 'string' },
  encoding: { type: 'string' },
  locale: { type: 'string' },
  'locale-provider': { type: 'string' },
  jobs: { type: 'string' },
  schema: listOption,
  table: listOption,
  section: listOption,
  'no-owner': { type: 'boolean', default: false },
  'no-privileges': { type: 'boolean', default: false },
  'drop-on-failure': { type: 'boolean', default: false },
} as const;

/** Restores a backup. */
export const restore: Subcommand = {
  name: 'restore',
  summary: 'restore a backup into a new database, or an empty one',
  help: `Usage: pg-backup restore FILE (--create NAME | --into NAME) [options]

Restores a custom, directory, tar or plain backup. A new database is filled as
NAME__restoring and renamed once everything is verified.

Options:
${commonHelp}
  --create NAME          make this database
  --into NAME            fill this existing, empty database
  --owner ROLE, --encoding ENCODING, --locale LOCALE, --locale-provider PROVIDER
                         of the new database (default: as the backup says)
  --jobs N               (default: as many as the backup and this machine allow)
  --schema NAME          only this schema and what it needs (repeatable)
  --table NAME           only this table, or SCHEMA.NAME, and what it needs (repeatable)
  --section SECTION      pre-data, data or post-data (repeatable)
  --no-owner, --no-privileges
  --drop-on-failure      drop the new database when the restore fails

Example:
  pg-backup restore pianos-2026-11-22-161101.backup --create pianos_copy --url postgres://postgres@localhost`,

  run: async (args, { ports, translate, signal, report }) => {
    const { values, positionals, extra } = parseOptions(args, options);
    const [file, surplus] = [...positionals, ...extra];
    if (file === undefined) throw usageError('name the backup to restore');
    if (surplus !== undefined) throw usageError(`unexpected argument '${surplus}'`);
    const request: RestoreRequest = {
      file,
      connection: await ports.resolveConnection(values.url),
      target: targetOf(values),
      jobs: positiveNumber('jobs', values.jobs),
      schemas: values.schema,
      tables: values.table,
      sections: values.section.map((section) => oneOf('section', archiveSections, section)),
      owner: !values['no-owner'],
      privileges: !values['no-privileges'],
      dropOnFailure: values['drop-on-failure'],
    };
    const done = await restoreDatabase(
      request,
      ports.restorePorts(toolFolders(values.tools), report),
      signal,
    );
    return { json: jsonOf(done, translate), human: humanText(done, translate), failure: done.failure };
  },
};

function targetOf(values: {
  create?: string | undefined;
  into?: string | undefined;
  owner?: string | undefined;
  encoding?: string | undefined;
  locale?: string | undefined;
  'locale-provider'?: string | undefined;
}): RestoreRequest['target'] {
  const { create, into, owner, encoding, locale, 'locale-provider': provider } = values;
  if ((create === undefined) === (into === undefined))
    throw usageError('give either --create NAME or --into NAME');
  if (into !== undefined) {
    if (owner !== undefined || encoding !== undefined || locale !== undefined || provider !== undefined) {
      throw usageError('--owner, --encoding and --locale are for a new database (--create)');
    }
    return { kind: 'into', name: into };
  }
  return {
    kind: 'create',
    name: create ?? '',
    owner,
    encoding,
    locale,
    provider: provider === undefined ? undefined : oneOf('locale-provider', localeProviders, provider),
  };
}

function jsonOf(done: RestoreReport, translate: Translate): Record<string, unknown> {
  return {
    database: done.database,
    ...(done.database === null && { databaseReason: 'it was dropped after the failure' }),
    method: done.method,
    outcome: done.outcome,
    steps: done.steps.map(({ name, durationMs, errors }) => ({
      name,
      durationMs,
      errors: errors.map((error) => ({
        message: messageText(error, translate),
        verdict: error.verdict,
        ...(error.verdict === 'harmless' && { why: translate(error.why) }),
        ...(error.command !== undefined && { command: error.command }),
      })),
    })),
    verification: done.verification.map(({ id, title, status, problem }) => ({
      id,
      title: translate(title),
      status,
      problem: problem === null ? null : translate(problem),
    })),
    warnings: done.warnings.map(translate),
  };
}

function messageText(message: SortedMessage, translate: Translate): string {
  const said = message.ownText === undefined ? message.text : translate(message.ownText);
  return message.lead === undefined ? said : `${message.lead}: ${said}`;
}

/** pg_restore's own count of the errors that are listed one by one. */
function isSumOfErrors(message: SortedMessage): boolean {
  return message.origin === 'tool' && message.text.startsWith('errors ignored on restore');
}

function humanText(done: RestoreReport, translate: Translate): string {
  const lines = done.warnings.map((warning) => translate(text('Warning: {warning}', { warning })));
  for (const error of done.steps.flatMap((step) => step.errors)) {
    const message = messageText(error, translate);
    if (error.verdict === 'real') {
      lines.push(
        translate(
          isFailure(error)
            ? text('Error: {message}', { message })
            : text('Warning: {warning}', { warning: message }),
        ),
      );
    }
    if (error.verdict === 'harmless' && error.severity !== 'notice' && !isSumOfErrors(error)) {
      lines.push(
        translate(
          text('Harmless: {message} ({why})', { message: messageText(error, translate), why: error.why }),
        ),
      );
    }
  }
  for (const { title, status, problem } of done.verification) {
    const mark = { passed: '✓', failed: '✗', unknown: '?' }[status];
    const line = problem === null ? title : text('{title}: {problem}', { title, problem });
    lines.push(`${mark} ${translate(line)}`);
  }
  const duration = formatDuration(done.steps.reduce((total, step) => total + step.durationMs, 0));
  const database = done.database ?? '';
  if (done.outcome !== 'failed')
    lines.push(translate(text('Restored as “{database}” in {duration}.', { database, duration })));
  else if (done.database !== null)
    lines.push(translate(text('What was restored is kept as “{database}”.', { database })));
  return lines.join('\n');
}
