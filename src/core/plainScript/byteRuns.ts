import { LF } from './bytes';

/** Collects runs of bytes, joining those that are neighbours in memory without copying them. */
export interface ByteRuns {
  add(bytes: Uint8Array): void;
  /** What was collected since the last call. */
  take(): Uint8Array[];
  /** Whether everything added so far is empty or ends with a newline. */
  endsLine(): boolean;
}

/** Makes an empty collection. */
export function createByteRuns(): ByteRuns {
  let runs: Uint8Array[] = [];
  let first: Uint8Array | undefined;
  let length = 0;
  let lastByte: number | undefined = LF;

  function flush(): void {
    if (!first) return;
    const isWhole = first.length === length;
    runs.push(isWhole ? first : new Uint8Array(first.buffer, first.byteOffset, length));
    first = undefined;
  }

  return {
    add: (bytes) => {
      if (bytes.length === 0) return;
      lastByte = bytes.at(-1);
      if (first?.buffer === bytes.buffer && first.byteOffset + length === bytes.byteOffset) {
        length += bytes.length;
        return;
      }
      flush();
      first = bytes;
      length = bytes.length;
    },
    take: () => {
      flush();
      const taken = runs;
      runs = [];
      return taken;
    },
    endsLine: () => lastByte === LF,
  };
}
