import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { expect, inject, test } from 'vitest';
import { installExtension, serverUrl, startPrivateServer } from '../support/privateServer';
import { projectRoot } from '../support/projectRoot';
import { waitUntil } from '../support/waitUntil';

async function ask(config: string | ClientConfig, sql: string): Promise<unknown> {
  const client = new Client(config);
  await client.connect();
  try {
    const answer = await client.query<Record<string, unknown>>(sql);
    return Object.values(answer.rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('every way in asks for the password', async () => {
  const server = inject('server');
  const { user, port } = server;
  for (const host of [server.host, server.socketDirectory]) {
    const config = { host, port, user, database: 'postgres' };
    expect(await ask({ ...config, password: server.password }, 'SELECT 1')).toBe(1);
    await expect(ask({ ...config, password: 'wrong' }, 'SELECT 1')).rejects.toThrow(
      /password authentication failed/,
    );
  }
});

test('the cluster holds UTF-8', async () => {
  expect(await ask(serverUrl(inject('server'), 'postgres'), 'SHOW server_encoding')).toBe('UTF8');
});

test('an extension is installed into one server only, and a second server is stopped without a trace', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'extension-'));
  await writeFile(path.join(folder, 'stand_in.control'), "default_version = '1.0'\n");
  await writeFile(
    path.join(folder, 'stand_in--1.0.sql'),
    'CREATE FUNCTION stand_in() RETURNS int RETURN 42;\n',
  );
  const server = await startPrivateServer({ settings: { max_connections: 17 } });
  try {
    await installExtension(server, folder);
    expect(await ask(server.url('postgres'), 'SHOW max_connections')).toBe('17');
    await ask(server.url('postgres'), 'CREATE EXTENSION stand_in');
    expect(await ask(server.url('postgres'), 'SELECT stand_in()')).toBe(42);
    await expect(ask(serverUrl(inject('server'), 'postgres'), 'CREATE EXTENSION stand_in')).rejects.toThrow(
      /stand_in/,
    );
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
  expect(existsSync(server.logFile)).toBe(false);
  expect(existsSync(path.dirname(server.logFile))).toBe(false);
  await expect(ask(server.url('postgres'), 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('replacing an extension of the package leaves the shared copy as it was', async () => {
  const name = 'citext.control';
  const original = await readFile(path.join(inject('server').extensionFolder, name), 'utf8');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'extension-'));
  await writeFile(path.join(folder, name), "default_version = '9.9'\n");
  const server = await startPrivateServer();
  try {
    await server.installExtension(folder);
    expect(await readFile(path.join(server.extensionFolder, name), 'utf8')).toContain('9.9');
    expect(await readFile(path.join(inject('server').extensionFolder, name), 'utf8')).toBe(original);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
});

test('a killed owner leaves neither a server nor a folder behind', async () => {
  const script = `
    const { startPrivateServer } = require('./test/support/privateServer.ts');
    startPrivateServer().then((server) => {
      console.log(JSON.stringify(server));
      setInterval(() => undefined, 1000);
    });`;
  const owner = spawn(process.execPath, ['--import', 'tsx', '--eval', script], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    owner.stdout.once('data', (data: Buffer) => resolve(data.toString()));
    owner.once('exit', () => reject(new Error('The owner ended before its server was up')));
  });
  const server = JSON.parse(line) as { logFile: string; socketDirectory: string };
  const folder = path.dirname(server.logFile);
  const pid = Number(
    (await readFile(path.join(folder, 'home', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0],
  );
  expect(isRunning(pid)).toBe(true);

  owner.kill('SIGKILL');

  await waitUntil(() => !isRunning(pid) && !existsSync(folder), {
    timeoutMs: 20_000,
    describeFailure: () =>
      `Left behind: ${isRunning(pid) ? 'the server, ' : ''}${existsSync(folder) ? folder : ''}`,
  });
});
