import { spawn } from 'node:child_process';
import type { ProgramCall } from './localProgram';
import { projectRoot } from './projectRoot';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether its output is shown as it comes (the default); otherwise only when it fails. */
  readonly show?: boolean;
}

/** Runs a program to its end; the answer is its exit status (1 when it could not start or was killed). */
export async function runProgram(call: ProgramCall, options: RunOptions = {}): Promise<number> {
  const show = options.show ?? true;
  return new Promise((resolve) => {
    const child = spawn(call.command, call.args, {
      cwd: options.cwd ?? projectRoot,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    const output: Buffer[] = [];
    child.stdout?.on('data', (data: Buffer) => output.push(data));
    child.stderr?.on('data', (data: Buffer) => output.push(data));
    // A terminal's Ctrl+C reaches the child by itself; a plain `kill` of this process has to be passed on.
    const passOn = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, passOn);
    const done = (status: number): void => {
      for (const signal of signals) process.off(signal, passOn);
      if (!show && status !== 0) process.stdout.write(Buffer.concat(output));
      resolve(status);
    };
    child.once('error', (error) => {
      console.log(error.message);
      done(1);
    });
    child.once('close', (status, signal) => {
      done(status ?? 1);
      if (signal === 'SIGINT' || signal === 'SIGTERM') process.kill(process.pid, signal);
    });
  });
}
