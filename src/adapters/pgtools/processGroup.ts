import { setTimeout as delay } from 'node:timers/promises';

/** How long a program may take to end by itself once it was asked to, in milliseconds. */
export const gracePeriodMs = 1500;
/** How long the system may take to clear away what was killed, in milliseconds. */
const clearingMs = 300;

/** A running program and all that it started. */
export interface ProcessGroup {
  /** Asks all of it to end, and kills what has not after `gracePeriodMs`. */
  end(): void;
  readonly isEnding: boolean;
  /**
   * To be called when the program itself has ended: what it left behind (the workers of a parallel dump) ends too.
   * @param isAbandoned whether nobody holds the program's pipes any more: what is then left in the group has ended as
   *   well and only waits to be collected, which may take its new parent long
   */
  endLeftovers(isAbandoned: () => boolean): Promise<void>;
}

/**
 * The process group led by a program that was started detached, on POSIX systems.
 * pg_dump and pg_restore fork their workers; a leader that was killed does not take them with it.
 */
export function processGroup(leader: number): ProcessGroup {
  let killAt: number | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  const end = (): void => {
    if (killAt !== undefined) return;
    killAt = performance.now() + gracePeriodMs;
    signalGroup(leader, 'SIGTERM');
    killTimer = setTimeout(() => signalGroup(leader, 'SIGKILL'), gracePeriodMs);
  };
  return {
    end,
    get isEnding() {
      return killAt !== undefined;
    },
    async endLeftovers(isAbandoned) {
      if (signalGroup(leader, 0)) end();
      const isWorthWaiting = (): boolean =>
        killAt !== undefined && performance.now() < killAt + clearingMs && !isAbandoned();
      while (isWorthWaiting() && signalGroup(leader, 0)) await delay(20);
      clearTimeout(killTimer);
      if (killAt !== undefined) signalGroup(leader, 'SIGKILL');
    },
  };
}

/** Windows has no process groups; its client programs work with threads, so ending the program ends all. */
export function singleProcess(kill: () => void): ProcessGroup {
  let isEnding = false;
  return {
    end: () => {
      isEnding = true;
      kill();
    },
    get isEnding() {
      return isEnding;
    },
    endLeftovers: () => Promise.resolve(),
  };
}

/** Whether the group was there to take the signal; 0 only asks. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch {
    return false;
  }
}
