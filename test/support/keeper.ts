/**
 * Runs one program until standard input closes, then ends it and removes its folders.
 * Standard input is a pipe from the process that wants the program: the kernel closes it however
 * that process ends (return, exception, signal, kill -9), so nothing is ever left behind.
 * Started by keptProcess.ts, which writes the order as the first line.
 */
import { spawn } from 'node:child_process';
import { openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { KeeperOrder } from './keptProcess';

const lifeline = createInterface({ input: process.stdin });
const ownerIsGone = (): never => process.exit(0);
lifeline.once('close', ownerIsGone);
lifeline.once('line', (line) => {
  lifeline.off('close', ownerIsGone);
  keep(JSON.parse(line) as KeeperOrder);
});
// The reader of standard output may be gone.
process.stdout.on('error', () => undefined);

function keep(order: KeeperOrder): void {
  const log = openSync(order.logFile, 'a');
  const program = spawn(order.command, order.args, {
    cwd: order.cwd,
    env: order.env,
    stdio: ['ignore', log, log],
    detached: true,
    ...(order.user === undefined ? {} : { uid: order.user.uid, gid: order.user.gid }),
  });

  /** Signals the program's whole process group; a group that is gone is no error. */
  const signalGroup = (signal: NodeJS.Signals): void => {
    if (program.pid === undefined) return;
    try {
      if (process.platform === 'win32') program.kill(signal);
      else process.kill(-program.pid, signal);
    } catch {
      // Already ended.
    }
  };
  const leave = (): void => {
    signalGroup('SIGKILL');
    if (order.pidFile !== undefined) endProcessOf(order.pidFile);
    for (const folder of order.foldersToRemove) {
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
    process.exit(0);
  };
  let asked = false;
  const end = (): void => {
    if (asked) return;
    asked = true;
    if (program.exitCode !== null || program.signalCode !== null || program.pid === undefined) {
      leave();
      return;
    }
    program.once('exit', leave);
    signalGroup(order.stopSignal);
    setTimeout(() => signalGroup('SIGKILL'), order.killAfterMs).unref();
  };

  program.once('error', (error) => {
    writeFileSync(order.logFile, `${error.message}\n`, { flag: 'a' });
    process.stdout.write('ended\n');
  });
  // Told to whoever waits for the program to be ready; the folders stay for a look at the log.
  program.once('exit', () => {
    if (!asked) process.stdout.write('ended\n');
  });
  lifeline.once('close', end);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

/** Asks the process whose id stands in `pidFile` to end and waits for it, five seconds at most. */
function endProcessOf(pidFile: string): void {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'));
    if (!Number.isInteger(pid) || pid <= 1) return;
    process.kill(pid, 'SIGTERM');
    const deadline = Date.now() + 5_000;
    while (Date.now() < deadline) {
      // Signal 0 throws once the process is gone.
      process.kill(pid, 0);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
    process.kill(pid, 'SIGKILL');
  } catch {
    // No such file, or no such process any more.
  }
}
