import * as vscode from 'vscode';
import type { Progress } from '../core/backup/ports';
import type { Cancellation } from '../core/cancellation';
import { text, type Text } from '../core/text';
import { translate } from './language';
import { plainMessage } from './plainMessage';

/** Between two messages, in milliseconds: a person reads no faster, and a dump names thousands of objects. */
const pause = 150;

/** What takes less than this, in milliseconds, is done before a notification could be read. */
const soon = 700;

/** Runs something that is mostly quick; where it takes a moment, under a notification that can cancel it. */
export async function withLateProgress<T>(
  title: Text,
  work: (signal: Cancellation) => Promise<T>,
): Promise<T> {
  const cancelling = new AbortController();
  const running = work(cancelling.signal);
  const waited = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), soon));
  const first = await Promise.race([running.then(() => 'done' as const), waited]);
  if (first === 'done') return await running;
  return await withProgress(title, async (_, signal) => {
    if (signal.aborted) cancelling.abort();
    signal.addEventListener('abort', () => cancelling.abort());
    return await running;
  });
}

/** Runs something long under a notification that says what is in hand and can cancel it. */
export async function withProgress<T>(
  title: Text,
  work: (report: (progress: Progress) => void, signal: Cancellation) => Promise<T>,
): Promise<T> {
  return await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: plainMessage(translate(title)),
      cancellable: true,
    },
    async (notification, token) => {
      const cancelling = new AbortController();
      if (token.isCancellationRequested) cancelling.abort();
      const subscription = token.onCancellationRequested(() => {
        notification.report({ message: translate(text('Cancelling')) });
        cancelling.abort();
      });
      let shown: string | undefined;
      let shownAt = 0;
      const report = ({ phase, object }: Progress): void => {
        const now = performance.now();
        const isNewPhase = phase.template !== shown;
        if (cancelling.signal.aborted || (!isNewPhase && now - shownAt < pause)) return;
        shown = phase.template;
        shownAt = now;
        const said = translate(phase);
        notification.report({ message: plainMessage(object === undefined ? said : `${said}: ${object}`) });
      };
      try {
        return await work(report, cancelling.signal);
      } finally {
        subscription.dispose();
      }
    },
  );
}
