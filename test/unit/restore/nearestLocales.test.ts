import { describe, expect, it } from 'vitest';
import { nearestLocales } from '../../../src/core/restore/nearestLocales';

const debian = ['C', 'C.utf8', 'POSIX', 'de_DE.utf8', 'en_US.utf8', 'fr_BE.utf8', 'fr_FR.utf8', 'fr_FR@euro'];

/** The first candidate that the server lists, or that every server has. */
function nearest(
  wanted: string,
  encoding = 'UTF8',
  available: readonly string[] = debian,
): string | undefined {
  return nearestLocales(wanted, available, encoding).find((name) => available.includes(name));
}

describe('a locale under another spelling', () => {
  it.each([
    ['fr_FR.UTF-8', 'fr_FR.utf8'],
    ['fr_FR.utf8@euro', 'fr_FR@euro'],
    ['fr_FR', 'fr_FR.utf8'],
    ['fr-FR', 'fr_FR.utf8'],
    ['fr_FR.ISO8859-1', 'fr_FR.utf8'],
    ['French_France.1252', 'fr_FR.utf8'],
    ['French_France.utf8', 'fr_FR.utf8'],
    ['French_France', 'fr_FR.utf8'],
    ['English_United States.1252', 'en_US.utf8'],
    ['German_Germany.1252', 'de_DE.utf8'],
    ['fr-FR-u-co-phonebk', 'fr_FR.utf8'],
  ])('%s is %s', (wanted, found) => {
    expect(nearest(wanted)).toBe(found);
  });

  it.each([
    ['Vietnamese_Vietnam.1258', 'vi_VN.UTF-8'],
    ['Serbian (Latin)_Serbia.1250', 'sr_RS.UTF-8'],
    ['Norwegian Bokmål_Norway.1252', 'nb_NO.UTF-8'],
    ['Norwegian (Bokmål)_Norway.1252', 'nb_NO.UTF-8'],
    ['Portuguese_Brazil.1252', 'pt_BR.UTF-8'],
    ['English_United Kingdom.1252', 'en_GB.UTF-8'],
    ['Chinese (Simplified)_China.936', 'zh_CN.UTF-8'],
  ])('%s is first tried as %s', (wanted, first) => {
    expect(nearestLocales(wanted, [], 'UTF8')[0]).toBe(first);
  });
});

describe('a locale that is nowhere', () => {
  it.each([
    ['fr_CA.UTF-8', 'fr_BE.utf8'],
    ['French_Canada.1252', 'fr_BE.utf8'],
    ['Czech_Czech Republic.1250', 'cs_CZ.utf8'],
  ])('%s gives the same language elsewhere: %s', (wanted, found) => {
    expect(nearest(wanted, 'UTF8', [...debian, 'cs_CZ.utf8'])).toBe(found);
  });

  it.each(['Klingon_Qonos.1252', 'xx_XX.UTF-8', 'POSIX2', '', 'nonsense; DROP', '_', '(', 'und'])(
    '%j gives what every server has, in its encoding',
    (wanted) => {
      expect(nearest(wanted)).toBe('C.utf8');
      expect(nearestLocales(wanted, [], 'LATIN1').at(-1)).toBe('C');
    },
  );

  it('never tries itself again, nor anything twice', () => {
    const tried = nearestLocales('fr_FR.utf8', debian, 'UTF8');
    expect(tried).not.toContain('fr_FR.utf8');
    expect(new Set(tried).size).toBe(tried.length);
  });

  it('ends with what is always there', () => {
    expect(nearestLocales('fr_FR', debian, 'UTF8').slice(-3)).toEqual(['C.UTF-8', 'C.utf8', 'C']);
    expect(nearestLocales('fr_FR', debian, 'LATIN1').at(-1)).toBe('C');
  });
});

it('is quick with a thousand locales and a hostile name', () => {
  const available = Array.from(
    { length: 1000 },
    (_, index) => `fr_F${String.fromCharCode(65 + (index % 26))}.x${index}`,
  );
  const started = performance.now();
  nearestLocales(`${'A a'.repeat(30_000)}_`, available, 'UTF8');
  nearestLocales('fr_FR', available, 'UTF8');
  expect(performance.now() - started).toBeLessThan(1000);
});
