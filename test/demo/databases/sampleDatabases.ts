import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { projectRoot } from '../../support/projectRoot';
import type { PrivateServer } from '../../support/privateServer';
import { fillImages } from './pianosImages';

interface SampleDatabase {
  readonly name: string;
  /** A role that may not sign in as a superuser, as applications have. */
  readonly owner: string;
  readonly script: string;
  readonly fill?: (client: Client) => Promise<void>;
}

const samples: readonly SampleDatabase[] = [
  { name: 'pianos', owner: 'pianos', script: 'pianos.sql', fill: fillImages },
  { name: 'boutique', owner: 'boutique', script: 'boutique.sql' },
  { name: "médiathèque d'été", owner: 'médiathèque', script: 'mediatheque.sql' },
];

/** Makes the sample databases; those that are there from an earlier call are made anew. Answers their names. */
export async function makeSampleDatabases(server: PrivateServer): Promise<readonly string[]> {
  for (const sample of samples) {
    await withClient(server.url('postgres'), (client) => makeEmpty(client, sample));
    await withClient(server.url(sample.name), (client) => fill(client, sample));
  }
  return samples.map((sample) => sample.name);
}

async function makeEmpty(client: Client, { name, owner }: SampleDatabase): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
  const found = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [owner]);
  if (found.rowCount === 0) await client.query(`CREATE ROLE ${escapeIdentifier(owner)} LOGIN`);
  await client.query(`CREATE DATABASE ${escapeIdentifier(name)} OWNER ${escapeIdentifier(owner)}`);
}

async function fill(client: Client, { owner, script, fill: fillMore }: SampleDatabase): Promise<void> {
  const sql = await readFile(path.join(projectRoot, 'test', 'demo', 'databases', script), 'utf8');
  await client.query(`SET ROLE ${escapeIdentifier(owner)}`);
  await client.query(sql);
  await fillMore?.(client);
  await client.query('ANALYZE');
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
