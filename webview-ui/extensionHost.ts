import type {
  AnswerMessage,
  Contract,
  EventMessage,
  EventName,
  Parameter,
  RequestMessage,
  RequestName,
  Result,
} from '../src/shared/contract';

/** The page's end of its contract. */
export interface ExtensionHost<C extends Contract> {
  /** Settles when the extension has answered; rejects with what it says where its handler failed. */
  request<N extends RequestName<C>>(name: N, parameter: Parameter<C, N>): Promise<Result<C, N>>;
  on<N extends EventName<C>>(name: N, listener: (data: C['events'][N]) => void): void;
}

/** What messages pass through: VS Code's, or a test's. */
export interface MessagePort {
  post(message: RequestMessage): void;
  receive(listener: (message: AnswerMessage | EventMessage) => void): void;
}

export function extensionHost<C extends Contract>(port: MessagePort): ExtensionHost<C> {
  const waiting = new Map<number, (answer: AnswerMessage) => void>();
  const listeners = new Map<string, (data: unknown) => void>();
  let lastId = 0;
  port.receive((message) => {
    if (message.kind === 'event') listeners.get(message.name)?.(message.data);
    else {
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    }
  });
  return {
    request: (name, parameter) =>
      new Promise((resolve, reject) => {
        const id = (lastId += 1);
        waiting.set(id, (answer) => {
          if (answer.ok) resolve(answer.result as Result<C, typeof name>);
          else reject(new Error(answer.message));
        });
        port.post({ kind: 'request', id, name, parameter });
      }),
    on: (name, listener) => void listeners.set(name, listener as (data: unknown) => void),
  };
}

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** The port that VS Code gives to a page; to be called once. */
export function editorPort(): MessagePort {
  const editor = acquireVsCodeApi();
  return {
    post: (message) => editor.postMessage(message),
    receive: (listener) =>
      window.addEventListener('message', (event: MessageEvent<AnswerMessage | EventMessage>) =>
        listener(event.data),
      ),
  };
}
