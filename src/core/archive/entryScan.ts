import {
  hasFailed,
  integerAt,
  readByte,
  readInteger,
  readUnsigned,
  rejectValue,
  skipString,
  type Cursor,
} from './cursor';
import { dataStateOf } from './entry';
import type { EntryLayout } from './entryLayout';
import { storedSection } from './entrySection';

/** Where each value of each entry stands: `layout.rules.length` numbers per entry. */
export interface Positions {
  numbers: Uint32Array;
  readonly layout: EntryLayout;
}

/** Space for `count` entries grows as they are found, so that a false count costs nothing. */
export function positionsFor(layout: EntryLayout, count: number): Positions {
  return { layout, numbers: new Uint32Array(layout.rules.length * Math.max(1, Math.min(count, 1024))) };
}

/**
 * Passes over entry `index` and notes where its values stand. The cursor's mark tells when bytes are missing or wrong;
 * the entry can then be passed over again from its start.
 */
export function scanEntry(
  cursor: Cursor,
  positions: Positions,
  index: number,
  offsetSize: number,
  isCustom: boolean,
): void {
  const { rules } = positions.layout;
  const first = index * rules.length;
  if (first + rules.length > positions.numbers.length) grow(positions);
  const { numbers } = positions;
  for (let column = 0; column < rules.length; column++) {
    const rule = rules[column];
    if (rule === undefined) break;
    const at = cursor.position;
    numbers[first + column] = at;
    switch (rule.is) {
      case 'integer':
        checkInteger(cursor, rule.field, at);
        break;
      case 'string':
        skipString(cursor);
        break;
      case 'required string':
        skipString(cursor);
        if (!hasFailed(cursor) && integerAt(cursor.bytes, at, cursor.integerSize) < 0)
          rejectValue(cursor, at, -1);
        break;
      case 'list':
        skipList(cursor);
        break;
      case 'data':
        if (isCustom) skipOffset(cursor, offsetSize);
        else skipString(cursor);
    }
    if (hasFailed(cursor)) return;
  }
}

function checkInteger(cursor: Cursor, field: string, at: number): void {
  const value = readInteger(cursor);
  if (hasFailed(cursor)) return;
  if (field === 'dumpId' && (value <= 0 || value > 0x7fffffff)) rejectValue(cursor, at, value);
  if (field === 'section' && storedSection(value) === undefined) rejectValue(cursor, at, value);
}

/** Strings up to a null; each takes bytes, so the end of the file ends it at the latest. */
function skipList(cursor: Cursor): void {
  for (;;) {
    const at = skipString(cursor);
    if (hasFailed(cursor) || integerAt(cursor.bytes, at, cursor.integerSize) < 0) return;
  }
}

function skipOffset(cursor: Cursor, offsetSize: number): void {
  const at = cursor.position;
  const state = readByte(cursor);
  readUnsigned(cursor, offsetSize);
  if (!hasFailed(cursor) && dataStateOf(state) === undefined) rejectValue(cursor, at, state);
}

function grow(positions: Positions): void {
  const larger = new Uint32Array(positions.numbers.length * 2);
  larger.set(positions.numbers);
  positions.numbers = larger;
}
