import type { ToolName } from '../commandLine';
import { inEnglish, text } from '../text';
import { addToDraft, closeDraft, cut, openDraft, type MessageDraft } from './messageDraft';
import { readToolLine, type MessageStart, type ToolLine } from './toolLine';
import { canBelongTo } from './tocEntry';
import { isFailure, type TocEntry, type ToolMessage, type ToolProgress } from './toolMessage';

export interface CollectionOptions {
  /** Told each line that says what the tool is doing (it runs with `--verbose`). */
  readonly onProgress?: ((progress: ToolProgress) => void) | undefined;
  /** The most messages that are kept; the rest is counted. Warnings and notices get at most half of it. */
  readonly messageLimit?: number | undefined;
  /** The most characters that are kept in all. */
  readonly characterLimit?: number | undefined;
}

export interface MessageCollection {
  /** Takes the next line of standard error, without its line end. */
  line(line: string): void;
  /** Ends the collection; says what was collected, a message of ours last where some could not be kept. */
  end(): readonly ToolMessage[];
}

/** The longest line that is looked at. */
const lineLimit = 64 * 1024;

/** libpq's words about a lost connection, which follow the server's last sentence. */
const connectionLost = /^(?:server closed the connection unexpectedly|connection to server was lost)$/;

/**
 * Groups the lines that pg_dump, pg_restore or psql write to standard error into messages.
 * The tools must run with `LC_MESSAGES=C`; pg_restore names archive entries only with `--verbose`.
 */
export function collectMessages(tool: ToolName, options: CollectionOptions = {}): MessageCollection {
  const kept = keepMessages(options.messageLimit ?? 10_000, options.characterLimit ?? 16 * 1024 * 1024);
  let draft: MessageDraft | undefined;
  /** The message that a line of progress came into; workers and their leader write side by side. */
  let suspended: MessageDraft | undefined;
  let entry: TocEntry | undefined;
  let parallel = false;
  /** What a line without a label continues where no message is open. */
  let before: 'nothing' | 'entry' | 'progress' = 'nothing';

  const close = (): void => {
    for (const ended of [suspended, draft]) {
      if (ended !== undefined) kept.add(parallel ? doubted(closeDraft(ended)) : closeDraft(ended));
    }
    suspended = undefined;
    draft = undefined;
    before = 'nothing';
  };
  const open = (start: MessageStart): MessageDraft => {
    close();
    const certain = start.torn !== true && (start.severity === 'error' || start.severity === 'fatal');
    return (draft = openDraft(tool, start, certain ? entry : undefined));
  };
  /** A line that belongs to no message: more was said than was understood, which must not be lost. */
  const orphan = (line: string): MessageDraft =>
    open({ severity: 'error', origin: 'tool', text: line, torn: true });

  const addField = (line: Extract<ToolLine, { kind: 'field' }>, raw: string): void => {
    if (draft?.current === 'command' && !line.labelled) addToDraft(draft, 'command', raw);
    else if (draft === undefined || (line.field === 'command' && isNotFailed(draft))) orphan(raw);
    else addToDraft(draft, line.field, line.text);
  };
  const addPlain = (line: string): void => {
    if (draft !== undefined) {
      const ended = connectionLost.test(line) && draft.current !== 'command' && draft.start.text !== '';
      if (ended) draft.start = { ...draft.start, severity: 'fatal' };
      const after = draft.current === 'excerpt' || draft.current === 'other';
      if (after && /^\s*\^$/.test(line)) return;
      addToDraft(draft, ended ? 'detail' : after ? 'text' : draft.current, line);
    } else if (before === 'entry' && entry !== undefined) {
      entry = { ...entry, description: cut(`${entry.description}\n${line}`, 1000) };
    } else if (before === 'nothing' && line.trim() !== '') {
      orphan(line);
    }
  };

  return {
    line(raw) {
      const line = cut(raw.replace(/\r$/, ''), lineLimit);
      const read = readToolLine(tool, line);
      switch (read.kind) {
        case 'stage':
          close();
          if (!read.processing) entry = undefined;
          return;
        case 'entry':
          if (draft?.current === 'command' && isPartOfCommand(tool, line)) {
            addToDraft(draft, 'command', line);
            return;
          }
          close();
          entry = read.entry;
          before = 'entry';
          return;
        case 'start':
          if (draft?.current === 'command' && isPartOfCommand(tool, line)) addToDraft(draft, 'command', line);
          else open(read.start);
          return;
        case 'server':
          if (draft === undefined) open({ ...read, origin: 'server' });
          else draft = promote(draft, read);
          return;
        case 'field':
          // A command that continues after progress is not taken on: it may be of any message.
          if (draft === undefined && read.field !== 'command') {
            draft = suspended;
            suspended = undefined;
          }
          addField(read, line);
          return;
        case 'progress':
          if (/^(?:entering|finished) main parallel loop$/.test(read.progress.object)) {
            close();
            parallel = read.progress.object.startsWith('entering');
          } else if (draft !== undefined) {
            const interrupted = draft;
            draft = undefined;
            close();
            suspended = interrupted;
          }
          before = 'progress';
          options.onProgress?.(read.progress);
          return;
        case 'plain':
          addPlain(read.text);
          return;
      }
    },
    end() {
      close();
      return kept.all();
    },
  };
}

/** Marks what was said while several workers were at it, and takes back an entry that cannot be the message's. */
function doubted(closed: ReturnType<typeof closeDraft>): ReturnType<typeof closeDraft> {
  const { tocEntry, ...rest } = closed.message;
  if (!isFailure(rest)) return closed;
  const certain =
    rest.origin === 'tool' || (tocEntry !== undefined && canBelongTo(tocEntry, rest.lead, rest.command));
  const message: ToolMessage = certain
    ? { ...closed.message, parallel: true }
    : { ...rest, torn: true, parallel: true };
  return { ...closed, message };
}

function isNotFailed(draft: MessageDraft): boolean {
  return draft.start.severity === 'warning' || draft.start.severity === 'notice';
}

/** In a command's text only a line that begins with the tool's name, or is cut from one, ends it. */
function isPartOfCommand(tool: ToolName, line: string): boolean {
  return (
    !line.startsWith(`${tool}:`) &&
    !/^(?:error: |fatal: |WARNING: errors ignored on restore: \d+$)/.test(line)
  );
}

/** Where the tool's sentence came first and the server's on the next line, the first becomes the lead. */
function promote(draft: MessageDraft, server: Extract<ToolLine, { kind: 'server' }>): MessageDraft {
  const severity = server.severity === 'fatal' ? 'fatal' : draft.start.severity;
  const lead = draft.parts.text ?? '';
  const start: MessageStart = { ...draft.start, severity, origin: 'server', text: server.text, lead };
  return openDraft(draft.tool, start, draft.tocEntry);
}

/** Keeps so many messages of so many characters; counts the others. */
function keepMessages(
  messageLimit: number,
  characterLimit: number,
): { add(closed: ReturnType<typeof closeDraft>): void; all(): readonly ToolMessage[] } {
  const kept: ToolMessage[] = [];
  const unkept = { count: 0, errors: 0 };
  let characters = 0;
  let mild = 0;
  return {
    add(closed) {
      const failed = isFailure(closed.message);
      const room = kept.length < messageLimit && characters + closed.characters <= characterLimit;
      if (room && (failed || mild < messageLimit / 2)) {
        kept.push(closed.message);
        characters += closed.characters;
        if (!failed) mild += 1;
        return;
      }
      unkept.count += 1;
      if (failed) unkept.errors += 1;
    },
    all() {
      const tool = kept[0]?.tool;
      if (unkept.count === 0) return kept;
      const ownText = text('{count} more messages were not kept, {errors} of them errors.', unkept);
      const severity = unkept.errors > 0 ? 'error' : 'warning';
      const told = { severity, origin: 'product', text: inEnglish(ownText), ownText } as const;
      return [...kept, { tool: tool ?? 'pg_restore', ...told, unkeptErrors: unkept.errors }];
    },
  };
}
