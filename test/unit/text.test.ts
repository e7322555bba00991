import { expect, it } from 'vitest';
import { inEnglish, text, translator } from '../../src/core/text';

const french = translator({
  'The file “{name}” has {count} rows.': 'Le fichier « {name} » a {count} lignes.',
  'no room': 'plus de place',
  'It failed: {why}': 'Échec : {why}',
});

it('fills a translated template, and an English one where there is no translation', () => {
  const message = text('The file “{name}” has {count} rows.', { name: 'a', count: 0 });
  expect(french(message)).toBe('Le fichier « a » a 0 lignes.');
  expect(inEnglish(message)).toBe('The file “a” has 0 rows.');
  expect(french(text('Unknown {x}', { x: 1 }))).toBe('Unknown 1');
});

it('translates a message inside a message', () => {
  expect(french(text('It failed: {why}', { why: text('no room') }))).toBe('Échec : plus de place');
});

it('never reads a value as a template, nor as a pattern of replace', () => {
  const hostile = '{count} $& $1 {name}';
  expect(inEnglish(text('{name}|{count}', { name: hostile, count: 1 }))).toBe(`${hostile}|1`);
  expect(french(text('{x}', { x: 'no room' }))).toBe('no room');
});

it('leaves a placeholder without a value standing, so that it is noticed', () => {
  expect(inEnglish(text('{missing}'))).toBe('{missing}');
});
