import { readdirSync, readFileSync } from 'node:fs';

/** A process of this machine as Linux tells of it. */
export interface SeenProcess {
  readonly pid: number;
  /** The program's own name, such as `pg_dump`; cut after 15 characters. */
  readonly name: string;
  readonly parent: number;
  /** The leader of its process group. */
  readonly group: number;
}

/** Every process that still runs; one that ended and waits for its parent is left out. Linux only. */
function allProcesses(): SeenProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = contentOf(Number(name), 'stat');
      const [, program = '', state, parent, group] = /^\d+ \((.*)\) (\S) (\d+) (\d+)/s.exec(stat) ?? [];
      if (state === undefined || state === 'Z') return [];
      return [{ pid: Number(name), name: program, parent: Number(parent), group: Number(group) }];
    });
}

/** The processes that come from `ancestor`, itself left out. */
export function descendantsOf(ancestor: number): SeenProcess[] {
  const all = allProcesses();
  const found: SeenProcess[] = [];
  let parents = new Set([ancestor]);
  while (parents.size > 0) {
    const children = all.filter((each) => parents.has(each.parent));
    found.push(...children);
    parents = new Set(children.map(({ pid }) => pid));
  }
  return found;
}

/** Those of the given processes that still run, also where their parent is gone. */
export function stillRunning(processes: readonly SeenProcess[]): SeenProcess[] {
  const all = new Map(allProcesses().map((each) => [each.pid, each]));
  return processes.filter(({ pid, name }) => all.get(pid)?.name === name);
}

/** What the kernel shows of a process; empty once it is gone. */
export function contentOf(pid: number, file: 'stat' | 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
