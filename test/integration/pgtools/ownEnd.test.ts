import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../support/projectRoot';
import { waitUntil } from '../../support/waitUntil';
import { awkwardFolder, isRunning, script } from './fakePrograms';

let root: { folder: string; remove: () => Promise<void> };
let program: string;

beforeAll(async () => {
  root = await awkwardFolder();
  program = await script(join(root.folder, 'psql'), 'echo $$ > "$0.pid"; sleep 60');
});
afterAll(() => root.remove());

/** Another Node process that runs the program; gives it and the program's process id. */
async function owner(
  extra = '',
): Promise<{ child: ReturnType<typeof spawn>; pid: number; ended: Promise<unknown> }> {
  await rm(`${program}.pid`, { force: true });
  const source = `
    import { runTool } from './src/adapters/pgtools/runTool';
    const abort = new AbortController();
    ${extra}
    runTool(${JSON.stringify(program)}, { tool: 'psql', args: [], env: {} }, {}, abort.signal).then(() => {
      process.exitCode = 44;
    });`;
  const outfile = join(root.folder, 'owner.cjs');
  await build({
    stdin: { contents: source, resolveDir: projectRoot },
    ...{ bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'error' },
  });
  const child = spawn(process.execPath, [outfile], { stdio: 'inherit' });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  const read = (): Promise<string> => readFile(`${program}.pid`, 'utf8').catch(() => '');
  await waitUntil(async () => (await read()) !== '', {
    timeoutMs: 10_000,
    describeFailure: () => 'the program did not start',
  });
  return { child, pid: Number(await read()), ended };
}

async function expectGone(pid: number): Promise<void> {
  await waitUntil(() => !isRunning(pid), {
    timeoutMs: 2000,
    describeFailure: () => 'the program outlived its owner',
  });
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends us as ever, and the program with us',
  async (signal) => {
    const { child, pid, ended } = await owner();
    child.kill(signal);
    expect(await ended).toBe(signal);
    await expectGone(pid);
  },
);

test('our own exit ends the program', async () => {
  const { pid, ended } = await owner('setTimeout(() => process.exit(5), 1000);');
  expect(await ended).toBe(5);
  await expectGone(pid);
});

test('a signal that somebody else answers is left to them', async () => {
  const { child, pid, ended } = await owner(`process.once('SIGINT', () => abort.abort());`);
  child.kill('SIGINT');
  expect(await ended).toBe(44);
  await expectGone(pid);
});
