import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { programEnvironment } from '../support/programEnvironment';
import { projectRoot } from '../support/projectRoot';
import { temporaryRoot } from '../support/temporaryFolder';

/** The keys of `pg-backup`'s JSON documents; which are there depends on the subcommand and on how far it came. */
export interface CommandLineJson {
  readonly error?: { readonly code: string; readonly message: string; readonly remedy: string | null };
  readonly databases?: readonly {
    readonly name: string;
    readonly owner: string;
    readonly bytes: number | null;
    readonly encoding: string;
    readonly asgard: { readonly status: string; readonly version: string | null };
  }[];
  readonly file?: string;
  readonly format?: string;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly manifest?: string;
  readonly database?: string | null;
  readonly durationMs?: number;
  readonly outcome?: 'restored' | 'restored-with-warnings' | 'failed';
  readonly method?: string;
  readonly steps?: readonly {
    readonly name: string;
    readonly durationMs: number;
    readonly errors: readonly { readonly message: string; readonly verdict: string }[];
  }[];
  readonly verification?: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: string;
    readonly problem: string | null;
  }[];
  readonly warnings?: readonly string[];
}

/** How one call of `pg-backup` ended, and all that it said. */
export interface CommandLineEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The document that `--json` asked for; empty where nothing was printed. */
  readonly json: CommandLineJson;
}

export interface CommandLineOptions {
  /** Added to an environment that holds the search path and a home folder without any file, and no more. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A program and its arguments that runs Node in its own place, such as `prlimit --fsize=…`. */
  readonly through?: readonly string[];
}

/** A call of `pg-backup` that is under way. */
export interface RunningCommandLine {
  readonly pid: number;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** What it has said on standard error so far. */
  readonly told: () => string;
  /** Resolves when it has ended and nobody holds its output any more. */
  readonly ended: Promise<CommandLineEnd>;
}

/** Starts `pg-backup` as its users do, the bundle in a process of its own, and does not wait for it. */
export function startCommandLine(
  args: readonly string[],
  options: CommandLineOptions = {},
): RunningCommandLine {
  const bundle = path.join(projectRoot, 'dist', 'cli.js');
  if (!existsSync(bundle)) throw new Error(`${bundle} is not there: run “npm run build” first.`);
  const [command, ...before] = [...(options.through ?? []), process.execPath];
  const child = spawn(command, [...before, bundle, ...args], {
    cwd: options.cwd ?? temporaryRoot(),
    env: programEnvironment({ HOME: emptyHome(), ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => stdout.push(data));
  child.stderr.on('data', (data: Buffer) => stderr.push(data));
  const told = (): string => Buffer.concat(stderr).toString();
  const end = async (): Promise<CommandLineEnd> => {
    const [status, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    const printed = Buffer.concat(stdout).toString();
    const json = args.includes('--json') ? parseDocument(printed, told()) : {};
    return { status, signal, stdout: printed, stderr: told(), json };
  };
  const ended = end();
  // Whoever waits for it later still gets the error; until then it is nobody's.
  ended.catch(() => undefined);
  if (child.pid === undefined) throw new Error(`${command} could not be started`);
  return { pid: child.pid, kill: (signal) => child.kill(signal), told, ended };
}

/** Runs `pg-backup` to its end. */
export async function runCommandLine(
  args: readonly string[],
  options: CommandLineOptions = {},
): Promise<CommandLineEnd> {
  return await startCommandLine(args, options).ended;
}

/** Exactly one JSON document, or nothing from a process that was killed. */
function parseDocument(printed: string, told: string): CommandLineJson {
  if (printed === '') return {};
  try {
    return JSON.parse(printed) as CommandLineJson;
  } catch {
    throw new Error(`Not one JSON document on standard output: ${printed}\n${told}`);
  }
}

/** Without password file, service file or certificates; kept between runs. */
function emptyHome(): string {
  const folder = path.join(projectRoot, 'node_modules', '.cache', 'empty-home');
  mkdirSync(folder, { recursive: true });
  return folder;
}
