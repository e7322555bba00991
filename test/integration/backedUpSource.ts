import { expect } from 'vitest';
import { serverUrl, type ServerAddress } from '../support/privateServer';
import { runCommandLine, type CommandLineEnd } from './commandLine';
import { execute, makeRoles } from './databases';

/** A small database of two schemas, backed up once in each format, for tests of restores. */
export interface BackedUpSource {
  readonly source: string;
  /** The backup of each format. */
  readonly files: Readonly<Record<'custom' | 'plain' | 'directory' | 'tar', string>>;
  /** Restores with the superuser's connection; the arguments begin with the file. */
  readonly restore: (...args: readonly string[]) => Promise<CommandLineEnd>;
}

/** Makes the database under a name of the test file's own, owned in part by the role `targets_role`, and backs it up into the folder. */
export async function backUpSource(
  server: ServerAddress,
  source: string,
  folder: string,
): Promise<BackedUpSource> {
  await makeRoles(server, 'targets_role');
  await execute(server, 'postgres', `DROP DATABASE IF EXISTS ${source} WITH (FORCE)`);
  await execute(server, 'postgres', `CREATE DATABASE ${source}`);
  await execute(
    server,
    source,
    `CREATE SCHEMA app; CREATE SCHEMA other;
     CREATE TYPE other.kind AS ENUM ('a', 'b');
     CREATE TABLE app.customer (id serial PRIMARY KEY, kind other.kind, name text);
     CREATE INDEX customer_name ON app.customer (name);
     CREATE TABLE app.invoice (id serial PRIMARY KEY, customer integer REFERENCES app.customer);
     CREATE TABLE other.note (id integer);
     ALTER TABLE other.note OWNER TO targets_role;
     INSERT INTO app.customer (kind, name) SELECT 'a', repeat('x', 200) || i FROM generate_series(1, 2000) i;
     INSERT INTO app.invoice (customer) SELECT i FROM generate_series(1, 100) i;
     INSERT INTO other.note VALUES (1);`,
  );
  const backUp = async (format: string): Promise<string> => {
    const args = [
      '--url',
      serverUrl(server, source),
      '--out',
      folder,
      '--format',
      format,
      '--name',
      'b',
      '--json',
    ];
    const { status, json } = await runCommandLine(['backup', ...args]);
    expect(status).toBe(0);
    return json.file ?? '';
  };
  return {
    source,
    files: {
      custom: await backUp('custom'),
      plain: await backUp('plain'),
      directory: await backUp('directory'),
      tar: await backUp('tar'),
    },
    restore: async (...args) =>
      await runCommandLine(['restore', ...args, '--url', serverUrl(server, 'postgres'), '--json']),
  };
}
