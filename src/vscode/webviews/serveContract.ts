import type {
  AnswerMessage,
  Contract,
  EventMessage,
  EventName,
  Handlers,
  RequestMessage,
} from '../../shared/contract';

/** What messages to and from a page pass through: a `vscode.Webview`, or a test's. */
export interface PageMessages {
  postMessage(message: AnswerMessage | EventMessage): PromiseLike<unknown>;
  onDidReceiveMessage(listener: (message: unknown) => void): { dispose(): unknown };
}

/** The extension's end of a webview's contract. */
export interface ServedContract<C extends Contract> {
  tell<N extends EventName<C>>(name: N, data: C['events'][N]): void;
  dispose(): void;
}

/** Answers the requests of a page; each is answered, also where its handler fails. */
export function serveContract<C extends Contract>(
  webview: PageMessages,
  handlers: Handlers<C>,
  tellBug: (error: unknown) => void,
): ServedContract<C> {
  const answer = async (message: unknown): Promise<void> => {
    if (!isRequest(message)) return;
    const { id } = message;
    let reply: AnswerMessage;
    try {
      reply = { kind: 'answer', id, ok: true, result: await handle(handlers, message) };
    } catch (error) {
      tellBug(error);
      reply = {
        kind: 'answer',
        id,
        ok: false,
        message: error instanceof Error ? error.message : String(error),
      };
    }
    await webview.postMessage(reply);
  };
  const subscription = webview.onDidReceiveMessage((message) => void answer(message));
  return {
    tell(name, data) {
      const event: EventMessage = { kind: 'event', name, data };
      void webview.postMessage(event);
    },
    dispose: () => void subscription.dispose(),
  };
}

async function handle<C extends Contract>(handlers: Handlers<C>, message: RequestMessage): Promise<unknown> {
  if (!Object.hasOwn(handlers, message.name)) throw new Error(`The page asked for “${message.name}”`);
  const handler = (handlers as Readonly<Record<string, (parameter: unknown) => unknown>>)[message.name];
  return await handler?.(message.parameter);
}

function isRequest(message: unknown): message is RequestMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'request' &&
    'id' in message &&
    typeof message.id === 'number' &&
    'name' in message &&
    typeof message.name === 'string'
  );
}
