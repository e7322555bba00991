import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import frenchBundle from '../../../media/l10n/bundle.l10n.fr.json';

const sources = fileURLToPath(new URL('../../../src/', import.meta.url));
const french: Readonly<Record<string, string>> = frenchBundle;

interface Found {
  readonly template: string;
  readonly place: string;
}

/** Every call of `text`; those whose template is no literal apart. */
function textCalls(): { readonly literals: readonly Found[]; readonly computed: readonly string[] } {
  const literals: Found[] = [];
  const computed: string[] = [];
  for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file)) continue;
    const parsed = ts.createSourceFile(
      file,
      readFileSync(sources + file, 'utf8'),
      ts.ScriptTarget.ES2022,
      true,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'text') {
        const [template] = node.arguments;
        const place = `${file}:${parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
        if (template !== undefined && ts.isStringLiteralLike(template))
          literals.push({ template: template.text, place });
        else computed.push(place);
      }
      ts.forEachChild(node, visit);
    };
    visit(parsed);
  }
  return { literals, computed };
}

const { literals, computed } = textCalls();
const templates = new Set(literals.map(({ template }) => template));

const placeholders = (template: string): string[] => [...new Set(template.match(/\{\w+\}/g) ?? [])].sort();

describe('the messages', () => {
  it('are found', () => {
    expect(templates.size).toBeGreaterThan(300);
    expect(templates).toContain('Cancelled.');
  });

  it('have a literal template each, so that none is missed here', () => {
    expect(computed).toEqual([]);
  });

  it('are in English with English quotes', () => {
    const odd = literals.filter(({ template }) => /[«»\u00a0\u202f]|\s$|^\s|[\p{L}]'[\p{L}]/u.test(template));
    expect(odd).toEqual([]);
  });
});

describe('the French bundle', () => {
  it('translates every message', () => {
    expect(literals.filter(({ template }) => !Object.hasOwn(french, template))).toEqual([]);
  });

  it('holds nothing that is not said any more', () => {
    expect(Object.keys(french).filter((template) => !templates.has(template))).toEqual([]);
  });

  it('has the same placeholders', () => {
    const different = Object.entries(french).filter(
      ([template, translation]) => placeholders(template).join() !== placeholders(translation).join(),
    );
    expect(different).toEqual([]);
  });

  it('says nothing in English', () => {
    const sameInBoth = new Set(['Cause', 'tar']);
    const hasWords = (template: string): boolean => /\p{L}/u.test(template.replace(/\{\w+\}/g, ''));
    const same = Object.entries(french).filter(
      ([template, translation]) =>
        translation.trim() === '' || (template === translation && hasWords(template)),
    );
    expect(same.map(([template]) => template).filter((template) => !sameInBoth.has(template))).toEqual([]);
  });

  it('quotes and spaces as French does', () => {
    const odd = Object.values(french).filter((translation) =>
      /[“”"]|«(?!\u00a0)|(?<!\u00a0)»| [:;!?](?=\s|$)|\p{L}'\p{L}/u.test(translation),
    );
    expect(odd).toEqual([]);
  });

  it('is sorted, so that two additions seldom meet', () => {
    expect(Object.keys(french)).toEqual(Object.keys(french).sort());
  });
});
