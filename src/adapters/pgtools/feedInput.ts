import type { Writable } from 'node:stream';

/**
 * Writes each chunk to a program's standard input, waiting until the program has taken it, then closes it.
 * Stops without an error when the program has closed its input or ended.
 * @param mayContinue whether the program is still wanted: on the way to its end its input must not be closed,
 *   or it would take the end of its input for a regular one and commit
 * @throws what the source throws
 */
export async function feedInput(
  stdin: Writable,
  source: AsyncIterable<Uint8Array>,
  mayContinue: () => boolean,
): Promise<void> {
  // Every failed write is also told to its own callback.
  stdin.on('error', () => undefined);
  const closed = new Promise<'closed'>((resolve) => stdin.once('close', () => resolve('closed')));
  const chunks = source[Symbol.asyncIterator]();
  let isDone = false;
  try {
    while (mayContinue() && !stdin.destroyed) {
      const next = await Promise.race([chunks.next(), closed]);
      if (next === 'closed') return;
      if (next.done === true) {
        isDone = true;
        if (mayContinue()) stdin.end();
        return;
      }
      if (!(await wasWritten(stdin, next.value))) return;
    }
  } catch (error) {
    isDone = true;
    throw error;
  } finally {
    // Not waited for: a source that waits for something else would hold us.
    if (!isDone) chunks.return?.().catch(() => undefined);
  }
}

function wasWritten(stdin: Writable, chunk: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    stdin.write(chunk, (error) => resolve(error === null || error === undefined));
  });
}
