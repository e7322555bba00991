import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ProgramCall } from '../support/localProgram';
import { programEnvironment } from '../support/programEnvironment';

export interface MeasuredRun {
  readonly seconds: number;
  /** The most memory the process itself held, in MB (VmHWM; its children not counted); 0 where /proc is missing. */
  readonly peakMegabytes: number;
  readonly output: string;
}

/** Runs a program to its end with a clock and a look at its memory; throws with its messages when it fails. */
export async function measure(
  call: ProgramCall,
  env: Readonly<Record<string, string>>,
): Promise<MeasuredRun> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(call.command, call.args, {
      env: programEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let messages = '';
    let peakMegabytes = 0;
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    // Progress would grow without end: the last part is enough to tell a failure.
    child.stderr.on('data', (data: Buffer) => (messages = (messages + data.toString()).slice(-4_000)));
    const look = setInterval(() => (peakMegabytes = Math.max(peakMegabytes, peakOf(child.pid))), 20);
    child.once('error', (error) => {
      clearInterval(look);
      reject(error);
    });
    child.once('close', (status) => {
      clearInterval(look);
      const seconds = (performance.now() - start) / 1000;
      if (status === 0) resolve({ seconds, peakMegabytes, output });
      else reject(new Error(`${call.args.join(' ')} ended with ${String(status)}.\n${messages}${output}`));
    });
  });
}

function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}
