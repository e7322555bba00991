import type { BackupManifest } from '../../../src/core/backup/manifest';
import type { CommandLine } from '../../../src/core/commandLine';
import type {
  RelationFact,
  RestorePorts,
  TargetDatabase,
  TargetServer,
} from '../../../src/core/restore/ports';
import type { RowCount } from '../../../src/core/server/sourceFacts';
import { writeArchive, type WrittenEntry } from '../archive/archiveWriter';
import { memorySource } from '../archive/byteSources';
import { sampleArchive } from '../archive/sampleArchive';

/** How the world of a restore differs from one in which all goes well. */
export interface Given {
  readonly manifest?: BackupManifest;
  /** Entries beside those of the sample archive. */
  readonly entries?: readonly WrittenEntry[];
  readonly bytes?: Uint8Array;
  readonly offsetsMissing?: boolean;
  readonly sha256?: string;
  readonly databases?: readonly string[];
  readonly userObjects?: readonly string[];
  /** Whether another restore has the database. */
  readonly isTaken?: boolean;
  readonly relations?: readonly RelationFact[];
  readonly extensions?: readonly string[];
  readonly rows?: readonly RowCount[];
  /** What the tool prints, and how it ends. */
  readonly lines?: readonly string[];
  readonly exitCode?: number;
  readonly runTool?: RestorePorts['runTool'];
  readonly pickTool?: () => Promise<never>;
  readonly execute?: TargetServer['execute'];
  readonly rename?: TargetServer['renameDatabase'];
  readonly drop?: TargetServer['dropDatabase'];
  readonly refuse?: (sql: string) => string | undefined;
}

/** Ports of plain functions, and what came through them. */
export interface World {
  readonly ports: RestorePorts;
  /** What changed a server, in order. */
  readonly happened: string[];
  readonly calls: CommandLine[];
  temporaryFile: string | undefined;
}

const facts = { version: '15.18', versionNumber: 150_018, inRecovery: false, isSuperuser: true };
const relation = (name: string): RelationFact => ({ schema: 'public', name, kind: 'r', populated: true });

/** A world in which the sample archive is restored. */
export function restoreWorld(given: Given): World {
  const sample = sampleArchive(14);
  const written = { ...sample, entries: [...sample.entries, ...(given.entries ?? [])] };
  const bytes = given.bytes ?? writeArchive({ ...written, piped: given.offsetsMissing === true });
  const world: World = {
    ports: portsOf(given, bytes, () => world),
    happened: [],
    calls: [],
    temporaryFile: undefined,
  };
  return world;
}

function portsOf(given: Given, bytes: Uint8Array, world: () => World): RestorePorts {
  const did = (what: string): void => void world().happened.push(what);
  let clock = 0;
  return {
    openBackup: (path, use) =>
      use({
        kind: 'file',
        path,
        source: memorySource(bytes),
        // eslint-disable-next-line @typescript-eslint/require-await -- a stream of bytes that are there already
        chunks: async function* () {
          yield bytes;
        },
      }),
    readManifest: () => Promise.resolve(given.manifest),
    sha256: () => Promise.resolve(given.sha256 ?? 'a'.repeat(64)),
    notedSha256: () => Promise.resolve(undefined),
    withServer: (_connection, _signal, use) => use(serverOf(given, did)),
    withDatabase: ({ database }, _signal, use) => use(databaseOf(given, database, did)),
    pickTool: ({ tool }) =>
      given.pickTool?.() ??
      Promise.resolve({ program: `/usr/bin/${tool}`, major: 15, version: '15.18', knowsRestrict: false }),
    runTool:
      given.runTool ??
      ((_tool, commandLine, onLine) => {
        did(commandLine.tool);
        world().calls.push(commandLine);
        for (const line of given.lines ?? []) onLine(line);
        return Promise.resolve({ exitCode: given.exitCode ?? 0, signal: undefined });
      }),
    withPassword: (_connection, use) => use({}),
    withTemporaryFile: (content, use) => {
      world().temporaryFile = content;
      return use('/tmp/list');
    },
    milliseconds: () => (clock += 5),
    randomKey: () => 'key',
    processors: 4,
    report: () => undefined,
  };
}

function serverOf(given: Given, did: (what: string) => void): TargetServer {
  return {
    facts,
    longestName: 63,
    databaseNames: () => Promise.resolve(new Set(given.databases)),
    localeNames: () => Promise.resolve(['C']),
    tablespaceNames: () => Promise.resolve(new Set(['pg_default'])),
    execute: (sql) => {
      did(`execute ${sql}`);
      return given.execute?.(sql) ?? Promise.resolve();
    },
    renameDatabase: (from, to) => {
      if (given.rename !== undefined) return given.rename(from, to);
      did(`rename ${from} ${to}`);
      return Promise.resolve();
    },
    dropDatabase: (name, sessions) => {
      if (given.drop !== undefined) return given.drop(name, sessions);
      did(`drop ${name}`);
      return Promise.resolve();
    },
  };
}

function databaseOf(given: Given, name: string, did: (what: string) => void): TargetDatabase {
  return {
    facts,
    takeForRestore: () => Promise.resolve(given.isTaken !== true),
    userObjects: (most) => Promise.resolve((given.userObjects ?? []).slice(0, most)),
    settingNames: () => Promise.resolve(new Set()),
    ownsPublicSchema: () => Promise.resolve(true),
    relations: () => Promise.resolve(given.relations ?? [relation('notes'), relation('notes_id')]),
    extensionNames: () => Promise.resolve(new Set(given.extensions)),
    countRows: () => Promise.resolve(given.rows ?? []),
    tryExecute: (sql) => {
      did(`execute in ${name} ${sql}`);
      return Promise.resolve(given.refuse?.(sql));
    },
  };
}
