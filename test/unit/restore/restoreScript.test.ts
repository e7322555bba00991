import { beforeEach, describe, expect, it } from 'vitest';
import type { RestoreReport } from '../../../src/core/restore/report';
import { restoreDatabase } from '../../../src/core/restore/restoreDatabase';
import { rejectionOf } from '../thrownError';
import { request } from './restoreSamples';
import { restoreWorld, type Given, type World } from './restoreWorld';

const script = (body: string): Uint8Array =>
  new TextEncoder().encode(
    `--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n\n` +
      `${body}\n\n--\n-- PostgreSQL database dump complete\n--\n\n`,
  );
const whole = script(
  'CREATE TABLE public.notes (id integer);\n\nCOPY public.notes (id) FROM stdin;\n1\n\\.\n',
);

let world: World;
let fed: string;

/** Feeds the script to a psql that prints nothing. */
async function restored(bytes: Uint8Array, given: Given = {}): Promise<RestoreReport> {
  world = restoreWorld({
    bytes,
    runTool: async (_tool, commandLine, _onLine, _signal, input) => {
      world.calls.push(commandLine);
      for await (const chunk of input ?? []) fed += new TextDecoder().decode(chunk);
      return { exitCode: 0, signal: undefined };
    },
    ...given,
  });
  return await restoreDatabase(
    { ...request, file: '/srv/x.sql', target: { kind: 'into', name: 'there' } },
    world.ports,
    new AbortController().signal,
  );
}

beforeEach(() => {
  fed = '';
});

it('is fed to psql on standard input, and never named to it', async () => {
  const report = await restored(whole);
  expect(report).toMatchObject({ outcome: 'restored', database: 'there' });
  expect(world.calls).toMatchObject([{ tool: 'psql' }]);
  expect(world.calls[0]?.args.join(' ')).not.toContain('x.sql');
  expect(fed).toContain('CREATE TABLE public.notes');
  expect(fed).toContain('COPY public.notes (id) FROM stdin;\n1\n\\.\n');
});

it('is wrapped in restricted mode where psql knows it', async () => {
  await restored(whole);
  expect(fed).not.toContain('restrict');
  fed = '';
  const { ports } = restoreWorld({ bytes: whole });
  world = restoreWorld({ bytes: whole });
  const psql = { program: '/usr/bin/psql', major: 15, version: '15.18', knowsRestrict: true };
  await restoreDatabase(
    { ...request, file: '/srv/x.sql', target: { kind: 'into', name: 'there' } },
    {
      ...ports,
      pickTool: () => Promise.resolve(psql),
      runTool: async (_tool, _commandLine, _onLine, _signal, input) => {
        for await (const chunk of input ?? []) fed += new TextDecoder().decode(chunk);
        return { exitCode: 0, signal: undefined };
      },
    },
    new AbortController().signal,
  );
  expect(fed).toMatch(/^\\restrict key\n/);
  expect(fed).toMatch(/\n\\unrestrict key\n$/);
});

it('is told as failed where a table that it fills is not there', async () => {
  expect(await restored(whole, { relations: [] })).toMatchObject({
    outcome: 'failed',
    failure: { code: 'restore-not-verified' },
  });
});

describe('is refused before psql sees it', () => {
  it.each([
    ['cut short', whole.slice(0, 150)],
    ['with a command of psql', script('CREATE TABLE a (b int);\n\\! touch /tmp/x\n')],
    ['with a command in mid-line', script('SELECT 1; \\! touch /tmp/x\n')],
    [
      'of pg_dumpall',
      new TextEncoder().encode(
        '--\n-- PostgreSQL database cluster dump\n--\n\nCREATE ROLE x;\n\n--\n-- PostgreSQL database cluster dump complete\n--\n\n',
      ),
    ],
  ])('%s', async (_, bytes) => {
    expect(await rejectionOf(restored(bytes))).toMatchObject({ kind: 'refused', code: 'backup-damaged' });
    expect(world.calls).toEqual([]);
  });
});
