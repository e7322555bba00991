import { throwIfCancelled, type Cancellation } from '../cancellation';
import type { RowCount } from '../server/sourceFacts';
import { text, type Text } from '../text';
import { checkDump } from './checkDump';
import { describeBackup } from './describeBackup';
import { planDump, type DumpPlan } from './dumpPlan';
import { backupFileName, checkNamePattern, suffixFor } from './fileNames';
import { manifestText, type BackupManifest } from './manifest';
import type { BackupPorts, BackupSource, Digest, PublishedBackup } from './ports';
import { checkBackupRequest, type BackupRequest } from './request';
import { checkRoom } from './roomCheck';
import { runDump } from './runDump';

/** A backup that is done. */
export interface FinishedBackup {
  readonly published: PublishedBackup;
  readonly digest: Digest;
  readonly manifest: BackupManifest;
  readonly warnings: readonly Text[];
  readonly durationMs: number;
}

/**
 * Backs up one database: reads what it is in one snapshot, dumps that snapshot under a partial name, reads the dump
 * back, and gives it its name together with its manifest and checksums. Whatever happens before that leaves nothing
 * that could be taken for a backup.
 * @throws BackupError that says what happened and what to do
 */
export async function backUp(
  request: BackupRequest,
  ports: BackupPorts,
  signal: Cancellation,
): Promise<FinishedBackup> {
  checkBackupRequest(request);
  checkNamePattern(request.namePattern);
  await ports.output.prepareFolder(request.folder);
  const leftovers = await ports.output.removeLeftovers(request.folder);
  const warnings = leftovers.map((name) =>
    text('An unfinished backup that a dead process had left was removed: {name}', { name }),
  );
  ports.report({ phase: text('Connecting') });
  return await ports.withSource(request.connection, signal, (source) =>
    backUpSource(request, source, warnings, ports, signal),
  );
}

async function backUpSource(
  request: BackupRequest,
  source: BackupSource,
  earlierWarnings: readonly Text[],
  ports: BackupPorts,
  signal: Cancellation,
): Promise<FinishedBackup> {
  const started = ports.now();
  const { facts } = source;
  const tool = await ports.pickTool(
    { tool: 'pg_dump', serverVersionNumber: facts.server.versionNumber, archiveVersion: undefined },
    signal,
  );
  const plan = planDump(request, facts.capacity, tool.major, ports.processors);
  const warnings: Text[] = [
    ...earlierWarnings,
    ...plan.notes,
    ...optionWarnings(request),
    ...checkRoom(await ports.output.room(request.folder), facts.capacity, plan, request.options),
  ];
  if (source.snapshot === undefined) {
    warnings.push(
      text('The server cannot export a snapshot: the manifest may be a moment older than the dump.'),
    );
  }
  const suffix = suffixFor(plan.format, plan.compression);
  const name = backupFileName(request.namePattern, {
    database: request.connection.database,
    host: request.connection.host,
    clock: started.wall,
    suffix,
  });
  const counting = request.countSource ? startCounting(source) : undefined;
  const reserve = ({ format }: DumpPlan): ReturnType<typeof ports.output.reserve> =>
    ports.output.reserve(request.folder, name, suffix, format);
  const dumped = await runDump({ request, source, tool, reserve }, plan, ports, signal);
  const { reservation } = dumped;
  try {
    warnings.push(...dumped.warnings);
    if (reservation.readableByOthers) {
      warnings.push(
        text('This file system keeps no permissions: whoever can open the folder can read the backup.'),
      );
    }
    ports.report({ phase: text('Reading the backup back') });
    const [read, digestFor] = await Promise.all([reservation.read(signal), reservation.digest(signal)]);
    const reading = checkDump(read, request);
    if (counting !== undefined) ports.report({ phase: text('Counting rows at the source') });
    const rows = await counting?.catch((error: unknown) => {
      throwIfCancelled(signal);
      warnings.push(notCounted(error));
      return null;
    });
    warnings.push(...uncounted(rows ?? []));
    throwIfCancelled(signal);
    const durationMs = ports.now().milliseconds - started.milliseconds;
    const record = {
      request,
      source,
      tool,
      reading,
      rows: rows ?? null,
      warnings,
      durationMs,
      plan: dumped.plan,
      commandLine: dumped.commandLine,
      createdAt: started.iso,
      productVersion: ports.productVersion,
    };
    const manifestFor = (final: string): BackupManifest => describeBackup(record, final, digestFor(final));
    const published = await reservation.publish((final) => ({
      manifest: manifestText(manifestFor(final)),
      checksums: digestFor(final).checksums,
    }));
    return {
      published,
      digest: digestFor(published.name),
      manifest: manifestFor(published.name),
      warnings,
      durationMs,
    };
  } finally {
    await reservation.discard();
  }
}

function notCounted(error: unknown): Text {
  const reason = error instanceof Error ? error.message : String(error);
  return text('The rows at the source could not be counted: {reason}', { reason });
}

function uncounted(rows: readonly RowCount[]): Text[] {
  const without = rows.filter((count) => count.rows === null);
  const [first] = without;
  if (first === undefined) return [];
  return [
    text('The rows of {count} tables could not be counted. The first, {table}: {reason}', {
      count: without.length,
      table: `${first.schema}.${first.name}`,
      reason: first.reason ?? '',
    }),
  ];
}

/** What the chosen options leave out in a way that is easily overlooked. */
function optionWarnings({ options }: BackupRequest): Text[] {
  const warnings: Text[] = [];
  if (options.content === 'data-only') {
    warnings.push(
      text('This backup holds rows only: it can be loaded only where the tables are already there.'),
    );
  }
  if (options.extra.some((argument) => argument.length > 7 && '--enable-row-security'.startsWith(argument))) {
    warnings.push(
      text('With row security on, rows that policies hide are left out of the backup without a word.'),
    );
  }
  return warnings;
}

/** Counts beside the dump, on the connection that holds the snapshot; a failure is met when the counts are awaited. */
function startCounting(source: BackupSource): Promise<readonly RowCount[]> {
  const counting = source.countRows();
  counting.catch(() => undefined);
  return counting;
}
