import {
  closeSync,
  cpSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { serverUrl } from '../support/privateServer';
import { runCommandLine } from './commandLine';
import { backUpSource, type BackedUpSource } from './backedUpSource';
import { databaseNames, dropNowAndLater } from './databases';
import { useTestFolder } from './testFolder';

const server = inject('server');
const folder = useTestFolder('pgbr-restore');

let files: BackedUpSource['files'];
let restore: BackedUpSource['restore'];
beforeAll(async () => {
  ({ files, restore } = await backUpSource(server, 'damaged_source', folder()));
});

describe('a damaged backup is refused before anything is made', () => {
  async function refused(file: string): Promise<string> {
    await dropNowAndLater(server, 'targets_damaged', 'targets_damaged__restoring');
    const { status, json } = await restore(
      file,
      '--create',
      'targets_damaged',
      '--owner',
      'postgres',
      '--encoding',
      'UTF8',
      '--locale',
      'C',
    );
    expect(status).toBe(3);
    const names = await databaseNames(server);
    expect(names.filter((name) => name.startsWith('targets_damaged'))).toEqual([]);
    return json.error?.message ?? '';
  }

  function copyAlone(format: keyof BackedUpSource['files']): string {
    const copy = path.join(folder(), `damaged-${format}`);
    rmSync(copy, { recursive: true, force: true });
    cpSync(files[format], copy, { recursive: true });
    return copy;
  }

  test.for([0.99, 0.6, 0.3])('an archive and a script cut to %f', async (share) => {
    for (const format of ['custom', 'tar', 'plain'] as const) {
      const copy = copyAlone(format);
      truncateSync(copy, Math.floor(statSync(copy).size * share));
      await refused(copy);
    }
  });

  test('line endings changed, empty, a web page, a directory without one of its files', async () => {
    const copy = copyAlone('custom');
    const bytes = readFileSync(copy).toString('latin1');
    writeFileSync(copy, Buffer.from(bytes.replaceAll('\n', '\r\n'), 'latin1'));
    expect(await refused(copy)).toMatch(/line endings/i);
    writeFileSync(copy, '');
    expect(await refused(copy)).toMatch(/empty/);
    writeFileSync(copy, '<!DOCTYPE html><html></html>');
    expect(await refused(copy)).toMatch(/web page/);
    const directory = copyAlone('directory');
    const toc = readFileSync(path.join(directory, 'toc.dat')).toString('latin1');
    const [dataFile = ''] = /\d+\.dat/.exec(toc) ?? [];
    rmSync(path.join(directory, `${dataFile}.gz`));
    expect(await refused(directory)).toContain(dataFile);
  });

  test('a changed byte that no decoder notices is found by the checksum', async () => {
    const { json } = await runCommandLine([
      'backup',
      '--url',
      serverUrl(server, 'damaged_source'),
      '--out',
      folder(),
      '--compress',
      'none',
      '--name',
      'flipped',
      '--json',
    ]);
    const file = json.file ?? '';
    const position = readFileSync(file).indexOf('xxxxxxxx');
    const handle = openSync(file, 'r+');
    writeSync(handle, 'y', position + 1);
    closeSync(handle);
    expect(await refused(file)).toMatch(/SHA-256/);
  });

  test('a script with a meta-command', async () => {
    const copy = copyAlone('plain');
    const script = readFileSync(copy, 'utf8');
    const touched = path.join(folder(), 'touched');
    writeFileSync(
      copy,
      script.replace('SET statement_timeout', `SELECT 1; \\! touch ${touched}\nSET statement_timeout`),
    );
    expect(await refused(copy)).toMatch(/line \d+/i);
    expect(() => statSync(touched)).toThrow();
  });
});
