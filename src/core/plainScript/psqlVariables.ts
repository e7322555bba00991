import { COLON, BRACE_OPEN, DOUBLE_QUOTE, IN_NAME, QUESTION, QUOTE, byteString, endOfRun } from './bytes';

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
  /** The position behind the colon, or behind both of `::`; undefined where more bytes are needed. */
  readonly next: number | undefined;
  readonly isVariable: boolean;
}

/** Looks at a colon in SQL: `::`, or `:name`, `:'name'`, `:"name"`, `:{?name}` of a psql variable. */
export function lookAfterColon(bytes: Uint8Array, colon: number, final: boolean): AfterColon {
  const end = bytes.length;
  let from = colon + 1;
  const first = bytes[from];
  if (first === COLON) return { next: colon + 2, isVariable: false };
  if (first === QUOTE || first === DOUBLE_QUOTE) from++;
  else if (first === BRACE_OPEN) from += bytes[from + 1] === QUESTION ? 2 : 1;
  const to = endOfRun(bytes, from, end, IN_NAME);
  if (to >= end && !final) return { next: undefined, isVariable: false };
  return { next: colon + 1, isVariable: PSQL_VARIABLES.has(byteString(bytes, from, to)) };
}
