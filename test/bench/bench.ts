/**
 * `npm run bench`: the product against the same calls by hand and against what users get elsewhere, on a database
 * of its own. Options: --size MB of COPY text (700), --small (20 MB), --runs N (3). Targets are told, never asserted.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startPrivateServer } from '../support/privateServer';
import { ensureSystemPackages } from '../support/systemPackages';
import { makeTemporaryFolder, removeFolder } from '../support/temporaryFolder';
import { makeBenchDatabase } from './benchDatabase';
import {
  dumpByHand,
  productBackup,
  productIsBuilt,
  productRestore,
  restoreByHand,
  type BenchPlace,
  type Contender,
} from './contenders';
import { resultsTable, type Result } from './resultsTable';
import { targetsTable } from './targets';

const hasProduct = productIsBuilt();
const backups: readonly Contender[] = [
  dumpByHand('pg_dump -Fc', ['-Fc']),
  dumpByHand('pg_dump -Fc -Z1', ['-Fc', '-Z1']),
  dumpByHand('pg_dump -Fd -j2 -Z1', ['-Fd', '-j2', '-Z1']),
  ...(hasProduct
    ? [
        productBackup('pg-backup backup'),
        productBackup('pg-backup backup --format custom', ['--format', 'custom']),
        productBackup('pg-backup backup --format directory', ['--format', 'directory']),
      ]
    : []),
];
const restores: readonly Contender[] = [
  restoreByHand('pg_restore', 'pg_dump -Fc'),
  restoreByHand('pg_restore -j2', 'pg_dump -Fc', ['-j2']),
  ...(hasProduct
    ? [
        restoreByHand('pg_restore -j2 of the same file', 'pg-backup backup', ['-j2']),
        productRestore('pg-backup restore', 'pg-backup backup'),
      ]
    : []),
];

/** Every contender once per round, so that a slow minute of the machine hits all of them. */
async function alternate(
  contenders: readonly Contender[],
  place: BenchPlace,
  rounds: number,
): Promise<Result[]> {
  const results = contenders.map((contender): Result => ({ name: contender.name, runs: [] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const run = await contender.run(place).catch((error: unknown) => {
        console.log(`${contender.name}: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      });
      if (run === undefined) continue;
      results[index]?.runs.push(run);
      console.log(
        `  round ${String(round)}  ${contender.name.padEnd(36)} ${run.seconds.toFixed(2).padStart(8)} s`,
      );
    }
  }
  return results;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: '700' },
      small: { type: 'boolean', default: false },
      runs: { type: 'string', default: '3' },
    },
  });
  const megabytes = values.small ? 20 : Number(values.size);
  const rounds = Number(values.runs);
  if (!(megabytes > 0 && Number.isInteger(rounds) && rounds > 0))
    throw new Error('--size and --runs take a number.');

  await ensureSystemPackages(['client']);
  // Durability as on a server that matters: it is part of what a restore costs.
  const settings = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };
  const server = await startPrivateServer({ settings });
  const folder = await makeTemporaryFolder('pgbr-bench');
  try {
    const place = { server, database: 'bench', folder: path.join(folder, 'backups') };
    await mkdir(place.folder);
    console.log(`Making a database of about ${String(megabytes)} MB of COPY text...`);
    const bytes = await makeBenchDatabase(server, place.database, megabytes);
    console.log(`It takes ${(bytes / 1e6).toFixed(0)} MB on disk.`);
    const backedUp = await alternate(backups, place, rounds);
    const restored = await alternate(restores, place, rounds);
    console.log(`\nBack up\n${resultsTable(backedUp, 'pg_dump -Fc')}`);
    console.log(`\nRestore\n${resultsTable(restored, 'pg_restore')}`);
    if (hasProduct) console.log(`\nTargets\n${targetsTable([...backedUp, ...restored])}`);
    else console.log('\nThe product was not measured: `npm run build` first.');
  } finally {
    await server.stop();
    await removeFolder(folder);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
