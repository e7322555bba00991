import type { RestoreOutcome, Verification } from '../core/restore/report';

/** What passes between the extension and the page of a restore's report. */
export interface RestoreReportContract {
  readonly requests: {
    /** What the page shows. */
    readonly load: (parameter: null) => RestoreReportPage;
    readonly copyAsText: (parameter: null) => null;
    readonly showLog: (parameter: null) => null;
  };
  readonly events: {
    /** The page is to show another report. */
    readonly replaced: RestoreReportPage;
  };
}

/** Everything on the page, in the reader's language; every string is shown as text and never read as HTML. */
export interface RestoreReportPage {
  /** Of the texts, for the screen reader: `en`, `fr`. */
  readonly language: string;
  readonly title: string;
  readonly outcome: {
    readonly kind: RestoreOutcome;
    readonly heading: string;
    readonly sentences: readonly string[];
  };
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** undefined where there is none. */
  readonly warnings: { readonly heading: string; readonly lines: readonly string[] } | undefined;
  readonly verification:
    { readonly heading: string; readonly lines: readonly VerificationLine[] } | undefined;
  readonly messages: {
    readonly heading: string;
    /** Said where there is no message at all. */
    readonly none: string;
    readonly groups: readonly MessageGroup[];
  };
  readonly steps: {
    readonly heading: string;
    readonly columns: readonly [string, string, string];
    readonly rows: readonly { readonly name: string; readonly duration: string; readonly errors: string }[];
  };
  readonly actions: { readonly copyAsText: string; readonly copied: string; readonly showLog: string };
}

export interface VerificationLine {
  readonly status: Verification['status'];
  /** The status in a word. */
  readonly word: string;
  readonly title: string;
  /** Empty where there is none. */
  readonly problem: string;
}

export interface MessageGroup {
  readonly verdict: 'real' | 'consequence' | 'harmless';
  readonly heading: string;
  readonly explanation: string;
  readonly messages: readonly ReportMessage[];
  /** Says how many more there are; empty where these are all. */
  readonly more: string;
}

export interface ReportMessage {
  readonly text: string;
  /** What stands below it: its reason, its hint, the statement. */
  readonly notes: readonly { readonly label: string; readonly value: string; readonly isCode: boolean }[];
}
