import { BackupError, type ErrorKind } from '../core/errors';
import type { Progress } from '../core/backup/ports';
import { maskPasswords } from '../core/connection/maskPasswords';
import type { Translate } from '../core/text';
import { backup } from './backup';
import { databases } from './databases';
import { translatorFor } from './language';
import { optionHint } from './optionHints';
import { restore } from './restore';
import { usageError } from './options';
import type { CommandLinePorts, Subcommand, SubcommandContext } from './ports';
import { indentingValues, onLines } from './terminalText';

const subcommands: readonly Subcommand[] = [databases, backup, restore];

/** The exit statuses that callers build on. */
const exitStatus: Readonly<Record<Exclude<ErrorKind, 'cancelled'>, number>> = {
  usage: 2,
  refused: 3,
  failed: 1,
};

/** How a run is cancelled from outside. */
export interface Interruption extends Pick<SubcommandContext, 'signal'> {
  /** The status to end with once cancelled: 128 and the number of the signal. */
  exitStatus(): number;
}

/**
 * Runs one call of `pg-backup`: the one error boundary of the command line.
 * @returns the exit status
 */
export async function runCommandLine(
  args: readonly string[],
  ports: CommandLinePorts,
  interruption: Interruption,
): Promise<number> {
  const toProgram = translatorFor(ports);
  const toPerson = indentingValues(toProgram);
  const [name, ...rest] = args;
  const beforeExtra = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const asJson = beforeExtra.includes('--json');
  const translate = asJson ? toProgram : toPerson;
  if (name === '--version') {
    ports.print(`pg-backup ${ports.version}\n`);
    return 0;
  }
  if (name === '--help' || name === 'help') {
    ports.print(overview(ports.version));
    return 0;
  }
  const described = (error: unknown): DescribedError =>
    describeError(error, asJson ? translate : toPerson, name);
  try {
    const subcommand = subcommands.find((candidate) => candidate.name === name);
    if (subcommand === undefined) {
      throw usageError(name === undefined ? 'name a subcommand' : `there is no subcommand '${name}'`);
    }
    if (beforeExtra.includes('--help')) {
      ports.print(`${subcommand.help}\n`);
      return 0;
    }
    const report = beforeExtra.includes('--quiet') ? () => undefined : progressTeller(ports, toPerson);
    const result = await subcommand.run(rest, {
      ports,
      translate,
      signal: interruption.signal,
      report,
    });
    if (asJson) {
      const error = result.failure === undefined ? {} : { error: described(result.failure) };
      ports.print(`${JSON.stringify({ ...result.json, ...error }, undefined, 2)}\n`);
    } else {
      ports.print(`${onLines(result.human)}\n`);
      if (result.failure !== undefined) tellError(described(result.failure), ports);
    }
    return result.failure === undefined ? 0 : statusOf(result.failure, interruption);
  } catch (error) {
    if (asJson) ports.print(`${JSON.stringify({ error: described(error) }, undefined, 2)}\n`);
    else tellError(described(error), ports);
    return statusOf(error, interruption);
  }
}

function statusOf(error: unknown, interruption: Interruption): number {
  if (!(error instanceof BackupError)) return 1;
  return error.kind === 'cancelled' ? interruption.exitStatus() : exitStatus[error.kind];
}

interface DescribedError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string | null;
}

function describeError(error: unknown, translate: Translate, subcommand: string | undefined): DescribedError {
  if (error instanceof BackupError) {
    const { code, what, remedy } = error;
    const hint = optionHint(subcommand, code);
    const help = [
      ...(remedy === undefined ? [] : [maskPasswords(translate(remedy))]),
      ...(hint === undefined ? [] : [hint]),
    ];
    return {
      code,
      message: maskPasswords(translate(what)),
      remedy: help.length === 0 ? null : help.join(' '),
    };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'bug', message: maskPasswords(message), remedy: null };
}

function tellError({ message, remedy }: DescribedError, ports: CommandLinePorts): void {
  ports.tell(onLines(`pg-backup: ${message}\n${remedy === null ? '' : `${remedy}\n`}`));
}

/** One line a phase: a log of a nightly run stays readable. */
function progressTeller(ports: CommandLinePorts, translate: Translate): (progress: Progress) => void {
  let told = '';
  return ({ phase }) => {
    const line = translate(phase);
    if (line !== told) ports.tell(onLines(`${line} …\n`));
    told = line;
  };
}

function overview(version: string): string {
  const width = Math.max(...subcommands.map(({ name }) => name.length));
  const list = subcommands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n');
  return `pg-backup ${version}: back up and restore PostgreSQL databases

Usage: pg-backup SUBCOMMAND [options]

${list}

pg-backup SUBCOMMAND --help tells more. Exit status: 0 done, 1 failed, 2 wrong usage,
3 refused by a check or damaged, 130 or 143 cancelled.
`;
}
