/** The PostgreSQL client programs that are run. */
export const toolNames = ['pg_dump', 'pg_restore', 'psql', 'pg_dumpall'] as const;
export type ToolName = (typeof toolNames)[number];

/**
 * A program call as data: built purely, run in one place, shown to users as it is.
 * A secret never stands in `args`; `env` names only files that hold one.
 */
export interface CommandLine {
  readonly tool: ToolName;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}
