import type { BackupPorts } from '../../../src/core/backup/ports';
import type { CommandLine } from '../../../src/core/commandLine';
import type { RowCount } from '../../../src/core/server/sourceFacts';
import { facts } from './backupSamples';
import { readArchive } from './readBackups';

/** How the world of a backup differs from one in which all goes well. */
export interface Given {
  /** What pg_dump says and how it ends, call by call; the last goes on. */
  dumps?: readonly { lines?: readonly string[]; exitCode?: number; throws?: Error }[];
  largeDatabase?: boolean;
  countRows?: () => Promise<readonly RowCount[]>;
  snapshot?: string | undefined;
  read?: () => Promise<Awaited<ReturnType<typeof readArchive>>>;
  readableByOthers?: boolean;
  freeBytes?: number;
  leftovers?: readonly string[];
  publishes?: () => void;
}

/** What came through the ports. */
export interface Events {
  /** What happened, in order. */
  readonly steps: string[];
  readonly calls: CommandLine[];
  published: { manifest: string; checksums: string } | undefined;
}

/** Ports of plain functions that note in `events` what comes through them. */
export function backupPorts(world: Given, events: Events): BackupPorts {
  const { steps, calls } = events;
  const bytes = world.largeDatabase === true ? 5e9 : 1e8;
  let reserved = 0;
  return {
    pickTool: ({ tool }) => {
      steps.push(`pick ${tool}`);
      return Promise.resolve({
        program: '/usr/bin/pg_dump',
        major: 15,
        version: '15.18',
        knowsRestrict: false,
      });
    },
    runTool: (_tool, commandLine, onLine) => {
      const dump = world.dumps?.[Math.min(calls.length, world.dumps.length - 1)] ?? {};
      steps.push('dump');
      calls.push(commandLine);
      for (const line of dump.lines ?? []) onLine(line);
      if (dump.throws !== undefined) return Promise.reject(dump.throws);
      return Promise.resolve({ exitCode: dump.exitCode ?? 0, signal: undefined });
    },
    withPassword: (_connection, use) => use({ PGPASSFILE: '/run/pass' }),
    withSource: async (_connection, _signal, use) => {
      steps.push('connect');
      try {
        return await use({
          facts: { ...facts, capacity: { ...facts.capacity, databaseBytes: bytes, dataBytes: bytes } },
          snapshot: 'snapshot' in world ? world.snapshot : '00000003-1',
          countRows: world.countRows ?? (() => Promise.resolve([])),
        });
      } finally {
        steps.push('disconnect');
      }
    },
    output: {
      prepareFolder: (folder) => {
        steps.push(`prepare ${folder}`);
        return Promise.resolve();
      },
      removeLeftovers: () => {
        steps.push('remove leftovers');
        return Promise.resolve(world.leftovers ?? []);
      },
      room: () => Promise.resolve({ freeBytes: world.freeBytes, mostFileBytes: undefined }),
      reserve: (folder, name, suffix) => {
        const number = ++reserved;
        steps.push(`reserve ${name}`);
        return Promise.resolve({
          partialPath: `${folder}/.${name}.partial${number}`,
          readableByOthers: world.readableByOthers === true,
          bytesSoFar: () => Promise.resolve(0),
          read: () => {
            steps.push('read');
            return (world.read ?? readArchive)();
          },
          digest: () => {
            steps.push('digest');
            return Promise.resolve((final: string) => ({
              bytes: 42,
              sha256: 'b'.repeat(64),
              checksums: `${'b'.repeat(64)}  ${final}\n`,
            }));
          },
          publish: (describe) => {
            steps.push('publish');
            world.publishes?.();
            // Another program took the name meanwhile.
            const final = name.replace(suffix, `-2${suffix}`);
            events.published = describe(final);
            return Promise.resolve({
              name: final,
              file: `${folder}/${final}`,
              manifest: `${folder}/${final}.manifest.json`,
            });
          },
          discard: () => {
            steps.push(`discard ${number}`);
            return Promise.resolve();
          },
        });
      },
    },
    now: () => ({
      iso: '2026-01-02T03:04:05.000Z',
      wall: { year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 5 },
      milliseconds: steps.length * 10,
    }),
    processors: 4,
    productVersion: '0.1.0',
    report: () => undefined,
  };
}
