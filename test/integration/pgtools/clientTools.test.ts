import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { clientTools } from '../../../src/adapters/pgtools/clientTools';
import { BackupError } from '../../../src/core/errors';
import { databaseArgument, libpqEnvironment, type Connection } from '../../../src/core/connection/connection';
import { Secret } from '../../../src/core/connection/secret';
import type { ToolNeeds } from '../../../src/core/tools/ports';
import { awkwardFolder, script } from './fakePrograms';

const never = new AbortController().signal;
let root: { folder: string; remove: () => Promise<void> };
beforeAll(async () => {
  root = await awkwardFolder();
});
afterAll(() => root.remove());

function psqlFor(serverVersionNumber: number): ToolNeeds {
  return { tool: 'psql', serverVersionNumber, archiveVersion: undefined };
}

function connection(password: string): Connection {
  const { host, port, user } = inject('server');
  return { host, port, user, database: 'postgres', password: new Secret(password), other: {} };
}

/** Signs in through psql; gives its exit code, what it said and what led it to the password. */
async function signIn(
  password: string,
): Promise<{ exitCode: number | undefined; said: string; env: object }> {
  const tools = clientTools(() => []);
  const tool = await tools.pickTool(psqlFor(150_000), never);
  const said: string[] = [];
  let env: Record<string, string> = {};
  const { exitCode } = await tools.withPassword(connection(password), (variables) => {
    env = variables;
    const commandLine = {
      tool: 'psql',
      args: [
        '-X',
        '--no-password',
        '-c',
        'DO $$BEGIN RAISE NOTICE $x$here$x$; END$$',
        databaseArgument('postgres'),
      ],
      env: { ...libpqEnvironment(connection(password), ''), ...variables },
    } as const;
    return tools.runTool(tool, commandLine, (line) => said.push(line), never);
  });
  if (env['PGPASSFILE'] !== undefined) expect(existsSync(env['PGPASSFILE'])).toBe(false);
  return { exitCode, said: said.join('\n'), env };
}

test('a server that asks for the password is signed in to through the password file', async () => {
  const { exitCode, said, env } = await signIn(inject('server').password);
  expect(said).toContain('here');
  expect(exitCode).toBe(0);
  expect(Object.keys(env)).toEqual(['PGPASSFILE']);
});

test('a wrong one is refused, and is nowhere in what is said', async () => {
  const { exitCode, said } = await signIn('wr0ng:pass\\word');
  expect(exitCode).toBe(2);
  expect(said).toContain('password authentication failed');
  expect(said).not.toContain('wr0ng');
});

test('one that no file can hold goes into the environment', async () => {
  const { exitCode, said, env } = await signIn('two\nlines');
  expect(said).toContain('password authentication failed');
  expect(exitCode).toBe(2);
  expect(env).toEqual({ PGPASSWORD: 'two\nlines' });
});

test('the setting chooses; a cancelled run and a program that went away are said', async () => {
  const program = await script(
    join(root.folder, 'psql'),
    `[ "$1" = --version ] && echo 'psql (PostgreSQL) 17.6' || sleep 60`,
  );
  const tools = clientTools(() => [root.folder]);
  const tool = await tools.pickTool(psqlFor(150_000), never);
  expect(tool).toEqual({ program, major: 17, version: '17.6', knowsRestrict: true });
  const call = { tool: 'psql', args: [], env: {} } as const;
  await expect(tools.runTool(tool, call, () => undefined, AbortSignal.timeout(300))).rejects.toMatchObject({
    kind: 'cancelled',
  });
  const gone = { ...tool, program: join(root.folder, 'gone') };
  await expect(tools.runTool(gone, call, () => undefined, never)).rejects.toMatchObject({
    code: 'tool-not-started',
  });
});

test('nothing new enough: refused, with what is there', async () => {
  await expect(
    clientTools(() => []).pickTool(
      { tool: 'pg_dump', serverVersionNumber: 990_000, archiveVersion: undefined },
      never,
    ),
  ).rejects.toSatisfy(
    (error) =>
      error instanceof BackupError &&
      error.code === 'tool-too-old' &&
      /Found: \d+\.\d+ \(\//.test(error.message),
  );
});
