import './cli/hideArguments';
import { version } from '../package.json';
import french from '../media/l10n/bundle.l10n.fr.json';
import { listDatabases } from './adapters/postgres/databases';
import { resolveConnection } from './adapters/postgres/connectionSources';
import { runCommandLine } from './cli/main';
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
// A reader of the output that goes away is no reason to leave things half done.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

void runCommandLine(
  process.argv.slice(2),
  {
    environment: process.env,
    version,
    translations: { fr: french },
    resolveConnection: (url) => resolveConnection(url, process.env),
    listDatabases,
    backupPorts: (toolFolders, report) => thisMachine(() => toolFolders).backupPorts(report),
    restorePorts: (toolFolders, report) => thisMachine(() => toolFolders).restorePorts(report),
    print: (content) => void process.stdout.write(content),
    tell: (content) => void process.stderr.write(content),
  },
  { signal: cancelling.signal, exitStatus: () => exitStatus },
).then((status) => {
  process.exitCode = status;
});
