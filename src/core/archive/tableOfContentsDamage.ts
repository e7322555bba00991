import { text } from '../text';
import type { Fault } from './cursor';
import type { Damage } from './damage';
import { newestMinor, oldestMinor, type ArchiveVersion } from './archiveHeader';

/** The most that is held of a table of contents, in bytes: some 1.5 million entries. */
export const largestTableOfContents = 512 * 1024 * 1024;

/** A count above this is taken for damage, one below it for a file that was cut. */
const plausibleCount = 10_000_000;

export function oversizedContents(): Damage {
  return {
    kind: 'too-large',
    message: text('The table of contents is larger than {limit} MB, more than can be opened here.', {
      limit: largestTableOfContents / 1024 / 1024,
    }),
  };
}

/** The header cannot be read; `size` is that of the file in bytes. */
export function damagedHeader(fault: Fault, size: number): Damage {
  if (fault.kind === 'truncated')
    return {
      kind: 'truncated',
      message: text('The file ends at byte {size}, inside the header of the archive: it is cut short.', {
        size,
      }),
    };
  return {
    kind: 'impossible-value',
    message: text(
      'The header of the archive holds an impossible value ({value}) at byte {offset}: the file is damaged.',
      { value: fault.value, offset: fault.at },
    ),
  };
}

/** Entry `entry` of `count`, from 1, cannot be read. */
export function damagedEntry(fault: Fault, entry: number, count: number, size: number): Damage {
  if (fault.kind === 'truncated')
    return {
      kind: 'truncated',
      message: text(
        'The file ends at byte {size}, inside entry {entry} of {count} of the table of contents: it is cut short or damaged.',
        { size, entry, count },
      ),
    };
  return {
    kind: 'impossible-value',
    message: text(
      'Entry {entry} of {count} of the table of contents holds an impossible value ({value}) at byte {offset}: the file is damaged.',
      { entry, count, value: fault.value, offset: fault.at },
    ),
  };
}

/** The number of entries cannot be true; `left` is how many bytes follow it. */
export function badCount(count: number, left: number, offset: number): Damage {
  if (count < 0 || count > plausibleCount)
    return {
      kind: 'impossible-value',
      message: text(
        'The table of contents announces an impossible number of entries ({count}) at byte {offset}: the file is damaged.',
        { count, offset },
      ),
    };
  return {
    kind: 'truncated',
    message: text(
      'The table of contents announces {count} entries, but only {left} bytes follow: the file is cut short or damaged.',
      { count, left: Math.max(0, left) },
    ),
  };
}

/** An archive version that is not read here; undefined for one that is. */
export function unknownVersion(version: ArchiveVersion): Damage | undefined {
  const { major, minor, revision } = version;
  if (major === 1 && minor >= oldestMinor && minor <= newestMinor) return undefined;
  const told = `${major}.${minor}-${revision}`;
  if (major < 1 || (major === 1 && minor < oldestMinor))
    return {
      kind: 'too-old',
      message: text(
        'This archive has version {version}, from before PostgreSQL 8.0, and cannot be read here. If the file is not that old, it is damaged.',
        { version: told },
      ),
    };
  return {
    kind: 'too-new',
    message: text(
      'This archive has version {version}; the newest that can be read here is {newest}. Update this program, or use pg_restore of the PostgreSQL version that made it.',
      { version: told, newest: `1.${newestMinor}` },
    ),
  };
}
