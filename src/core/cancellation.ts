import { BackupError } from './errors';
import { text } from './text';

/** The part of the web's AbortSignal that core relies on; every AbortSignal is one. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The error that a cancelled run ends with. */
export function cancelledError(): BackupError {
  return new BackupError({ kind: 'cancelled', code: 'cancelled', what: text('Cancelled.') });
}

/** @throws BackupError of kind `cancelled` once the user has cancelled */
export function throwIfCancelled(signal: Cancellation): void {
  if (signal.aborted) throw cancelledError();
}
