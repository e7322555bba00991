import { beforeEach, describe, expect, test, vi } from 'vitest';
import { inEnglish, text, translator } from '../../src/core/text';
import type { RestoreReport } from '../../src/core/restore/report';
import type { AnswerMessage, EventMessage, Handlers, RequestMessage } from '../../src/shared/contract';
import type { RestoreReportContract, RestoreReportPage } from '../../src/shared/restoreReport';
import { restoreReportPage } from '../../src/vscode/webviews/restoreReportPage';
import { restoreReportText } from '../../src/vscode/webviews/restoreReportText';
import { serveContract } from '../../src/vscode/webviews/serveContract';
import { extensionHost } from '../../webview-ui/extensionHost';
import { showRestoreReport } from '../../webview-ui/restoreReport';

vi.mock('../../webview-ui/components', () => ({
  button: (label: string, _look: string, press: () => void) => {
    const made = document.createElement('button');
    made.textContent = label;
    made.addEventListener('click', press);
    return made;
  },
}));

const hostile = '<img src=x onerror="window.hacked = true"><script>window.hacked = true</script>';

const failed: RestoreReport = {
  database: `${hostile}__restoring`,
  method: 'plain',
  outcome: 'failed',
  failure: undefined,
  warnings: [text('The locale is another one.')],
  steps: [
    {
      name: 'restore',
      durationMs: 1500,
      errors: [
        {
          tool: 'pg_restore',
          severity: 'notice',
          origin: 'server',
          text: 'already there',
          verdict: 'harmless',
          why: text('Every database has it.'),
        },
        {
          tool: 'pg_restore',
          severity: 'error',
          origin: 'server',
          text: hostile,
          verdict: 'real',
          command: hostile,
        },
        {
          tool: 'pg_restore',
          severity: 'error',
          origin: 'server',
          text: 'no table',
          verdict: 'consequence',
          cause: 1,
        },
      ],
    },
  ],
  verification: [
    { id: 'a', title: text('The backup is what was written'), status: 'passed', problem: null },
    {
      id: 'b',
      title: text('Every table is there'),
      status: 'failed',
      problem: text('Missing: {names}', { names: hostile }),
    },
    { id: 'c', title: text('The rows are there'), status: 'unknown', problem: text('Not counted.') },
  ],
};

const pageOf = (report: RestoreReport): RestoreReportPage =>
  restoreReportPage(
    { name: 'pianos', backup: '/backups/pianos.backup', connection: 'Main', report },
    inEnglish,
    'en',
  );

const noActions = { copyAsText: () => Promise.resolve(null), showLog: () => Promise.resolve(null) };
let root: HTMLElement;

beforeEach(() => {
  root = document.createElement('main');
  document.body.replaceChildren(root);
});

const textOf = (selector: string): string[] =>
  [...root.querySelectorAll(selector)].map((found) => found.textContent);

describe('the page', () => {
  test('says the outcome first, in words, with a mark that a screen reader skips', () => {
    showRestoreReport(root, pageOf(failed), noActions);
    expect(root.querySelector('h1')?.textContent).toBe('Not restored');
    expect(root.querySelector('h1 svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(root.firstElementChild?.contains(root.querySelector('h1'))).toBe(true);
    expect(document.documentElement.lang).toBe('en');
  });

  test('shows each verification with its status as a word, and the problem', () => {
    showRestoreReport(root, pageOf(failed), noActions);
    expect(textOf('ul.marked .word')).toEqual(['passed', 'failed', 'unknown']);
    expect(textOf('ul.marked .problem')).toEqual([`Missing: ${hostile}`, 'Not counted.']);
  });

  test('groups messages: real ones first, harmless ones with their reason, consequences with their cause', () => {
    showRestoreReport(root, pageOf(failed), noActions);
    expect(textOf('.group h3')).toEqual(['Real problems (1)', 'Consequences (1)', 'Harmless (1)']);
    expect(textOf('.group.harmless dl')).toEqual(['WhyEvery database has it.']);
    expect(textOf('.group.consequence dl')).toEqual([`Cause${hostile}`]);
  });

  test('hostile names and messages stay text', () => {
    showRestoreReport(root, pageOf(failed), noActions);
    expect(root.querySelector('img, script')).toBeNull();
    expect(root.textContent).toContain(hostile);
    expect('hacked' in window).toBe(false);
  });

  test('has one heading of the first level, and every part is named by its own', () => {
    showRestoreReport(root, pageOf(failed), noActions);
    expect(root.querySelectorAll('h1')).toHaveLength(1);
    for (const part of root.querySelectorAll('section')) {
      expect(part.querySelector('h2')?.id).toBe(part.getAttribute('aria-labelledby'));
    }
  });

  test('another report replaces the first', () => {
    showRestoreReport(root, pageOf(failed), noActions);
    showRestoreReport(root, pageOf({ ...failed, outcome: 'restored', steps: [], warnings: [] }), noActions);
    expect(textOf('h1')).toEqual(['Restored']);
    expect(root.querySelector('.group')).toBeNull();
    expect(textOf('.none')).toEqual(['There were none.']);
  });

  test('Copy as Text says that it was done, or why not', async () => {
    const copyAsText = vi.fn(() => Promise.resolve<unknown>(null));
    showRestoreReport(root, pageOf(failed), { ...noActions, copyAsText });
    root.querySelector('button')?.click();
    await vi.waitFor(() => expect(textOf('[role=status]')).toEqual(['Copied']));
    copyAsText.mockRejectedValueOnce(new Error('No clipboard'));
    root.querySelector('button')?.click();
    await vi.waitFor(() => expect(textOf('[role=status]')).toEqual(['No clipboard']));
  });

  test('speaks the language of its data', () => {
    const french = translator({
      'Not restored': 'Non restaurée',
      'What was verified': 'Ce qui a été vérifié',
    });
    const finished = { name: 'p', backup: '/b', connection: 'c', report: failed };
    showRestoreReport(root, restoreReportPage(finished, french, 'fr'), noActions);
    expect(document.documentElement.lang).toBe('fr');
    expect(textOf('h1')).toEqual(['Non restaurée']);
    expect(textOf('h2')).toContain('Ce qui a été vérifié');
    expect(textOf('tbody td')[0]).toBe('1,5 s');
  });
});

describe('the report as text', () => {
  test('holds all that the page shows', () => {
    const said = restoreReportText(pageOf(failed));
    for (const part of [
      'Not restored',
      '[failed] Every table is there',
      'Why: Every database has it.',
      'Main',
      '1.5 s',
    ]) {
      expect(said).toContain(part);
    }
  });

  test('a group too long to be read is cut, and says so', () => {
    const error = { tool: 'psql', severity: 'error', origin: 'server', text: 'x', verdict: 'real' } as const;
    const many = Array.from({ length: 250 }, () => error);
    const page = pageOf({ ...failed, steps: [{ name: 'restore', durationMs: 1, errors: many }] });
    expect(page.messages.groups[0]?.messages).toHaveLength(200);
    expect(page.messages.groups[0]?.more).toBe('And 50 more, which are in the log.');
  });
});

/** Both ends of the contract, joined as VS Code joins them: messages are copied. */
function joined(handlers: Handlers<RestoreReportContract>) {
  const bugs: unknown[] = [];
  let toExtension: (message: unknown) => unknown = () => undefined;
  let toPage: (message: AnswerMessage | EventMessage) => void = () => undefined;
  const served = serveContract<RestoreReportContract>(
    {
      onDidReceiveMessage(listener) {
        toExtension = listener;
        return { dispose: () => undefined };
      },
      postMessage: (message) => {
        toPage(structuredClone(message));
        return Promise.resolve(true);
      },
    },
    handlers,
    (bug) => bugs.push(bug),
  );
  const host = extensionHost<RestoreReportContract>({
    post: (message: RequestMessage) => void toExtension(structuredClone(message)),
    receive: (listener) => (toPage = listener),
  });
  return { host, served, bugs, sendRaw: (message: unknown) => toExtension(message) };
}

describe('the contract', () => {
  const page = pageOf(failed);
  const handlers = { load: () => page, copyAsText: () => null, showLog: () => null };

  test('carries the page as it is', async () => {
    const { host } = joined(handlers);
    expect(await host.request('load', null)).toEqual(page);
  });

  test('answers a request whose handler fails, at once or later, and tells the bug', async () => {
    const { host, bugs } = joined({
      ...handlers,
      load: () => {
        throw new Error('at once');
      },
      copyAsText: () => Promise.reject(new Error('later')),
    });
    await expect(host.request('load', null)).rejects.toThrow('at once');
    await expect(host.request('copyAsText', null)).rejects.toThrow('later');
    expect(bugs).toHaveLength(2);
  });

  test('tells events, and leaves aside what is no message of its own', () => {
    const { host, served, sendRaw, bugs } = joined(handlers);
    const seen: RestoreReportPage[] = [];
    host.on('replaced', (data) => seen.push(data));
    served.tell('replaced', page);
    for (const odd of [null, 'x', { kind: 'request' }, { kind: 'other', id: 1, name: 'load' }]) sendRaw(odd);
    expect(seen).toEqual([page]);
    expect(bugs).toEqual([]);
  });

  test('a request of another name, inherited ones too, is refused', async () => {
    const { host, bugs } = joined(handlers);
    await expect(host.request('toString' as 'load', null)).rejects.toThrow('toString');
    expect(bugs).toHaveLength(1);
  });

  test('a missing handler or a wrong result does not compile', () => {
    // @ts-expect-error showLog is missing
    const incomplete: Handlers<RestoreReportContract> = { load: () => page, copyAsText: () => null };
    // @ts-expect-error showLog gives nothing
    const wrong: Handlers<RestoreReportContract> = { ...handlers, showLog: () => 'shown' };
    expect(Object.keys(incomplete)).not.toEqual(Object.keys(wrong));
  });
});
