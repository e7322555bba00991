import { setTimeout as sleep } from 'node:timers/promises';

/** Asks `condition` again and again until it says true; throws what `describeFailure` says after `timeoutMs`. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs, everyMs = 50, describeFailure }: WaitOptions,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(describeFailure());
    await sleep(everyMs);
  }
}

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly everyMs?: number;
  readonly describeFailure: () => string;
}
