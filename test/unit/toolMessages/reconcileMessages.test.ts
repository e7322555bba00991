import { describe, expect, it } from 'vitest';
import { reconcileMessages } from '../../../src/core/toolMessages/reconcileMessages';
import { sortMessages } from '../../../src/core/toolMessages/sortMessages';
import type { ToolName } from '../../../src/core/commandLine';
import { captured, capturedFacts, collect, exitCodes, messagesOf, toolOf } from './fixtures';

function added(tool: ToolName, stderr: string, exitCode: number | undefined, signal?: string): string[] {
  const sorted = sortMessages(collect(tool, stderr), capturedFacts());
  return reconcileMessages(tool, sorted, { exitCode, signal })
    .slice(sorted.length)
    .map(({ text }) => text);
}

const harmless =
  'pg_restore: error: could not execute query: ERROR:  schema "public" already exists\nCommand was: CREATE SCHEMA public;\n\n\n';

describe('reconcileMessages', () => {
  it.each([...exitCodes].filter(([name]) => /^restore-(?!hostile)/.test(name)))(
    'has nothing to add to %s, whose every error was understood',
    (name, exitCode) => {
      const sorted = sortMessages(messagesOf(name), capturedFacts());
      expect(reconcileMessages('pg_restore', sorted, { exitCode, signal: undefined })).toEqual(sorted);
    },
  );

  it('never ends well where the tool did not: only an old dump and an old server are restored with all said', () => {
    const good = [...exitCodes].filter(([name, exitCode]) => {
      const exit = { exitCode, signal: undefined };
      return reconcileMessages(toolOf(name), sortMessages(messagesOf(name), capturedFacts()), exit).every(
        (message) => message.verdict === 'harmless',
      );
    });
    expect(good.map(([name]) => name)).toEqual([
      'dump-good-verbose.en',
      'restore-good-verbose.en',
      'restore-old-as-owner.en',
      'restore-old-as-owner.fr',
      'restore-unknown-settings.en',
    ]);
  });

  it('tells of errors that pg_restore counted and nobody read', () => {
    expect(added('pg_restore', `${harmless}pg_restore: warning: errors ignored on restore: 2\n`, 1)).toEqual([
      'pg_restore counted 2 errors, but only 1 of them could be read.',
    ]);
    expect(added('pg_restore', `${harmless}pg_restore: warning: errors ignored on restore: 1\n`, 1)).toEqual(
      [],
    );
  });

  it('knows that pg_restore counts an entry of a parallel run once more, and misses nothing beyond that', () => {
    const stderr = captured('restore-clashes-jobs.fr');
    expect(added('pg_restore', stderr, 1)).toEqual([]);
    expect(added('pg_restore', stderr.replace('restore: 23', 'restore: 24'), 1)).toHaveLength(1);
  });

  it('tells of a forged count', () => {
    expect(added('pg_restore', captured('restore-hostile-terse.en'), 1)).toEqual([]);
    const twice = 'pg_restore: warning: errors ignored on restore: 1\n';
    expect(added('pg_restore', harmless + twice + twice, 1)).toEqual([
      'pg_restore seems to have counted its errors more than once; a message may be forged.',
    ]);
  });

  it('tells of a failure without a reason, and of success with errors', () => {
    expect(added('pg_restore', '', 1)).toEqual(['pg_restore ended with exit status 1 and gave no reason.']);
    expect(added('pg_restore', 'pg_restore: NOTICE:  hello\n', 1)).toHaveLength(1);
    expect(added('pg_restore', '', undefined, 'SIGKILL')).toEqual([
      'pg_restore was ended by the signal SIGKILL.',
    ]);
    expect(added('pg_dump', captured('dump-clients-jobs-exit-0.en'), 0)).toEqual([
      'pg_dump reported success although it had printed errors.',
    ]);
    expect(added('psql', captured('psql-old-dump.en'), 0)).toHaveLength(1);
  });

  it('tells of a tool that stopped at an error which is harmless where it goes on', () => {
    expect(added('pg_restore', harmless, 1)).toEqual([
      'pg_restore stopped before the end with exit status 1.',
    ]);
    expect(added('psql', 'psql:<stdin>:4: ERROR:  schema "public" already exists\n', 3)).toEqual([
      'psql stopped before the end with exit status 3.',
    ]);
  });

  it('counts the errors that were not kept', () => {
    const stderr = `${harmless.repeat(10_050)}pg_restore: warning: errors ignored on restore: 10050\n`;
    expect(added('pg_restore', stderr, 1)).toEqual([]);
  });
});
