import { inEnglish, type Text } from './text';

/**
 * What kind of end an error is.
 * - `usage`: the request itself is wrong;
 * - `refused`: a check said no, or the file is damaged;
 * - `failed`: something went wrong while it ran;
 * - `cancelled`: the user ended it.
 */
export type ErrorKind = 'usage' | 'refused' | 'failed' | 'cancelled';

export interface ErrorDescription {
  readonly kind: ErrorKind;
  /** Stable, for programs: lower-case words with hyphens. */
  readonly code: string;
  readonly what: Text;
  /** What the user can do about it; undefined where there is nothing to do. */
  readonly remedy?: Text | undefined;
  readonly cause?: unknown;
}

/** An expected failure: says what happened and what to do. Anything else that is thrown is a bug. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly kind: ErrorKind;
  readonly code: string;
  readonly what: Text;
  readonly remedy: Text | undefined;

  constructor(description: ErrorDescription) {
    super(inEnglish(description.what), { cause: description.cause });
    this.kind = description.kind;
    this.code = description.code;
    this.what = description.what;
    this.remedy = description.remedy;
  }
}
