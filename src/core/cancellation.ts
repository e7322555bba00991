import { BackupError } from './errors';
import { text, type Text } from './text';

/** The part of the web's AbortSignal that core relies on; every AbortSignal is one. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The error that a cancelled run ends with. */
export function cancelledError(what: Text = text('Cancelled.')): BackupError {
  return new BackupError({ kind: 'cancelled', code: 'cancelled', what });
}

/**
 * @param what says more than “Cancelled.” where something is left to know
 * @throws BackupError of kind `cancelled` once the user has cancelled
 */
export function throwIfCancelled(signal: Cancellation, what?: Text): void {
  if (signal.aborted) throw cancelledError(what);
}
