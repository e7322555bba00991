import type { Readable } from 'node:stream';

const lookEveryMs = 500;

/**
 * Closes the output pipes of a program that has ended when something that escaped from its process group holds them
 * open. A pipe that still has bytes for a slow reader is left alone.
 * @returns stops looking
 */
export function closeHeldPipes(pipes: readonly Readable[]): () => void {
  const empties = new Map<Readable, number>();
  const timer = setInterval(() => {
    for (const pipe of pipes) {
      const isIdle = !pipe.readableEnded && !pipe.destroyed && pipe.readableLength === 0;
      const count = isIdle ? (empties.get(pipe) ?? 0) + 1 : 0;
      empties.set(pipe, count);
      // Looked at twice: after a long pause of this process the timer may run before the pipe was read.
      if (count >= 2) pipe.destroy();
    }
  }, lookEveryMs);
  return () => clearInterval(timer);
}
