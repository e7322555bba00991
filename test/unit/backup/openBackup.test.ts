import { describe, expect, it } from 'vitest';
import { readableUntil, type OpenBackup } from '../../../src/core/backup/openBackup';

const bytes = new Uint8Array([1, 2, 3]);
const source = { size: 3, read: () => Promise.resolve(bytes) };

const file: OpenBackup = {
  kind: 'file',
  path: '/b.sql',
  source,
  async *chunks() {
    for (;;) yield await Promise.resolve(bytes);
  },
};
const folder: OpenBackup = {
  kind: 'folder',
  path: '/b.backupdir',
  folder: { files: new Map([['toc.dat', 3]]), withFile: (_name, use) => use(source) },
};

const cancelled = { code: 'cancelled' };

describe('a backup that is readable until the user cancels', () => {
  it('reads as before, then no more, in the midst of an endless file', async () => {
    const cancelling = new AbortController();
    const read: Uint8Array[] = [];
    const reading = async (): Promise<void> => {
      const opened = readableUntil(cancelling.signal, file);
      if (opened.kind !== 'file') throw new Error('it is a file');
      expect(await opened.source.read(0, 3)).toBe(bytes);
      for await (const chunk of opened.chunks()) {
        read.push(chunk);
        if (read.length === 5) cancelling.abort();
      }
    };
    await expect(reading()).rejects.toMatchObject(cancelled);
    expect(read).toHaveLength(5);
  });

  it('reads the files of a folder likewise', async () => {
    const cancelling = new AbortController();
    const opened = readableUntil(cancelling.signal, folder);
    if (opened.kind !== 'folder') throw new Error('it is a folder');
    expect(opened.folder.files).toEqual(new Map([['toc.dat', 3]]));
    const read = (): Promise<Uint8Array> =>
      opened.folder.withFile('toc.dat', (contents) => contents.read(0, 3));
    expect(await read()).toBe(bytes);
    cancelling.abort();
    await expect(read()).rejects.toMatchObject(cancelled);
  });
});
