/** A value that must never be shown: printing, logging or serialising it shows dots. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself; only for the place that hands it to the server or writes the password file. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '••••••';
  }

  toJSON(): string {
    return this.toString();
  }
}
