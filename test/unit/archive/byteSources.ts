import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ByteFolder, ByteSource } from '../../../src/core/archive/byteSource';

/** A file of test/fixtures/archives. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/archives/${name}`, import.meta.url));
}

export function fixtureBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(fixturePath(name)));
}

/** Bytes as a file, which counts what is read of it. */
export function memorySource(bytes: Uint8Array): ByteSource & { bytesRead: number } {
  const source = {
    size: bytes.length,
    bytesRead: 0,
    read(offset: number, length: number): Promise<Uint8Array> {
      if (offset < 0 || length < 0) throw new Error(`impossible read: ${offset}, ${length}`);
      const part = bytes.slice(offset, offset + length);
      source.bytesRead += part.length;
      return Promise.resolve(part);
    },
  };
  return source;
}

/** Files in memory as a folder. */
export function memoryFolder(files: ReadonlyMap<string, Uint8Array>): ByteFolder {
  return {
    files: new Map([...files].map(([name, bytes]) => [name, bytes.length])),
    withFile: (name, use) => use(memorySource(files.get(name) ?? new Uint8Array(0))),
  };
}

export function fixtureFiles(name: string): Map<string, Uint8Array> {
  const folder = fixturePath(name);
  return new Map(readdirSync(folder).map((file) => [file, fixtureBytes(`${name}/${file}`)]));
}

/** A fixture's table of contents: the file itself, or `toc.dat` in a folder. */
export function contentsOf(name: string): Uint8Array {
  return fixtureBytes(statSync(fixturePath(name)).isDirectory() ? `${name}/toc.dat` : name);
}
