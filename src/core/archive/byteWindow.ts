import type { ByteSource } from './byteSource';

/** A part of a file seen as a file of its own; `length` is cut to what the file holds. */
export function byteWindow(source: ByteSource, start: number, length: number): ByteSource {
  const size = Math.max(0, Math.min(length, source.size - start));
  return {
    size,
    read: (offset, wanted) => source.read(start + offset, Math.max(0, Math.min(wanted, size - offset))),
  };
}
