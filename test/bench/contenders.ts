import { existsSync } from 'node:fs';
import { rm, stat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { findClientTool } from '../support/findProgram';
import { projectRoot } from '../support/projectRoot';
import type { PrivateServer } from '../support/privateServer';
import { runSql } from './benchDatabase';
import { measure, type MeasuredRun } from './measuredRun';

export interface BenchPlace {
  readonly server: PrivateServer;
  readonly database: string;
  readonly folder: string;
}

export interface BenchRun extends MeasuredRun {
  /** What a backup takes on disk. */
  readonly bytes?: number | undefined;
}

/** One way to do the same thing; each round runs every one of them once. */
export interface Contender {
  readonly name: string;
  readonly run: (place: BenchPlace) => Promise<BenchRun>;
}

export const productCli = path.join(projectRoot, 'dist', 'cli.js');

export function productIsBuilt(): boolean {
  return existsSync(productCli);
}

/** The file of each backup that was made, by the contender's name: what the restores read. */
export const archives = new Map<string, string>();

/** A backup by a plain call of pg_dump, as somebody would type it. */
export function dumpByHand(name: string, args: readonly string[]): Contender {
  return {
    name,
    run: async (place) => {
      const file = path.join(place.folder, `by-hand-${args.join('')}`);
      await rm(file, { recursive: true, force: true });
      const run = await measure(
        { command: tool('pg_dump'), args: [...args, '-f', file, place.database] },
        signInAs(place),
      );
      archives.set(name, file);
      return { ...run, bytes: await sizeOf(file) };
    },
  };
}

/** A backup through the product: manifest, checksum and all. */
export function productBackup(name: string, args: readonly string[] = []): Contender {
  return {
    name,
    run: async (place) => {
      const out = path.join(place.folder, `product-${args.join('')}`);
      await rm(out, { recursive: true, force: true });
      const call = ['backup', '--url', urlOf(place), '--out', out, '--json', ...args];
      const run = await measure({ command: process.execPath, args: [productCli, ...call] }, signInAs(place));
      const { file } = JSON.parse(run.output) as { file: string };
      const place2 = path.resolve(out, file);
      archives.set(name, place2);
      return { ...run, bytes: await sizeOf(place2) };
    },
  };
}

/** A restore into a new database by a plain call of pg_restore; the database is made within the time. */
export function restoreByHand(name: string, archiveOf: string, args: readonly string[] = []): Contender {
  return {
    name,
    run: async (place) =>
      intoNewDatabase(place, async (target) => {
        const start = performance.now();
        await runSql(place.server.url('postgres'), `CREATE DATABASE ${target} TEMPLATE template0`);
        const made = (performance.now() - start) / 1000;
        const run = await measure(
          { command: tool('pg_restore'), args: [...args, '-d', target, archive(archiveOf)] },
          signInAs(place),
        );
        return { ...run, seconds: run.seconds + made };
      }),
  };
}

/** A restore through the product into a new database. */
export function productRestore(name: string, archiveOf: string, args: readonly string[] = []): Contender {
  return {
    name,
    run: async (place) =>
      intoNewDatabase(place, async (target) => {
        const url = urlOf({ ...place, database: 'postgres' });
        const call = ['restore', archive(archiveOf), '--create', target, '--url', url, '--json', ...args];
        return measure({ command: process.execPath, args: [productCli, ...call] }, signInAs(place));
      }),
  };
}

async function intoNewDatabase(
  { server }: BenchPlace,
  work: (target: string) => Promise<BenchRun>,
): Promise<BenchRun> {
  const target = 'bench_restored';
  const drop = `DROP DATABASE IF EXISTS ${target} WITH (FORCE)`;
  await runSql(server.url('postgres'), drop, 'CHECKPOINT');
  try {
    return await work(target);
  } finally {
    await runSql(server.url('postgres'), drop);
  }
}

function archive(name: string): string {
  const file = archives.get(name);
  if (file === undefined) throw new Error(`No backup was made by ${name}`);
  return file;
}

function tool(name: 'pg_dump' | 'pg_restore'): string {
  const found = findClientTool(name);
  if (found === undefined) throw new Error(`${name} is missing`);
  return found;
}

function urlOf({ server, database }: BenchPlace): string {
  return `postgres://${server.user}@${server.host}:${String(server.port)}/${database}`;
}

function signInAs({ server }: BenchPlace): Record<string, string> {
  const { host, port, user, password } = server;
  return { PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: password };
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file);
  if (!found.isDirectory()) return found.size;
  const sizes = (await readdir(file)).map(async (name) => (await stat(path.join(file, name))).size);
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
}
