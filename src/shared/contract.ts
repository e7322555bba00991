/** What passes between the extension and one of its webviews; each webview has one. */
export interface Contract {
  /** What the page asks: `name: (parameter) => result`. */
  readonly requests: object;
  /** What the extension tells unasked: `name: data`. */
  readonly events: object;
}

export type RequestName<C extends Contract> = keyof C['requests'] & string;
export type EventName<C extends Contract> = keyof C['events'] & string;

export type Parameter<C extends Contract, N extends RequestName<C>> = C['requests'][N] extends (
  parameter: infer P,
) => unknown
  ? P
  : never;
export type Result<C extends Contract, N extends RequestName<C>> = C['requests'][N] extends (
  parameter: never,
) => infer R
  ? R
  : never;

/** One handler for each request: a missing one, or one with another result, does not compile. */
export type Handlers<C extends Contract> = {
  readonly [N in RequestName<C>]: (parameter: Parameter<C, N>) => Result<C, N> | Promise<Result<C, N>>;
};

/** A request on its way to the extension. */
export interface RequestMessage {
  readonly kind: 'request';
  readonly id: number;
  readonly name: string;
  readonly parameter: unknown;
}

/** Its answer; a handler that fails answers too. */
export type AnswerMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly message: string };

export interface EventMessage {
  readonly kind: 'event';
  readonly name: string;
  readonly data: unknown;
}
