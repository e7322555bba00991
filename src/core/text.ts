/** A message for a person, kept as data until a shell shows it in the reader's language. */
export interface Text {
  /** The English sentence with `{name}` placeholders; also the key of its translations. */
  readonly template: string;
  readonly values: Readonly<Record<string, TextValue>>;
}

/** What may stand in a placeholder: a value shown as it is, or another message. */
export type TextValue = string | number | Text;

/** Turns a message into a sentence; each shell has one for its language. */
export type Translate = (message: Text) => string;

/**
 * Makes a message. The template must be a literal, because a test collects every literal
 * and holds it against the translations.
 */
export function text(template: string, values: Readonly<Record<string, TextValue>> = {}): Text {
  return { template, values };
}

/** Looks up each template in `translations` (template -> translated template); English where there is none. */
export function translator(translations: Readonly<Record<string, string>>): Translate {
  const translate: Translate = (message) =>
    (translations[message.template] ?? message.template).replace(
      /\{(\w+)\}/g,
      (placeholder, name: string) => {
        const value = message.values[name];
        if (value === undefined) return placeholder;
        return typeof value === 'object' ? translate(value) : String(value);
      },
    );
  return translate;
}

/** The sentence in English, for logs and for developers. */
export const inEnglish: Translate = translator({});
