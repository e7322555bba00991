import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './projectRoot';

/** What keeper.ts is asked to run, and what it does at the end. */
export interface KeeperOrder {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Another user to run as; only root may. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** Receives both output streams. */
  readonly logFile: string;
  /** Asks the program to end. */
  readonly stopSignal: NodeJS.Signals;
  /** SIGKILL follows after so many milliseconds. */
  readonly killAfterMs: number;
  readonly foldersToRemove: readonly string[];
  /** Names a process outside the program's group that is to end with it, by its id in this file. */
  readonly pidFile?: string | undefined;
}

export interface KeptProcess {
  /** Whether the program ended without having been asked to. */
  readonly hasEnded: () => boolean;
  /** Resolves when the program ends by itself, or after `stop`. */
  readonly ended: Promise<void>;
  /** Ends the program and its group, removes its folders; resolves when that is done. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a program that cannot outlive this process: a keeper between the two ends it and removes its
 * folders as soon as this process is gone, for whatever reason. It does not keep this process alive.
 */
export function startKeptProcess(order: KeeperOrder): KeptProcess {
  const tsx = createRequire(path.join(projectRoot, 'package.json')).resolve('tsx');
  const keeperFile = path.join(projectRoot, 'test', 'support', 'keeper.ts');
  const keeper = spawn(process.execPath, ['--import', pathToFileURL(tsx).href, keeperFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    cwd: projectRoot,
    env: keeperEnvironment(),
  });
  let ended = false;
  let gone = false;
  const exit = new Promise<void>((resolve) => {
    keeper.once('error', () => resolve()).once('exit', () => resolve());
  }).then(() => {
    ended = true;
    gone = true;
  });
  const told = new Promise<void>((resolve) => {
    keeper.stdout.once('data', () => {
      ended = true;
      resolve();
    });
  });
  // A pipe that breaks means that the keeper is gone, which `exit` tells.
  keeper.stdin.on('error', () => undefined);
  // Not as an argument, which everybody may read: it holds an environment.
  keeper.stdin.write(`${JSON.stringify(order)}\n`);
  keeper.unref();
  for (const pipe of [keeper.stdin, keeper.stdout]) (pipe as unknown as { unref: () => void }).unref();
  return {
    hasEnded: () => ended,
    ended: Promise.race([told, exit]),
    stop: async () => {
      if (gone) return;
      keeper.ref();
      keeper.stdin.end();
      await exit;
    },
  };
}

/** The keeper is a plain Node program: what a test runner passes to its own workers is not for it. */
function keeperEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'USERPROFILE'];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
