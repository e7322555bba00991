/** A parameter that a statement sets for the session. */
export interface SessionSetting {
  /** In lower case. */
  readonly name: string;
  /** Without quotes; undefined where it goes back to its default. */
  readonly value: string | undefined;
}

/** Longer statements set nothing that matters here. */
export const LONGEST_SETTING = 1024;

const VALUE = String.raw`('(?:[^']|'')*'|[^\s';]+)`;
const SET = new RegExp(
  String.raw`^set\s+(?:(?:session|local)\s+)?([a-z_][\w$.]*|"[^"]+")\s*(?:=|\s+to\s)\s*${VALUE}`,
  'i',
);
const SET_NAMES = new RegExp(String.raw`^set\s+(?:(?:session|local)\s+)?names\s+${VALUE}`, 'i');
const SET_CONFIG = /^select\s+(?:pg_catalog\s*\.\s*)?set_config\s*\(\s*'([^']+)'\s*,\s*('(?:[^']|'')*')/i;
const RESET = /^reset\s+([a-z_][\w$.]*)\s*;?$/i;

/**
 * Reads `SET name = value`, `SET name TO value`, `SET NAMES value`, `RESET name` and `SELECT set_config('name', 'value', …)`;
 * undefined for any other statement. The statement is a byte string.
 */
export function readSessionSetting(statement: string): SessionSetting | undefined {
  const names = SET_NAMES.exec(statement);
  if (names) return { name: 'client_encoding', value: unquoted(names[1]) };
  const set = SET.exec(statement) ?? SET_CONFIG.exec(statement);
  if (set) return { name: nameOf(set[1] ?? ''), value: unquoted(set[2]) };
  const reset = RESET.exec(statement);
  return reset ? { name: nameOf(reset[1] ?? ''), value: undefined } : undefined;
}

function nameOf(written: string): string {
  return written.replaceAll('"', '').toLowerCase();
}

function unquoted(value: string | undefined): string | undefined {
  if (value?.startsWith("'")) return value.slice(1, -1).replaceAll("''", "'");
  return value?.toLowerCase() === 'default' ? undefined : value;
}

/** Reads a boolean as PostgreSQL does for on and off; undefined for anything else. */
export function readBoolean(value: string): boolean | undefined {
  const lower = value.toLowerCase();
  if (['on', 'true', 'yes', '1', 't', 'y', 'tr', 'tru', 'ye'].includes(lower)) return true;
  if (['off', 'of', 'false', 'no', '0', 'f', 'n', 'fa', 'fal', 'fals'].includes(lower)) return false;
  return undefined;
}
