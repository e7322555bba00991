import {
  AMPERSAND,
  BRACE_OPEN,
  COLON,
  DOLLAR,
  DOUBLE_QUOTE,
  IN_NAME,
  QUESTION,
  QUOTE,
  byteString,
  endOfRun,
} from './bytes';

/**
 * The variables that psql has by itself; any other stays as it is written, as nothing in a script can set one.
 * Source: "Variables" in psql's reference page, PostgreSQL 9.2 to 18.
 */
const PSQL_VARIABLES: ReadonlySet<string> = new Set(
  `AUTOCOMMIT COMP_KEYWORD_CASE DBNAME ECHO ECHO_HIDDEN ENCODING ERROR FETCH_COUNT HIDE_TABLEAM
  HIDE_TOAST_COMPRESSION HISTCONTROL HISTFILE HISTSIZE HOST IGNOREEOF LASTOID LAST_ERROR_MESSAGE
  LAST_ERROR_SQLSTATE ON_ERROR_ROLLBACK ON_ERROR_STOP PIPELINE_COMMAND_COUNT PIPELINE_RESULT_COUNT
  PIPELINE_SYNC_COUNT PORT PROMPT1 PROMPT2 PROMPT3 QUIET ROW_COUNT SERVER_VERSION_NAME SERVER_VERSION_NUM
  SERVICE SHELL_ERROR SHELL_EXIT_CODE SHOW_ALL_RESULTS SHOW_CONTEXT SINGLELINE SINGLESTEP SQLSTATE USER
  VERBOSITY VERSION VERSION_NAME VERSION_NUM WATCH_INTERVAL`.split(/\s+/),
);

/** What follows a colon outside quotes. */
export interface AfterColon {
  /** The position to go on from; undefined where more bytes are needed. */
  readonly next: number | undefined;
  /** Whether psql puts a value here, or reads what follows in another way than the server. */
  readonly isHazard: boolean;
}

/**
 * Looks at a colon in SQL: `::`, or `:name`, `:'name'`, `:"name"`, `:{?name}`, which may be a psql variable.
 * psql takes `:name` for one token, also where it has no such variable: a dollar sign or a quote behind it then
 * starts a quoted text of its own. `:{?name}` is replaced in any case.
 */
export function lookAfterColon(bytes: Uint8Array, colon: number, final: boolean): AfterColon {
  const end = bytes.length;
  const first = bytes[colon + 1];
  if (first === COLON) return { next: colon + 2, isHazard: false };
  const isQuoted = first === QUOTE || first === DOUBLE_QUOTE;
  const from = colon + (isQuoted ? 2 : 1);
  const to = endOfRun(bytes, from, end, IN_NAME);
  if (to + 1 >= end && !final) return { next: undefined, isHazard: false };
  const isVariable = PSQL_VARIABLES.has(byteString(bytes, from, to));
  if (isQuoted) return { next: colon + 1, isHazard: isVariable };
  if (to === from) return { next: from, isHazard: first === BRACE_OPEN && bytes[from + 1] === QUESTION };
  const behind = bytes[to];
  const isSplit = behind === QUOTE || behind === DOUBLE_QUOTE || behind === DOLLAR || behind === AMPERSAND;
  return { next: to, isHazard: isVariable || isSplit };
}
