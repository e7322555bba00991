interface Attributes {
  readonly class?: string;
  readonly role?: string;
  readonly id?: string;
  readonly scope?: 'col' | 'row';
  readonly 'aria-hidden'?: 'true';
  readonly 'aria-labelledby'?: string;
  readonly 'aria-live'?: 'polite';
  readonly tabindex?: '0';
}

/** Makes an element. A string among the children becomes text, whatever it holds; nothing is ever read as HTML. */
export function element<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

const vectors = 'http://www.w3.org/2000/svg';

/** The shapes of the marks, drawn in a square of 16. */
const shapes = {
  passed: 'M3 8.5 6.5 12 13 4.5',
  failed: 'M4 4 12 12 M12 4 4 12',
  unknown: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.6 8 9 8 10 M8 12.4v.2',
  warning: 'M8 2.5 14 13H2Z M8 6.5v3 M8 11.2v.2',
} as const;
export type Mark = keyof typeof shapes;

/** A mark beside words that say the same, so hidden from the screen reader. */
export function mark(kind: Mark): SVGElement {
  const drawing = document.createElementNS(vectors, 'svg');
  drawing.setAttribute('class', `mark ${kind}`);
  drawing.setAttribute('viewBox', '0 0 16 16');
  drawing.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(vectors, 'path');
  shape.setAttribute('d', shapes[kind]);
  drawing.append(shape);
  return drawing;
}
