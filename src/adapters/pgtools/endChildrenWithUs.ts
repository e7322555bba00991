import { signalGroup } from './processGroup';

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A detached program that is about to start, or runs. */
export interface Charge {
  /** To be set as soon as the program has started. */
  leader: number | undefined;
}

const charges = new Set<Charge>();

/**
 * Ends a detached program when this process ends: in a process group of its own it does not hear the terminal's Ctrl+C.
 * A signal that somebody else listens for (to cancel in good order) is left to them. To be called before the program
 * starts, so that no signal finds it unwatched.
 */
export function takeCharge(): Charge {
  if (charges.size === 0) listen();
  const charge = { leader: undefined };
  charges.add(charge);
  return charge;
}

/** To be called when the program has ended. */
export function dropCharge(charge: Charge): void {
  charges.delete(charge);
  if (charges.size === 0) stopListening();
}

function listen(): void {
  process.on('exit', endAll);
  // Before the others: a listener for one time only is gone once it was called, and would not be counted.
  for (const signal of endingSignals) process.prependListener(signal, endWithSignal);
}

function stopListening(): void {
  process.off('exit', endAll);
  for (const signal of endingSignals) process.off(signal, endWithSignal);
}

function endAll(): void {
  for (const { leader } of charges) if (leader !== undefined) signalGroup(leader, 'SIGTERM');
}

function endWithSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  endAll();
  stopListening();
  process.kill(process.pid, signal);
}
