import { maskPasswords } from '../connection/maskPasswords';
import type { ToolName } from '../commandLine';
import type { MessageField, MessageStart } from './toolLine';
import type { TocEntry, ToolMessage } from './toolMessage';

/** The most characters that one message keeps. */
export const messageLimit = 64 * 1024;
/** The most characters of the failed command that are kept. */
export const commandLimit = 500;

/** A message while its lines still come. */
export interface MessageDraft {
  readonly tool: ToolName;
  start: MessageStart;
  readonly tocEntry: TocEntry | undefined;
  readonly parts: Partial<Record<MessageField, string>>;
  /** The field that lines without a label belong to. */
  current: MessageField;
  /** The fields that were cut. */
  readonly full: Set<MessageField>;
  room: number;
}

/** Begins a message. */
export function openDraft(tool: ToolName, start: MessageStart, tocEntry?: TocEntry): MessageDraft {
  const draft: MessageDraft = {
    tool,
    start: { ...start, ...(start.lead === undefined ? {} : { lead: cut(start.lead, commandLimit) }) },
    tocEntry,
    parts: {},
    current: 'text',
    full: new Set(),
    room: messageLimit,
  };
  addToDraft(draft, 'text', start.text);
  return draft;
}

/** Adds a line to a field, a new line in it where it is not empty; what is too long ends in "…". */
export function addToDraft(draft: MessageDraft, field: MessageField, line: string): void {
  draft.current = field;
  if (draft.full.has(field)) return;
  const before = draft.parts[field];
  const wanted = before === undefined ? line : `\n${line}`;
  const room = field === 'command' ? Math.min(commandLimit - (before?.length ?? 0), draft.room) : draft.room;
  if (wanted.length > room) draft.full.add(field);
  const added = cut(wanted, room);
  draft.room -= added.length;
  draft.parts[field] = room < 1 && before !== undefined ? `${before.slice(0, -1)}…` : (before ?? '') + added;
}

/** The message as it stands, and how many characters it holds. */
export function closeDraft(draft: MessageDraft): { message: ToolMessage; characters: number } {
  const { parts, start, tocEntry, tool } = draft;
  const known = {
    lead: shown(start.lead),
    line: start.line,
    torn: start.torn,
    tocEntry,
    detail: shown(parts.detail),
    hint: shown(parts.hint),
    context: shown(parts.context),
    command: shown(parts.command),
    excerpt: shown(parts.excerpt),
  };
  const said = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  const message: ToolMessage = {
    tool,
    severity: start.severity,
    origin: start.origin,
    text: shown(parts.text) ?? '',
    ...said,
  };
  return { message, characters: messageLimit - draft.room + (tocEntry?.description.length ?? 0) };
}

/** What may be kept of a part: a failed statement can hold the password of a role or a user mapping. */
function shown(part: string | undefined): string | undefined {
  return part === undefined ? undefined : maskPasswords(part.trimEnd());
}

/** At most `limit` characters, ending in "…" where something was cut; a copy then, so that the long line can go. */
export function cut(line: string, limit: number): string {
  if (line.length <= limit) return line;
  return limit < 1
    ? ''
    : `${line
        .slice(0, limit - 1)
        .split('')
        .join('')}…`;
}
