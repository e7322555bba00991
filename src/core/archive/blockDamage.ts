import { text } from '../text';
import type { ByteSource } from './byteSource';
import type { Damage } from './damage';

/** The last data, or the table of contents where there is none, ends with the file. */
export function trailingBytes(end: number, size: number): Damage[] {
  if (end >= size) return [];
  const message = text('The archive ends at byte {end}, but {count} more bytes follow.', {
    end,
    count: size - end,
  });
  return [{ kind: 'trailing-bytes', message }];
}

/** The file does not end as an archive does. */
export function missingTerminator(source: ByteSource): Damage {
  const message = text(
    'The file ends at byte {size} without the mark that ends its last data: it is cut short or damaged.',
    { size: source.size },
  );
  return { kind: 'truncated', message };
}
