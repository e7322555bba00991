import { beforeEach, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/cli/main';
import { onLines, onOneLine } from '../../../src/cli/terminalText';
import type { CommandLinePorts } from '../../../src/cli/ports';
import { connectionFrom } from '../../../src/core/connection/connection';
import { BackupError } from '../../../src/core/errors';
import { text } from '../../../src/core/text';

const name = 'a\u001b[2J\u001b]0;t\u0007\u202eb\u009bc\r\n✓ Restored';
const shown = 'a\ufffd[2J\ufffd]0;t\ufffd\ufffdb\ufffdc\n    ✓ Restored';
const failure = new BackupError({
  kind: 'failed',
  code: 'the-code',
  what: text('“{path}” does not exist.', { path: text('{first}; {rest}', { first: name, rest: '' }) }),
  remedy: text('Warning: {warning}', { warning: name }),
});

let printed: string;
let told: string;
beforeEach(() => {
  printed = '';
  told = '';
});

/** Runs a backup that tells its progress, then fails. */
async function runFailing(args: readonly string[], error: unknown): Promise<void> {
  const unused = (): never => {
    throw new Error('not asked for');
  };
  const backupPorts: CommandLinePorts['backupPorts'] = (_folders, report) => {
    report({ phase: text('Warning: {warning}', { warning: name }) });
    throw error;
  };
  const connection = connectionFrom({}, { osUser: 'u', hostFor: () => 'localhost' });
  await runCommandLine(
    args,
    {
      environment: {},
      version: '1.2.3',
      translations: {},
      resolveConnection: () => Promise.resolve(connection),
      listDatabases: unused,
      backupPorts,
      restorePorts: unused,
      print: (content) => (printed += content),
      tell: (content) => (told += content),
    },
    { signal: new AbortController().signal, exitStatus: () => 143 },
  );
}

it('an error moves no cursor, and no line of a name in it passes for one of ours', async () => {
  await runFailing(['backup', '--quiet'], failure);
  expect(told).toBe(`pg-backup: “${shown}; ” does not exist.\nWarning: ${shown}\n`);
});

it('neither does the text of a bug, which keeps its lines', async () => {
  await runFailing(['backup', '--quiet'], new TypeError('x\u001b[2J'));
  expect(told).toMatch(/^pg-backup: TypeError: x\ufffd\[2J\n +at /);
});

it('neither do the words of a wrong call', async () => {
  await runFailing(['nonsense\u001b[2J'], failure);
  expect(told).toContain("'nonsense\ufffd[2J'");
});

it('neither does progress; the JSON document holds what is there', async () => {
  await runFailing(['backup', '--json'], failure);
  expect(told).toBe(`Warning: ${shown} …\n`);
  expect(JSON.parse(printed)).toHaveProperty('error.message', `“${name}; ” does not exist.`);
});

it.each(['é€漢字', '👩‍🔬', '“quoted” – …', 'שלום'])('%s is shown as it is', (content) => {
  expect(onOneLine(content)).toBe(content);
  expect(onLines(`${content}\n${content}`)).toBe(`${content}\n${content}`);
});

it.each(['\n', '\t', '\r', '\u007f', '\u0085', '\u061c', '\u200f', '\u2028', '\u2066', '\u2069'])(
  '%j has no place on a line',
  (character) => {
    expect(onOneLine(`a${character}b`)).toBe('a\ufffdb');
  },
);
