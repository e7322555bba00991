import { toolNames, type ToolName } from '../commandLine';
import { readProgress } from './progressLine';
import { readServerSentence } from './severityWords';
import { readTocEntry } from './tocEntry';
import type { Severity, TocEntry, ToolMessage, ToolProgress } from './toolMessage';

/** The parts of a message that later lines add. */
export type MessageField = 'text' | 'detail' | 'hint' | 'context' | 'command' | 'excerpt' | 'other';

export type MessageStart = Pick<ToolMessage, 'severity' | 'origin' | 'text' | 'lead' | 'line' | 'torn'>;

/** What one line of standard error is. */
export type ToolLine =
  | { readonly kind: 'stage'; readonly processing: boolean }
  | { readonly kind: 'entry'; readonly entry: TocEntry | undefined }
  | { readonly kind: 'start'; readonly start: MessageStart }
  | { readonly kind: 'server'; readonly severity: Severity; readonly text: string }
  | {
      readonly kind: 'field';
      readonly field: MessageField;
      readonly text: string;
      readonly labelled: boolean;
    }
  | { readonly kind: 'progress'; readonly progress: ToolProgress }
  | { readonly kind: 'plain'; readonly text: string };

const fields: Readonly<Record<string, MessageField>> = {
  'DETAIL:  ': 'detail',
  'HINT:  ': 'hint',
  'CONTEXT:  ': 'context',
  'Command was: ': 'command',
  // Clients before 12.
  '    Command was: ': 'command',
  'The command was: ': 'command',
  'Query was: ': 'command',
};

interface Statement {
  readonly text: string;
  readonly torn: boolean;
  /** In the form of clients before 12: `pg_restore: [archiver (db)] ...`. */
  readonly old: boolean;
}

/** The program's name, and for clients before 12 the part of it that speaks. */
const names = Object.fromEntries(
  toolNames.map((tool) => [tool, new RegExp(`^((?:${tool}: ?)+) *(\\[[^\\]]{1,60}\\] )?(.*)$`, 's')]),
) as Readonly<Record<ToolName, RegExp>>;

/**
 * Says what a line is by itself. The labels DETAIL, HINT, CONTEXT and LINE are the client library's and so in
 * the tool's language, which is English (LC_MESSAGES=C); severity words and sentences are the server's.
 */
export function readToolLine(tool: ToolName, line: string): ToolLine {
  const script = tool === 'psql' ? /^psql:.*?:(\d{1,9}): (.*)$/s.exec(line) : null;
  if (script !== null) {
    const said = readLabelled(script[2] ?? '') ?? readServer(script[2] ?? '');
    if (said?.kind === 'start') {
      return { kind: 'start', start: { ...said.start, line: Number(script[1]) } };
    }
    if (said !== undefined) return said;
  }
  const statement = behindName(tool, line);
  if (statement !== undefined) return readStatement(statement);
  return readUnprefixed(tool, line);
}

/** What stands behind the tool's name, and whether the name stands there twice because two workers wrote at once. */
function behindName(tool: ToolName, line: string): Statement | undefined {
  const match = names[tool].exec(line);
  if (match === null) return undefined;
  const text = match[3] ?? '';
  const torn =
    match[1]?.trimEnd() !== `${tool}:` || /^(?:error|warning): $/.test(text.split(`${tool}:`, 1)[0] ?? '');
  return { text, torn, old: match[2] !== undefined };
}

function readStatement({ text, torn, old }: Statement): ToolLine {
  const stage = /^(?:Error )?while (INITIALIZING|PROCESSING TOC|FINALIZING):$/.exec(text);
  if (stage !== null) return { kind: 'stage', processing: stage[1] === 'PROCESSING TOC' };
  const entry = readTocEntry(text);
  if (entry !== undefined) return { kind: 'entry', entry: torn ? undefined : entry };
  const said = readLabelled(text) ?? readServer(text);
  if (said?.kind === 'start' && torn) return { kind: 'start', start: { ...said.start, torn: true } };
  if (said !== undefined) return said;
  const progress = readProgress(text);
  if (progress !== undefined) return { kind: 'progress', progress };
  // getopt's complaints and "terminated by user" carry no label, nor do the errors of clients before 12.
  const bare =
    /^(?:unrecognized option|invalid option|option .* (?:requires|doesn't|is ambiguous)|terminated by user)/;
  const severity = old || bare.test(text) ? 'error' : 'warning';
  return { kind: 'start', start: { ...startOf(severity, text), ...(torn ? { torn: true as const } : {}) } };
}

function readLabelled(text: string): ToolLine | undefined {
  const match = /^(error|fatal|warning|info|detail|hint): (.*)$/s.exec(text);
  if (match === null) return undefined;
  const rest = match[2] ?? '';
  // Clients of 12 to 14 print the continuation of an error with the label "error" again.
  const field = /^((?:The command|Command|Query) was: )(.*)$/s.exec(rest);
  if (field !== null) return { kind: 'field', field: 'command', text: field[2] ?? '', labelled: true };
  const server = /^Error message from server: (.*)$/s.exec(rest);
  if (server !== null) {
    return {
      kind: 'server',
      ...(readServerSentence(server[1] ?? '') ?? { severity: 'error', text: server[1] ?? '' }),
    };
  }
  if (match[1] === 'detail' || match[1] === 'hint') {
    return { kind: 'field', field: match[1], text: rest, labelled: true };
  }
  const severity = match[1] === 'info' ? 'notice' : (match[1] as Severity);
  return { kind: 'start', start: startOf(severity, rest) };
}

const leads =
  /^(could not execute query|COPY failed for table ".*?"|query failed|reconnection failed|error returned by PQput\w+|connection to server .*? failed|could not [\w ]{1,60}?): (.*)$/s;

/** The tools' and libpq's own sentences after which nothing more can be done. */
const fatalSentences =
  /^(?:connection to server .* failed: |server closed the connection unexpectedly|SSL connection has been closed|SSL SYSCALL error|could not receive data from server|could not write to (?:output )?file|a worker process died unexpectedly|worker process failed|aborting because of server version mismatch|out of memory)/s;

/** Takes the tool's own words from the server's sentence behind them. */
function startOf(severity: Severity, text: string): MessageStart {
  const lead: string[] = [];
  let rest = text;
  for (let depth = 0; depth < 3; depth++) {
    const server = readServerSentence(rest);
    if (server !== undefined) {
      const graver = server.severity === 'fatal' ? 'fatal' : severity;
      return { severity: graver, origin: 'server', text: server.text, lead: lead.join(': ') || undefined };
    }
    const match = leads.exec(rest);
    if (match === null) break;
    lead.push(match[1] ?? '');
    rest = match[2] ?? '';
  }
  const said = /^(?:could not execute query|query failed)$/.test(lead[0] ?? '')
    ? { text: rest, lead: lead[0] }
    : { text };
  return { severity: fatalSentences.test(said.text) ? 'fatal' : severity, origin: 'tool', ...said };
}

function readServer(line: string): ToolLine | undefined {
  const sentence = readServerSentence(line);
  return sentence === undefined ? undefined : { kind: 'start', start: { ...sentence, origin: 'server' } };
}

function readUnprefixed(tool: ToolName, line: string): ToolLine {
  for (const [label, field] of Object.entries(fields)) {
    if (line.startsWith(label))
      return { kind: 'field', field, text: line.slice(label.length), labelled: false };
  }
  if (/^LINE \d{1,9}: /.test(line)) return { kind: 'field', field: 'excerpt', text: line, labelled: false };
  if (/^(?:QUERY|LOCATION|STATEMENT|(?:SCHEMA|TABLE|COLUMN|DATATYPE|CONSTRAINT) NAME): {2}/.test(line)) {
    return { kind: 'field', field: 'other', text: line, labelled: false };
  }
  const server = readServer(line);
  if (server !== undefined) return server;
  const old = /^WARNING: (errors ignored on restore: \d+)$/.exec(line);
  if (old !== null) return { kind: 'start', start: startOf('warning', old[1] ?? '') };
  // The second half of a line that another worker's line cut in two.
  if (tool === 'pg_restore' && readTocEntry(line) !== undefined) return { kind: 'entry', entry: undefined };
  if (
    tool !== 'psql' &&
    /^(?:error|fatal): (?:could not execute query|COPY failed for table ".*"): /s.test(line)
  ) {
    const torn = readLabelled(line);
    if (torn?.kind === 'start') return { kind: 'start', start: { ...torn.start, torn: true } };
  }
  return { kind: 'plain', text: line };
}
