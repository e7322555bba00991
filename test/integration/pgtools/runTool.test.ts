import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProgramEnd, ProgramStreams } from '../../../src/adapters/pgtools/programEnd';
import { runTool } from '../../../src/adapters/pgtools/runTool';
import { waitUntil } from '../../support/waitUntil';
import { awkwardFolder, isRunning, nodeScript, script } from './fakePrograms';

const never = new AbortController().signal;
let root: { folder: string; remove: () => Promise<void> };
let count = 0;
const fresh = (): string => join(root.folder, `program ${++count}`);

beforeAll(async () => {
  root = await awkwardFolder();
});
afterAll(() => root.remove());

async function run(
  program: string,
  args: readonly string[] = [],
  streams: ProgramStreams = {},
  signal: AbortSignal = never,
): Promise<ProgramEnd> {
  return runTool(program, { tool: 'psql', args, env: { PGHOST: 'here' } }, streams, signal);
}

async function textOf(output: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of output) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test('arguments arrive as they are; the environment is the small one; the folder is not ours', async () => {
  const program = await nodeScript(
    fresh(),
    'console.log(JSON.stringify({ args: process.argv.slice(2), env: process.env, cwd: process.cwd() }))',
  );
  const args = ['', ' ', '$(id)', '`id`', '"\'\\', '; rm -rf /', 'é\n-', '*', '-d', "dbname='x y'"];
  process.env['PGDATABASE'] = 'evil';
  let output = '';
  const end = await run(program, args, { onOutput: async (bytes) => void (output = await textOf(bytes)) });
  delete process.env['PGDATABASE'];
  expect(end).toMatchObject({ exitCode: 0, signal: undefined, cancelled: false });
  const seen = JSON.parse(output) as { args: string[]; env: Record<string, string>; cwd: string };
  expect(seen.args).toEqual(args);
  expect(Object.keys(seen.env).filter((name) => name.startsWith('PG'))).toEqual(['PGHOST']);
  expect(seen.env).toMatchObject({ PGHOST: 'here', LC_MESSAGES: 'C' });
  expect(seen.env).not.toHaveProperty('VITEST');
  expect(seen.cwd).not.toBe(process.cwd());
});

test('exit codes and signals are told as they are', async () => {
  expect(await run(await script(fresh(), 'exit 3'))).toMatchObject({ exitCode: 3, signal: undefined });
  expect(await run(await script(fresh(), 'kill -9 $$'))).toMatchObject({
    exitCode: undefined,
    signal: 'SIGKILL',
  });
});

test('a program that cannot be started is data too', async () => {
  expect((await run(join(root.folder, 'nowhere'))).spawnError?.code).toBe('ENOENT');
  expect((await run(await script(fresh(), '', 0o644))).spawnError?.code).toBe('EACCES');
  const tooLong = await run('/bin/true', ['x'.repeat(300_000)]);
  expect(tooLong.spawnError?.code).toBe('E2BIG');
  await expect(run('psql')).rejects.toThrow(/absolute/);
});

test('lines of standard error: split, decoded leniently, bounded', async () => {
  const program = await nodeScript(
    fresh(),
    `const write = (bytes) => require('node:fs').writeSync(2, bytes);
     write(Buffer.from('premi\\u00e8re\\r\\n\\nbad: \\xff', 'latin1').subarray(0, 0));
     write('première\\r\\n\\n'); write(Buffer.from([0x62, 0xff, 0x0a]));
     write(Buffer.from([0xc3])); setTimeout(() => { write(Buffer.from([0xa9, 0x0a]));
     const long = 'x'.repeat(1 << 16);
     for (let i = 0; i < 64; i++) for (let done = 0; done < long.length; ) {
       try { done += write(long.slice(done)); } catch (e) { if (e.code !== 'EAGAIN') throw e; } }
     write('\\nlast'); }, 50);`,
  );
  const lines: string[] = [];
  await run(program, [], { onLine: (line) => lines.push(line) });
  expect(lines.map((line) => (line.length > 100 ? `${line.length} ${line.slice(-2)}` : line))).toEqual([
    'première',
    '',
    'b\ufffd',
    'é',
    `${1024 * 1024 + 1} x…`,
    'last',
  ]);
});

describe('standard input', () => {
  test('reaches the program whole, though each chunk reuses one buffer, and no faster than it reads', async () => {
    const program = await nodeScript(
      fresh(),
      `const hash = require('node:crypto').createHash('sha256'); let bytes = 0;
       setTimeout(() => process.stdin.on('data', (d) => { hash.update(d); bytes += d.length; })
         .on('end', () => console.log(bytes, hash.digest('hex'))), 400);`,
    );
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(64 * 1024);
    let given = 0;
    let givenEarly: number | undefined;
    setTimeout(() => (givenEarly = given), 250);
    async function* input(): AsyncGenerator<Uint8Array> {
      for (; given < 200; given++) {
        await Promise.resolve();
        buffer.fill(given);
        hash.update(buffer);
        yield buffer;
      }
    }
    let output = '';
    const end = await run(program, [], {
      input: input(),
      onOutput: async (bytes) => void (output = await textOf(bytes)),
    });
    expect(end.exitCode).toBe(0);
    expect(output.trim()).toBe(`${200 * 64 * 1024} ${hash.digest('hex')}`);
    expect(givenEarly).toBeLessThan(20);
  });

  test('a program that ends early stops the source, without EPIPE for us', async () => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          await delay(1);
          yield Buffer.alloc(100_000);
        }
      } finally {
        isClosed = true;
      }
    }
    expect(await run(await script(fresh(), 'exit 7'), [], { input: endless() })).toMatchObject({
      exitCode: 7,
    });
    await waitUntil(() => isClosed, { timeoutMs: 1000, describeFailure: () => 'the source was left open' });
  });

  test('a program that ends is not held by a source that waits', async () => {
    async function* stuck(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('x');
      await new Promise(() => undefined);
    }
    const end = await run(await script(fresh(), 'exit 7'), [], { input: stuck() });
    expect(end).toMatchObject({ exitCode: 7, cancelled: false });
  });

  test('a source that fails ends the program before it sees the end of its input', async () => {
    const program = fresh();
    await script(program, 'cat > /dev/null; echo committed > "$0.done"');
    // eslint-disable-next-line @typescript-eslint/require-await
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('BEGIN;');
      throw new Error('the file cannot be read');
    }
    await expect(run(program, [], { input: failing() })).rejects.toThrow('the file cannot be read');
    await delay(100);
    await expect(readFile(`${program}.done`)).rejects.toThrow('ENOENT');
  });

  test('a cancelled one does not see the end of its input either', async () => {
    const program = fresh();
    await script(program, 'cat > /dev/null; echo committed > "$0.done"');
    const abort = new AbortController();
    async function* untilCancelled(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('BEGIN;');
      await new Promise((resolve) => abort.signal.addEventListener('abort', resolve));
    }
    setTimeout(() => abort.abort(), 300);
    expect(await run(program, [], { input: untilCancelled() }, abort.signal)).toMatchObject({
      cancelled: true,
    });
    await delay(100);
    await expect(readFile(`${program}.done`)).rejects.toThrow('ENOENT');
  });
});

describe('the end', () => {
  test('a consumer that fails ends the program and is heard', async () => {
    const babble = await script(fresh(), 'while :; do echo x; echo y >&2; done');
    const broken = (): never => {
      throw new Error('the disk is full');
    };
    await expect(run(babble, [], { onLine: broken })).rejects.toThrow('the disk is full');
    await expect(run(babble, [], { onOutput: () => Promise.reject(new Error('no')) })).rejects.toThrow('no');
  });

  test('cancelled: asked first, then killed, with all that it started', async () => {
    const program = fresh();
    await script(
      program,
      `trap '' TERM; sh -c 'trap "" TERM; echo $$ > "$1.pid"; while :; do sleep 1; done' x "$0"`,
    );
    const abort = new AbortController();
    const running = run(program, [], {}, abort.signal);
    await waitUntil(
      () =>
        readFile(`${program}.pid`, 'utf8').then(
          (pid) => pid !== '',
          () => false,
        ),
      {
        timeoutMs: 5000,
        describeFailure: () => 'it did not start',
      },
    );
    const pid = Number(await readFile(`${program}.pid`, 'utf8'));
    const asked = performance.now();
    abort.abort();
    expect(await running).toMatchObject({ signal: 'SIGKILL', cancelled: true });
    expect(performance.now() - asked).toBeGreaterThan(1400);
    expect(performance.now() - asked).toBeLessThan(2000);
    expect(isRunning(pid)).toBe(false);
  });

  test('cancelled before: nothing is started', async () => {
    const program = await script(fresh(), 'echo > "$0.ran"');
    const end = await run(program, [], {}, AbortSignal.abort());
    expect(end).toMatchObject({ exitCode: undefined, cancelled: true });
    await expect(readFile(`${program}.ran`)).rejects.toThrow('ENOENT');
  });

  test('a process that left the group and holds our pipe does not hold us', async () => {
    const program = fresh();
    await script(program, 'setsid sleep 20 & echo $! > "$0.pid"; echo done >&2; exit 0');
    const lines: string[] = [];
    const end = await run(program, [], { onLine: (line) => lines.push(line) });
    expect(end).toMatchObject({ exitCode: 0, cancelled: false });
    expect(end.durationMs).toBeLessThan(5000);
    expect(lines).toEqual(['done']);
    process.kill(Number(await readFile(`${program}.pid`, 'utf8')));
  });

  test('a slow reader still gets all of the output of a program that has ended', async () => {
    const program = await nodeScript(fresh(), `process.stdout.write('x'.repeat(300_000))`);
    let bytes = 0;
    await run(program, [], {
      onOutput: async (output) => {
        for await (const chunk of output) {
          await delay(700);
          bytes += chunk.length;
        }
      },
    });
    expect(bytes).toBe(300_000);
  });
});
