import { expect, it } from 'vitest';
import { formatBytes, formatDuration } from '../../../src/cli/format';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [9949, '9.9 kB'],
  [9950, '10 kB'],
  [72_400, '72 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [1_500_000_000, '1.5 GB'],
  [5e15, '5000 TB'],
])('%i bytes are %s', (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown);
});

it.each([
  [0, '0.0 s'],
  [840, '0.8 s'],
  [9949, '9.9 s'],
  [9950, '10 s'],
  [119_400, '119 s'],
  [119_500, '2 min 0 s'],
  [179_700, '3 min 0 s'],
  [185_000, '3 min 5 s'],
])('%i ms are %s', (milliseconds, shown) => {
  expect(formatDuration(milliseconds)).toBe(shown);
});
