import { describe, expect, it } from 'vitest';
import { checkDatabaseName, restoringName } from '../../../src/core/restore/restoringName';
import { errorOf } from '../thrownError';

const free = (): boolean => false;

describe('the unfinished name', () => {
  it('tells what it is', () => {
    expect(restoringName('pianos', 63, free)).toBe('pianos__restoring');
  });

  it('counts past earlier attempts', () => {
    const taken = new Set(['pianos__restoring', 'pianos__restoring_2']);
    expect(restoringName('pianos', 63, (name) => taken.has(name))).toBe('pianos__restoring_3');
  });

  it.each(['x'.repeat(63), 'é'.repeat(31), '語'.repeat(21), '😀'.repeat(15), 'a' + '語'.repeat(20)])(
    'of %s fits, and is cut between characters',
    (name) => {
      for (const isTaken of [free, (candidate: string) => !candidate.endsWith('_12')]) {
        const cut = restoringName(name, 63, isTaken);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(63);
        expect(Buffer.byteLength(cut)).toBeGreaterThan(59);
        expect(Buffer.from(cut).toString()).toBe(cut);
        expect(name.startsWith(cut.replace(/__restoring(_12)?$/, ''))).toBe(true);
      }
    },
  );
});

describe('the name', () => {
  it.each(['pianos', 'x'.repeat(63), 'é'.repeat(31), "host=evil dbname='x'", '"; DROP', 'a\nb', '-x', ' '])(
    '%j may be given',
    (name) => {
      expect(() => checkDatabaseName(name, 63)).not.toThrow();
    },
  );

  it.each([
    ['', 'database-name-malformed'],
    ['a\0b', 'database-name-malformed'],
    ['x'.repeat(64), 'database-name-too-long'],
    ['é'.repeat(32), 'database-name-too-long'],
    ['😀'.repeat(16), 'database-name-too-long'],
  ])('%j may not', (name, code) => {
    expect(errorOf(() => checkDatabaseName(name, 63))).toMatchObject({ kind: 'usage', code });
  });
});
