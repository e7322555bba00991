import './cli/hideArguments';
import { version } from '../package.json';
import french from '../media/l10n/bundle.l10n.fr.json';
import { listDatabases } from './adapters/postgres/databases';
import { codeOf } from './adapters/files/fileErrors';
import { resolveConnection } from './adapters/postgres/connectionSources';
import { translatorFor } from './cli/language';
import { runCommandLine } from './cli/main';
import { text } from './core/text';
import { thisMachine } from './machine';

const cancelling = new AbortController();
let exitStatus = 130;

/** Signals that ask a program to end, with the status it then ends with; a second one ends it at once. */
const endingSignals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
for (const [signal, status] of Object.entries(endingSignals)) {
  process.on(signal, () => {
    if (cancelling.signal.aborted) process.exit(status);
    exitStatus = status;
    cancelling.abort();
  });
}

const language = { environment: process.env, translations: { fr: french } };
let outputIsLost = false;

/** A reader of the output that goes away is no reason to leave things half done; a full disk is one to say so. */
function noteOutputError(error: unknown): void {
  if (codeOf(error) === 'EPIPE' || outputIsLost) return;
  outputIsLost = true;
  const reason = codeOf(error) ?? String(error);
  const message = text('Writing to the standard output failed ({reason}).', { reason });
  process.stderr.write(`pg-backup: ${translatorFor(language)(message)}\n`);
  process.exitCode = exitCodeFor(Number(process.exitCode ?? 0));
}

function exitCodeFor(status: number): number {
  return status === 0 && outputIsLost ? 1 : status;
}

process.stdout.on('error', noteOutputError);
process.stderr.on('error', () => undefined);

/** Node writes to a file at once, and throws where that fails. */
function print(content: string): void {
  try {
    process.stdout.write(content);
  } catch (error) {
    noteOutputError(error);
  }
}

void runCommandLine(
  process.argv.slice(2),
  {
    ...language,
    version,
    resolveConnection: (url) => resolveConnection(url, process.env),
    listDatabases,
    backupPorts: (toolFolders, report) => thisMachine(() => toolFolders).backupPorts(report),
    restorePorts: (toolFolders, report) => thisMachine(() => toolFolders).restorePorts(report),
    print,
    tell: (content) => void process.stderr.write(content),
  },
  { signal: cancelling.signal, exitStatus: () => exitStatus },
).then((status) => {
  process.exitCode = exitCodeFor(status);
});
