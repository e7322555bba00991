import type { MessageGroup, RestoreReportPage, VerificationLine } from '../src/shared/restoreReport';
import { button } from './components';
import { element, mark, type Mark } from './elements';

/** What the buttons of the page do. */
export interface RestoreReportActions {
  copyAsText(): Promise<unknown>;
  showLog(): Promise<unknown>;
}

/** Shows the report in place of what `root` held: the outcome first, then what it rests on. */
export function showRestoreReport(
  root: HTMLElement,
  page: RestoreReportPage,
  actions: RestoreReportActions,
): void {
  document.documentElement.lang = page.language;
  document.title = page.title;
  const parts = [outcomePart(page, actions), factsPart(page)];
  if (page.warnings !== undefined) {
    const lines = page.warnings.lines.map((line) => element('li', {}, line));
    parts.push(section('warnings', page.warnings.heading, element('ul', {}, ...lines)));
  }
  if (page.verification !== undefined) {
    const lines = page.verification.lines.map(verificationLine);
    parts.push(
      section(
        'verification',
        page.verification.heading,
        element('ul', { class: 'marked', role: 'list' }, ...lines),
      ),
    );
  }
  parts.push(messagesPart(page), stepsPart(page));
  root.replaceChildren(...parts);
}

const outcomeMarks: Readonly<Record<RestoreReportPage['outcome']['kind'], Mark>> = {
  restored: 'passed',
  'restored-with-warnings': 'warning',
  failed: 'failed',
};

function outcomePart(
  { outcome, title, actions: labels }: RestoreReportPage,
  actions: RestoreReportActions,
): HTMLElement {
  const copied = element('span', { class: 'copied', role: 'status', 'aria-live': 'polite' });
  const copy = (): void => {
    copied.textContent = '';
    void actions.copyAsText().then(
      () => (copied.textContent = labels.copied),
      (error: unknown) => (copied.textContent = error instanceof Error ? error.message : String(error)),
    );
  };
  return element(
    'header',
    { class: `outcome ${outcome.kind}` },
    element('p', { class: 'title' }, title),
    element('h1', {}, mark(outcomeMarks[outcome.kind]), outcome.heading),
    ...outcome.sentences.map((sentence) => element('p', {}, sentence)),
    element(
      'div',
      { class: 'actions' },
      button(labels.copyAsText, 'primary', copy),
      button(labels.showLog, 'secondary', () => void actions.showLog()),
      copied,
    ),
  );
}

function factsPart({ facts }: RestoreReportPage): HTMLElement {
  const rows = facts.map(({ label, value }) =>
    element('div', {}, element('dt', {}, label), element('dd', {}, value)),
  );
  return element('dl', { class: 'facts' }, ...rows);
}

function verificationLine({ status, word, title, problem }: VerificationLine): HTMLElement {
  const line = element(
    'li',
    { class: status },
    mark(status),
    element('span', { class: 'what' }, title),
    element('span', { class: 'word' }, word),
  );
  if (problem !== '') line.append(element('p', { class: 'problem' }, problem));
  return line;
}

function messagesPart({ messages }: RestoreReportPage): HTMLElement {
  return section(
    'messages',
    messages.heading,
    ...(messages.groups.length === 0
      ? [element('p', { class: 'none' }, messages.none)]
      : messages.groups.map(messageGroup)),
  );
}

function messageGroup({ verdict, heading, explanation, messages, more }: MessageGroup): HTMLElement {
  const lines = messages.map((message) => {
    const notes = message.notes.map(({ label, value, isCode }) =>
      element(
        'div',
        {},
        element('dt', {}, label),
        element('dd', {}, isCode ? element('code', { tabindex: '0' }, value) : value),
      ),
    );
    const line = element('li', {}, element('p', {}, message.text));
    if (notes.length > 0) line.append(element('dl', { class: 'notes' }, ...notes));
    return line;
  });
  const group = element(
    'div',
    { class: `group ${verdict}` },
    element('h3', {}, heading),
    element('p', { class: 'explanation' }, explanation),
    element('ul', {}, ...lines),
  );
  if (more !== '') group.append(element('p', { class: 'explanation' }, more));
  return group;
}

function stepsPart({ steps }: RestoreReportPage): HTMLElement {
  const columns = steps.columns.map((column) => element('th', { scope: 'col' }, column));
  const rows = steps.rows.map(({ name, duration, errors }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', {}, duration),
      element('td', {}, errors),
    ),
  );
  return section(
    'steps',
    steps.heading,
    element(
      'table',
      { 'aria-labelledby': 'steps' },
      element('thead', {}, element('tr', {}, ...columns)),
      element('tbody', {}, ...rows),
    ),
  );
}

function section(id: string, heading: string, ...children: readonly Node[]): HTMLElement {
  return element('section', { 'aria-labelledby': id }, element('h2', { id }, heading), ...children);
}
