import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ToolName } from '../../../src/core/commandLine';
import { collectMessages } from '../../../src/core/toolMessages/collectMessages';
import type { ToolMessage, ToolProgress } from '../../../src/core/toolMessages/toolMessage';

const folder = join(import.meta.dirname, '../../fixtures/messages');

/** The exit statuses of all captured runs, by `name.language`. */
export const exitCodes: ReadonlyMap<string, number> = new Map(
  readFileSync(join(folder, 'exits.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [name = '', language = '', status = ''] = line.split('\t');
      return [`${name}.${language}`, Number(status)];
    }),
);

/** The lines of a captured run. */
export function captured(name: string): string {
  return readFileSync(join(folder, `${name}.txt`), 'utf8');
}

/** The tool a captured run was made with, from its name. */
export function toolOf(name: string): ToolName {
  return name.startsWith('dump-') ? 'pg_dump' : name.startsWith('psql-') ? 'psql' : 'pg_restore';
}

/** The messages of a captured run. */
export function messagesOf(
  name: string,
  onProgress?: (progress: ToolProgress) => void,
): readonly ToolMessage[] {
  return collect(toolOf(name), captured(name), onProgress);
}

/** The messages in a text of standard error. */
export function collect(
  tool: ToolName,
  stderr: string,
  onProgress?: (progress: ToolProgress) => void,
): readonly ToolMessage[] {
  const collection = collectMessages(tool, { onProgress });
  for (const line of stderr.split('\n')) collection.line(line);
  return collection.end();
}

/** The dependencies of the archive that the restores of `restore-missing-extension` read, from `pg_restore -l -v`. */
export function capturedDependencies(): ReadonlyMap<number, readonly number[]> {
  const dependencies = new Map<number, readonly number[]>();
  let last = 0;
  for (const line of captured('dependencies').split('\n')) {
    const entry = /^(\d+); /.exec(line);
    if (entry !== null) last = Number(entry[1]);
    const needed = /^;\tdepends on: (.*)$/.exec(line);
    if (needed !== null) dependencies.set(last, (needed[1] ?? '').trim().split(' ').map(Number));
  }
  return dependencies;
}

/** The facts of that archive. */
export function capturedFacts(): { dependencies(dumpId: number): readonly number[] } {
  const dependencies = capturedDependencies();
  return { dependencies: (dumpId) => dependencies.get(dumpId) ?? [] };
}
