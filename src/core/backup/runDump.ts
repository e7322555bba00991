import type { Cancellation } from '../cancellation';
import type { CommandLine } from '../commandLine';
import { BackupError } from '../errors';
import { text, type Text } from '../text';
import { collectMessages } from '../toolMessages/collectMessages';
import { explainFailure } from '../toolMessages/explainFailure';
import { parallelLacked } from '../toolMessages/parallelLacked';
import { isFailure } from '../toolMessages/toolMessage';
import type { PickedTool } from '../tools/ports';
import { dumpCommand } from './dumpCommand';
import type { DumpPlan } from './dumpPlan';
import type { BackupPorts, BackupSource, Reservation } from './ports';
import type { BackupRequest } from './request';

/** What a dump needs to know. */
export interface DumpRun {
  readonly request: BackupRequest;
  readonly source: BackupSource;
  readonly tool: PickedTool;
  readonly reserve: (plan: DumpPlan) => Promise<Reservation>;
}

/** A dump that the tool says is done, under its partial name. */
export interface DumpedBackup {
  readonly reservation: Reservation;
  readonly plan: DumpPlan;
  readonly commandLine: CommandLine;
  readonly warnings: readonly Text[];
}

/**
 * Runs pg_dump; a parallel dump that lacks locks or connections is run once more with one job, and says so.
 * Nothing is left of a dump that fails.
 */
export async function runDump(
  run: DumpRun,
  plan: DumpPlan,
  ports: BackupPorts,
  signal: Cancellation,
): Promise<DumpedBackup> {
  const reservation = await run.reserve(plan);
  try {
    return { reservation, plan, ...(await runOnce(run, plan, reservation, ports, signal)) };
  } catch (error) {
    await reservation.discard();
    if (!(error instanceof ParallelLacked)) throw error;
    const single = await runDump(run, { ...plan, jobs: 1 }, ports, signal);
    return { ...single, warnings: [fallbackNote(error.lacked, plan.jobs), ...single.warnings] };
  }
}

/** Never leaves this file: carries the reason for the second attempt. */
class ParallelLacked extends Error {
  constructor(readonly lacked: 'locks' | 'connections') {
    super(lacked);
  }
}

async function runOnce(
  { request, source, tool }: DumpRun,
  plan: DumpPlan,
  reservation: Reservation,
  ports: BackupPorts,
  signal: Cancellation,
): Promise<{ commandLine: CommandLine; warnings: readonly Text[] }> {
  const phase = text('Backing up');
  ports.report({ phase });
  const collected = collectMessages('pg_dump', {
    onProgress: ({ object }) => ports.report({ phase, object }),
  });
  return await ports.withPassword(request.connection, async (password) => {
    const { partialPath } = reservation;
    const commandLine = dumpCommand(request, plan, tool.major, partialPath, source.snapshot, password);
    const exit = await ports.runTool(tool, commandLine, (line) => collected.line(line), signal);
    const messages = collected.end();
    // A parallel pg_dump can exit 0 although some of its workers never came to connect.
    if (exit.exitCode !== 0 || messages.some(isFailure)) {
      const lacked = plan.jobs > 1 ? parallelLacked(messages) : undefined;
      if (lacked !== undefined) throw new ParallelLacked(lacked);
      throw new BackupError({
        kind: 'failed',
        ...explainFailure('pg_dump', messages, exit),
      });
    }
    const warnings = messages
      .filter((message) => message.severity !== 'notice')
      .map((message) => text('pg_dump says: {message}', { message: message.text }));
    return { commandLine, warnings };
  });
}

function fallbackNote(lacked: 'locks' | 'connections', jobs: number): Text {
  return lacked === 'locks'
    ? text(
        'The server has too few locks for {jobs} jobs (max_locks_per_transaction); the backup was made by one job.',
        { jobs },
      )
    : text('The server has too few connections for {jobs} jobs; the backup was made by one job.', { jobs });
}
