import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatMoment, formatMomentBriefly } from '../../../src/vscode/format';

/** The spaces that do not break are a matter of the language data. */
const plain = (formatted: string): string => formatted.replace(/[\u00a0\u202f]/g, ' ');

describe('a size', () => {
  it.each([
    [0, 'en', '0 bytes'],
    [1, 'en', '1 byte'],
    [999, 'en', '999 bytes'],
    [1000, 'en', '1 kB'],
    [71_600, 'en', '72 kB'],
    [71_600, 'fr', '72 ko'],
    [1_540_000, 'fr', '1,5 Mo'],
    [123_400_000, 'en', '123 MB'],
    // No “1,000 kB”.
    [999_400, 'en', '999 kB'],
    [999_600, 'en', '1 MB'],
    [2.5e15, 'en', '2,500 TB'],
  ])('of %d in %s: %s', (bytes, language, formatted) => {
    expect(plain(formatBytes(bytes, language))).toBe(formatted);
  });
});

describe('a duration', () => {
  it.each([
    [0, 'en', '0.0 s'],
    [849, 'en', '0.8 s'],
    [849, 'fr', '0,8 s'],
    [9949, 'en', '9.9 s'],
    [9950, 'en', '10 s'],
    [119_499, 'en', '119 s'],
    [119_500, 'en', '2 min 0 s'],
    [185_000, 'fr', '3 min 5 s'],
    [7_199_499, 'en', '119 min 59 s'],
    [7_199_500, 'en', '2 h 0 min'],
    [9_600_000, 'en', '2 h 40 min'],
  ])('of %d ms in %s: %s', (milliseconds, language, formatted) => {
    expect(formatDuration(milliseconds, language)).toBe(formatted);
  });
});

describe('a moment, in the reader’s time zone', () => {
  const moment = new Date(2026, 10, 22, 16, 5).getTime();

  it('in full', () => {
    expect(plain(formatMoment(moment, 'en'))).toBe('Nov 22, 2026, 4:05 PM');
    expect(plain(formatMoment(moment, 'fr'))).toBe('22 nov. 2026, 16:05');
  });

  it('without the year while that goes without saying', () => {
    const brief = (now: Date): string => plain(formatMomentBriefly(moment, 'fr', now.getTime()));
    expect(brief(new Date(2026, 11, 31, 23))).not.toContain('2026');
    expect(brief(new Date(2027, 0, 1, 0))).toContain('2026');
    expect(brief(new Date(2026, 0, 1))).toContain('22 nov.');
  });
});
