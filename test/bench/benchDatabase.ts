import { Client } from 'pg';
import type { PrivateServer } from '../support/privateServer';

/** About what one row of each table takes as COPY text, to turn a wanted size into numbers of rows. */
const shares = [
  { table: 'measurements', bytesPerRow: 52, share: 0.4 },
  { table: 'documents', bytesPerRow: 1046, share: 0.2 },
  { table: 'events', bytesPerRow: 164, share: 0.2 },
  { table: 'attachments', bytesPerRow: 16_406, share: 0.2 },
] as const;

const schema = `
CREATE TABLE measurements (
  id bigint PRIMARY KEY, sensor integer NOT NULL, taken_at timestamptz NOT NULL,
  value double precision NOT NULL, quality numeric(6, 3), unit text NOT NULL);
CREATE TABLE documents (
  id integer PRIMARY KEY, title text NOT NULL, body text NOT NULL, author integer NOT NULL, written_on date NOT NULL);
CREATE TABLE events (
  id bigint PRIMARY KEY, kind text NOT NULL, happened_at timestamptz NOT NULL, payload jsonb NOT NULL, actor uuid);
CREATE TABLE attachments (id integer PRIMARY KEY, name text NOT NULL, content bytea NOT NULL);
ALTER TABLE attachments ALTER COLUMN content SET STORAGE EXTERNAL;`;

/** Phrases and values repeat as they do in real tables, so that the text shrinks as theirs does. */
const filling: Readonly<Record<(typeof shares)[number]['table'], string>> = {
  measurements: `INSERT INTO measurements
    SELECT i, i % 997, timestamptz '2024-01-01Z' + i * interval '7.3 seconds', round((20 + 15 * sin(i / 1000.0) + random())::numeric, 2),
      round((random() * 100)::numeric, 3), (ARRAY['°C', 'hPa', 'mm', 'kWh'])[1 + i % 4]
    FROM generate_series(1, $1::int) AS i`,
  documents: `INSERT INTO documents
    SELECT i, 'Dossier n° ' || i || ' – ' || left(s[1 + i % 10], 24), body, i % 500, date '2015-01-01' + i % 4000
    FROM (SELECT ARRAY['La trace relevée sur le verre montre une bifurcation nette à gauche du centre.',
      'L’échantillon a été conservé au froid depuis sa réception au laboratoire.',
      'Aucune différence inexpliquée n’a été observée entre les deux images.',
      'La personne a demandé une seconde lecture, qui a confirmé la première.',
      'Les mesures de contrôle sont dans les limites fixées par le protocole.',
      'Une partie du fond gêne la lecture et a été écartée de la comparaison.',
      'Le rapport précédent portait un autre numéro et se trouve aux archives.',
      'La séance a été reportée à la demande de la partie adverse.',
      'Le poids, la longueur et la couleur figurent dans le tableau ci-joint.',
      'Conclusion provisoire : la qualité ne permet pas de décider avec certitude.'] AS s) AS sentences,
      generate_series(1, $1::int) AS i,
      LATERAL (SELECT string_agg(s[1 + (random() * 9)::int] || ' (' || (i * j) % 9973 || ')', ' ') AS body
        FROM generate_series(1, 10 + i % 5) AS j) AS made`,
  events: `INSERT INTO events
    SELECT i, (ARRAY['login', 'view', 'save', 'export', 'error'])[1 + i % 5], timestamptz '2024-01-01Z' + i * interval '41 seconds',
      jsonb_build_object('page', '/exercise/' || i % 300, 'ms', (random() * 4000)::int, 'ok', i % 7 > 0,
        'client', jsonb_build_object('os', (ARRAY['linux', 'mac', 'windows'])[1 + i % 3], 'version', 100 + i % 30)),
      md5((i % 4000)::text)::uuid
    FROM generate_series(1, $1::int) AS i`,
  attachments: `INSERT INTO attachments
    SELECT i, 'image_' || i || '.png',
      (SELECT string_agg(sha512((i * 1000 + j)::text::bytea), ''::bytea) FROM generate_series(1, 128) AS j)
    FROM generate_series(1, $1::int) AS i`,
};

const indexes = `
CREATE INDEX ON measurements (sensor, taken_at);
CREATE INDEX ON documents (author);
CREATE INDEX ON events (happened_at);
CREATE INDEX ON events USING gin (payload jsonb_path_ops);
ALTER TABLE documents ADD CHECK (author >= 0);
ANALYZE;`;

/** Makes `database` with about `megabytes` of COPY text; answers its size on disk in bytes. */
export async function makeBenchDatabase(
  server: PrivateServer,
  database: string,
  megabytes: number,
): Promise<number> {
  await runSql(server.url('postgres'), `CREATE DATABASE ${database}`);
  const client = new Client(server.url(database));
  await client.connect();
  try {
    await client.query(
      'SET synchronous_commit = off; SET maintenance_work_mem = "256MB"; SELECT setseed(0.5)',
    );
    await client.query(schema);
    for (const { table, bytesPerRow, share } of shares) {
      await client.query(filling[table], [Math.ceil((megabytes * 1_000_000 * share) / bytesPerRow)]);
    }
    await client.query(indexes);
    await client.query('VACUUM');
    await client.query('CHECKPOINT');
    const size = await client.query<{ bytes: string }>(
      'SELECT pg_database_size(current_database())::text AS bytes',
    );
    return Number(size.rows[0]?.bytes);
  } finally {
    await client.end();
  }
}

/** Runs statements that answer nothing. */
export async function runSql(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
