/** What `docker exec -t` and PowerShell do to a file. */
export function mangleLineEndings(bytes: Uint8Array): Uint8Array {
  const mangled: number[] = [];
  for (const byte of bytes) {
    if (byte === 0x0a) mangled.push(0x0d);
    mangled.push(byte);
  }
  return Uint8Array.from(mangled);
}

/** Whole numbers below a limit, the same ones for the same seed (mulberry32). */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
