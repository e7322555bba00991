import type { Readable, Writable } from 'node:stream';
import { execa } from 'execa';
import type { Cancellation } from '../../core/cancellation';
import type { ProgramEnd, ProgramStreams } from './programEnd';
import { boundedLines } from './boundedLines';
import { dropCharge, takeCharge, type Charge } from './endChildrenWithUs';
import { feedInput } from './feedInput';
import { closeHeldPipes } from './heldPipes';
import { processGroup, singleProcess, type ProcessGroup } from './processGroup';

/** A program call with nothing left to decide. */
export interface ProgramCall {
  /** Absolute. */
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute. */
  readonly cwd: string;
}

const leadsGroup = process.platform !== 'win32';

/**
 * Runs a program to its end; nothing of it still runs afterwards.
 * @throws whatever `streams` threw, unless the user cancelled
 */
export async function runProgram(
  call: ProgramCall,
  streams: ProgramStreams,
  signal: Cancellation,
): Promise<ProgramEnd> {
  if (signal.aborted) return { exitCode: undefined, signal: undefined, durationMs: 0, cancelled: true };
  // On Windows the program stays in the console's group, and execa ends it with us.
  if (!leadsGroup) return runInCharge(call, streams, signal, { leader: undefined });
  const charge = takeCharge();
  try {
    return await runInCharge(call, streams, signal, charge);
  } finally {
    dropCharge(charge);
  }
}

async function runInCharge(
  call: ProgramCall,
  streams: ProgramStreams,
  signal: Cancellation,
  charge: Charge,
): Promise<ProgramEnd> {
  const child = start(call, streams);
  if (child.pid === undefined) return neverStarted(await child);
  charge.leader = child.pid;
  const group = leadsGroup ? processGroup(child.pid) : singleProcess(() => child.kill());
  const outcome = { cancelled: false };
  const cancel = (): void => {
    outcome.cancelled = true;
    group.end();
  };
  signal.addEventListener('abort', cancel);
  const exited = new Promise((resolve) => child.once('exit', resolve)).then(async () => {
    signal.removeEventListener('abort', cancel);
    await group.endLeftovers(() => child.stderr.readableEnded);
    return closeHeldPipes([child.stderr, child.stdout].filter((pipe) => pipe !== null));
  });
  const failures = await pumpAll(child, streams, group);
  const stopLooking = await exited;
  const { exitCode, signal: endSignal, durationMs } = await child;
  stopLooking();
  if (failures.length > 0 && !outcome.cancelled) throw failures[0];
  return { exitCode, signal: endSignal, durationMs, cancelled: outcome.cancelled };
}

function start(call: ProgramCall, streams: ProgramStreams) {
  return execa(call.program, call.args, {
    shell: false,
    buffer: false,
    reject: false,
    extendEnv: false,
    env: call.env,
    cwd: call.cwd,
    detached: leadsGroup,
    windowsHide: true,
    verbose: 'none',
    encoding: 'buffer',
    stdin: streams.input === undefined ? 'ignore' : 'pipe',
    stdout: streams.onOutput === undefined ? 'ignore' : 'pipe',
    stderr: 'pipe',
  });
}

interface Pipes {
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  readonly stderr: Readable;
}

/** Serves all pipes until they end; a failure of one ends the program. */
async function pumpAll(pipes: Pipes, streams: ProgramStreams, group: ProcessGroup): Promise<unknown[]> {
  const failures: unknown[] = [];
  const guard = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => {
      failures.push(error);
      group.end();
    });
  const { input, onOutput, onLine } = streams;
  const work = [readLines(pipes.stderr, onLine)];
  if (pipes.stdin !== null && input !== undefined) {
    work.push(feedInput(pipes.stdin, input, () => !group.isEnding));
  }
  if (pipes.stdout !== null && onOutput !== undefined) work.push(onOutput(pipes.stdout));
  await Promise.all(work.map(guard));
  return failures;
}

async function readLines(stderr: Readable, onLine: ProgramStreams['onLine']): Promise<void> {
  try {
    for await (const line of boundedLines(stderr)) onLine?.(line);
  } catch (error) {
    if (!isAbandoned(error)) throw error;
  }
}

/** The pipe was closed because something else held it open: no failure of the program. */
function isAbandoned(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function neverStarted(result: { cause?: unknown; durationMs: number }): ProgramEnd {
  const { cause, durationMs } = result;
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown';
  return {
    exitCode: undefined,
    signal: undefined,
    durationMs,
    cancelled: false,
    spawnError: { code, message: cause instanceof Error ? cause.message : code },
  };
}
