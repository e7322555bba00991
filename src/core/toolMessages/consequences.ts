import { entryGraph, type ArchiveFacts } from './entryGraph';
import { createdObject, lackOf, type Lack } from './failedCommand';
import { complaintOf, missingObject, type Complaint } from './serverSentences';
import { isFailure, type ToolMessage } from './toolMessage';

/** Which lack explains which complaint. */
const explains: Readonly<Record<Complaint, readonly Lack[]>> = {
  absent: ['missing', 'older'],
  present: ['older'],
  orphaned: ['rows'],
  aborted: [],
};

/** Follows failures to what caused them, in the order of the messages. */
export interface Tracing {
  /** The message that is the first cause of this one; undefined where it is a cause of its own. */
  causeOf(message: ToolMessage): number | undefined;
  /** Remembers a failure that is not harmless; `cause` is its own index or the first cause it was traced to. */
  remember(message: ToolMessage, cause: number): void;
}

/**
 * Traces failures along the archive's dependencies and, where the tool named no entry, by the name of what is missing.
 * A failure is a consequence only if its whole sentence complains of what the other failure left behind.
 */
export function traceConsequences(messages: readonly ToolMessage[], facts: ArchiveFacts): Tracing {
  const entries = messages.flatMap((message) =>
    isFailure(message) && message.tocEntry ? [message.tocEntry.dumpId] : [],
  );
  const graph = entryGraph(entries, facts);
  const missing = new Map<string, number>();
  let lastFailure: number | undefined;
  let lostConnection: number | undefined;

  const byEntry = (message: ToolMessage, complaint: Complaint): number | undefined => {
    const dumpId = message.tocEntry?.dumpId;
    if (dumpId === undefined) return undefined;
    for (const lack of explains[complaint]) {
      const cause = graph.causeAt(lack, dumpId);
      if (cause !== undefined) return cause;
    }
    return undefined;
  };

  return {
    causeOf(message) {
      if (!isFailure(message) || message.torn === true) return undefined;
      if (message.origin === 'tool') {
        return message.text === 'no connection to the server' ? lostConnection : undefined;
      }
      // A sentence said inside a function is that function's, except for what COPY tells of the row.
      if (message.severity !== 'error' || !/^(?:COPY |$)/.test(message.context ?? '')) return undefined;
      const complaint = complaintOf(message.text);
      if (complaint === undefined) return undefined;
      if (complaint === 'aborted') return lastFailure;
      return byEntry(message, complaint) ?? missing.get(missingObject(message.text) ?? '');
    },
    remember(message, cause) {
      lastFailure = cause;
      if (message.severity === 'fatal' || message.text.startsWith('server closed the connection')) {
        lostConnection ??= cause;
      }
      const lack = lackOf(message);
      if (lack === undefined) return;
      if (message.tocEntry !== undefined) graph.spread(lack, message.tocEntry.dumpId, cause);
      const created = lack === 'missing' ? createdObject(message.command ?? '') : undefined;
      if (created !== undefined && !missing.has(created)) missing.set(created, cause);
    },
  };
}
