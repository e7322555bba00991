import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import { findClientTool } from '../support/findProgram';
import { serverUrl, type ServerAddress } from '../support/privateServer';
import { programEnvironment } from '../support/programEnvironment';
import { projectRoot } from '../support/projectRoot';

/** Runs statements in a database, one simple query. */
export async function execute(server: ServerAddress, database: string, sql: string): Promise<void> {
  await query(server, database, sql);
}

/** The rows of one question. */
export async function query<Row extends object>(
  server: ServerAddress,
  database: string,
  sql: string,
  values?: unknown[],
): Promise<readonly Row[]> {
  const { host, port, user, password } = server;
  // Not by a URL, in which the driver leaves some escapes of the database's name as they are.
  const client = new Client({ host, port, user, password, database });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(sql, values);
    return rows;
  } finally {
    await client.end();
  }
}

/** The names of the server's databases. */
export async function databaseNames(server: ServerAddress): Promise<readonly string[]> {
  const rows = await query<{ name: string }>(server, 'postgres', 'SELECT datname AS name FROM pg_database');
  return rows.map((row) => row.name);
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Drops databases, and drops them once more when the test is over, however it ends. */
export async function dropNowAndLater(server: ServerAddress, ...names: readonly string[]): Promise<void> {
  const drop = async (): Promise<void> => {
    for (const name of names) await dropDatabase(server, name);
  };
  await drop();
  onTestFinished(drop);
}

/** Makes an empty database for a test; `how` is what follows its name in CREATE DATABASE. */
export async function makeDatabase(server: ServerAddress, name: string, how = ''): Promise<void> {
  await dropNowAndLater(server, name);
  await execute(server, 'postgres', `CREATE DATABASE ${identifier(name)} ${how}`);
}

export async function dropDatabase(server: ServerAddress, name: string): Promise<void> {
  await execute(server, 'postgres', `DROP DATABASE IF EXISTS ${identifier(name)} WITH (FORCE)`);
}

/** Makes a database that several tests share, and fills it by SQL; one of that name is replaced. */
export async function makeSharedDatabase(server: ServerAddress, name: string, sql: string): Promise<void> {
  await dropDatabase(server, name);
  await execute(server, 'postgres', `CREATE DATABASE ${identifier(name)}`);
  await execute(server, name, sql);
}

/** Makes roles that cannot log in where they are missing. */
export async function makeRoles(server: ServerAddress, ...roles: readonly string[]): Promise<void> {
  for (const role of roles) {
    const known = await query(server, 'postgres', `SELECT FROM pg_roles WHERE rolname = '${role}'`);
    if (known.length === 0) await execute(server, 'postgres', `CREATE ROLE ${identifier(role)}`);
  }
}

/** Makes a database that holds one of every kind of object. */
export async function makeEverything(server: ServerAddress, name: string): Promise<void> {
  await makeRoles(server, 'everything_owner', 'everything_reader');
  await makeDatabase(server, name, 'OWNER everything_owner');
  const file = path.join(projectRoot, 'test', 'fixtures', 'databases', 'everything.sql');
  const made = spawnSync(
    findClientTool('psql') ?? 'psql',
    [
      '--no-psqlrc',
      '--quiet',
      '--set=ON_ERROR_STOP=1',
      `--file=${file}`,
      `--dbname=${serverUrl(server, name)}`,
    ],
    { env: programEnvironment(), encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(made.stderr);
}

/**
 * The database as `pg_dump -C` writes it, with its name replaced by NAME: two databases that give the same are the same.
 * The data of a table is compared row by row too, in the order in which it lies.
 */
export function dumpedSql(server: ServerAddress, name: string): string {
  const dumped = spawnSync(
    findClientTool('pg_dump') ?? 'pg_dump',
    ['--create', '--dbname', serverUrl(server, name)],
    {
      env: programEnvironment(),
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    },
  );
  if (dumped.status !== 0) throw new Error(dumped.stderr);
  return dumped.stdout
    .replaceAll(identifier(name), 'NAME')
    .replaceAll(name, 'NAME')
    .replace(/^\\(un)?restrict .*$/gm, '');
}
