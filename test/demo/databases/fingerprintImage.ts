import { deflateSync } from 'node:zlib';

/**
 * A greyscale PNG that looks somewhat like the print of a finger: ridges around a core, with the grain of a scan.
 * The same number gives the same picture.
 */
export function fingerprintImage(number: number, size = 400): Buffer {
  const random = numbersFrom(number);
  const core = { x: size * (0.4 + 0.2 * random()), y: size * (0.4 + 0.2 * random()) };
  const spacing = 8 + 4 * random();
  const swirl = 1 + Math.floor(3 * random());
  const rows = Buffer.alloc(size * (size + 1));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const dx = x - core.x;
      const dy = (y - core.y) * 0.8;
      const distance = Math.hypot(dx, dy);
      const ridge = Math.sin((2 * Math.PI * distance) / spacing + swirl * Math.atan2(dy, dx));
      const finger = distance < size * 0.48 ? 128 + 70 * ridge : 235;
      // The first byte of each row names the PNG filter: none.
      rows[y * (size + 1) + 1 + x] = finger + 18 * random();
    }
  }
  return png(size, size, rows);
}

/** A small generator (mulberry32) of numbers from 0 to 1, the same ones for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function png(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of grey; the rest is zero: the usual compression, filters, no interlacing.
  header[8] = 8;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(rows, { level: 6 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
