import { describe, expect, it } from 'vitest';
import { maskPasswords } from '../../../src/core/connection/maskPasswords';

describe('maskPasswords', () => {
  it.each([
    [
      'unexpected argument ‘postgres://u:secret@h:5432/d’',
      'unexpected argument ‘postgres://u:••••••@h:5432/d’',
    ],
    ['postgresql://u:se/c@re t@h/d', 'postgresql://u:••••••@h/d'],
    ['“/tmp/postgres:/u:secret@h/d” is not there', '“/tmp/postgres:/u:••••••@h/d” is not there'],
    ['postgres://:secret@h', 'postgres://:••••••@h'],
    ["“host=h password='se\\' cret' user=u”", '“host=h password=•••••• user=u”'],
    ['postgres://h/d?password=secret&sslmode=require', 'postgres://h/d?password=••••••&sslmode=require'],
    ['postgres://u:one@h/d and\npostgres://u:two@h/d', 'postgres://u:••••••@h/d'],
  ])('hides that of %s', (sentence, masked) => {
    expect(maskPasswords(sentence)).toBe(masked);
  });

  it.each(['postgres://u@h:5432/d', 'The password of “u” is wrong.', 'at main (/srv/app.js:1:2) for a@b.c'])(
    'leaves %s as it is',
    (sentence) => {
      expect(maskPasswords(sentence)).toBe(sentence);
    },
  );
});
