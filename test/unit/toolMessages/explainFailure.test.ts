import { describe, expect, it } from 'vitest';
import { explainFailure } from '../../../src/core/toolMessages/explainFailure';
import { parallelLacked } from '../../../src/core/toolMessages/parallelLacked';
import { inEnglish } from '../../../src/core/text';
import { collect, exitCodes, messagesOf, toolOf } from './fixtures';

/** The code expected for each captured run, in both languages. */
const codes: Readonly<Record<string, string>> = {
  'dump-clients-jobs': 'too-many-connections',
  'dump-crash': 'server-gone',
  'dump-database-limit-jobs': 'too-many-connections',
  'dump-disk-full': 'disk-full',
  'dump-disk-full-plain': 'disk-full',
  'dump-file-size-limit': 'file-too-large',
  'dump-lock-timeout': 'statement-timeout',
  'dump-locks-jobs': 'out-of-locks',
  'dump-no-database': 'database-not-found',
  'dump-no-hba': 'authentication-failed',
  'dump-no-password': 'authentication-failed',
  'dump-no-role': 'authentication-failed',
  'dump-no-schemas': 'nothing-matches',
  'dump-no-server': 'cannot-connect',
  'dump-no-tables': 'nothing-matches',
  'dump-password': 'authentication-failed',
  'dump-role-limit-jobs': 'too-many-connections',
  'dump-row-security': 'row-security',
  'dump-schema-denied': 'permission-denied',
  'dump-slots-jobs': 'too-many-connections',
  'dump-table-denied': 'permission-denied',
  'dump-terminated': 'connection-terminated',
  'dump-too-many-arguments': 'unknown-option',
  'dump-unknown-option': 'unknown-option',
  'dump-version-mismatch': 'version-mismatch',
  'psql-clients': 'too-many-connections',
  'psql-invalid-bytes': 'encoding',
  'psql-meta-command': 'meta-command-refused',
  'psql-server-disk-full': 'server-disk-full',
  'psql-stops': 'tool-failed',
  'psql-terminated': 'connection-terminated',
  'restore-asgard': 'tool-failed',
  'restore-clients': 'too-many-connections',
  'restore-cut': 'archive-cut-off',
  'restore-invalid-bytes': 'encoding',
  'restore-missing-extension': 'missing-extension',
  'restore-missing-library': 'missing-library',
  'restore-no-equivalent': 'encoding',
  'restore-not-an-archive': 'not-an-archive',
  'restore-old-not-superuser': 'permission-denied',
  'restore-plain-text': 'not-an-archive',
  'restore-terminated': 'connection-terminated',
  'restore-unsupported-version': 'unsupported-archive-version',
  'restore-worker-killed': 'worker-died',
};
const runs = [...exitCodes].flatMap(([name, exitCode]) => {
  const code = codes[name.replace(/\.\w+$/, '')];
  return code === undefined ? [] : [[name, exitCode, code] as const];
});
const explained = (name: string): ReturnType<typeof explainFailure> =>
  explainFailure(toolOf(name), messagesOf(name), { exitCode: exitCodes.get(name), signal: undefined });

describe('explainFailure', () => {
  it.each(runs)('%s (exit %s): %s', (name, _, code) => {
    const explanation = explained(name);
    expect(explanation.code).toBe(code);
    expect(inEnglish(explanation.what)).not.toMatch(/\{\w+\}/);
    expect(inEnglish(explanation.remedy ?? explanation.what)).not.toMatch(/\{\w+\}/);
  });

  it('covers every kind of run that was captured', () => {
    const used = new Set(runs.map(([name]) => name.replace(/\.\w+$/, '')));
    expect([...used].sort()).toEqual(Object.keys(codes).sort());
  });

  it('names the object, the versions, the person', () => {
    expect(inEnglish(explained('dump-schema-denied.en').what)).toContain('(schema prive)');
    expect(inEnglish(explained('dump-schema-denied.fr').what)).toContain('(le schéma prive)');
    expect(inEnglish(explained('dump-version-mismatch.en').what)).toContain(
      '(18.4) is newer than the client tools (15.18)',
    );
    expect(inEnglish(explained('dump-password.fr').what)).toContain('"locked"');
    const locks = explained('dump-locks-jobs.fr').remedy;
    expect(locks && inEnglish(locks)).toContain('max_locks_per_transaction');
  });

  it('says that a signal ended the tool, also where a shell or container told it as a number', () => {
    const killed = explainFailure('pg_dump', [], { exitCode: undefined, signal: 'SIGKILL' });
    expect(killed.code).toBe('tool-killed');
    expect(killed.remedy && inEnglish(killed.remedy)).toContain('memory');
    expect(explainFailure('pg_dump', [], { exitCode: 137, signal: undefined }).code).toBe('tool-killed');
    expect(explainFailure('pg_dump', [], { exitCode: undefined, signal: 'SIGTERM' }).remedy).toBeUndefined();
  });

  it('says what it was told where no rule knows it, or that nothing was told', () => {
    const unknown = explainFailure(
      'pg_restore',
      collect('pg_restore', 'pg_restore: error: {tool} is odd\n'),
      {
        exitCode: 1,
        signal: undefined,
      },
    );
    expect(unknown.code).toBe('tool-failed');
    expect(inEnglish(unknown.what)).toBe('pg_restore failed: {tool} is odd');
    expect(inEnglish(explainFailure('psql', [], { exitCode: 2, signal: undefined }).what)).toContain(
      'exit status 2',
    );
  });

  it('is not led astray by a sentence inside another', () => {
    const stderr =
      'pg_restore: error: could not execute query: ERROR:  no: permission denied for table t\n' +
      'pg_restore: error: COPY failed for table "x": ERROR:  TB1. terminating connection due to administrator command\n';
    expect(
      explainFailure('pg_restore', collect('pg_restore', stderr), { exitCode: 1, signal: undefined }).code,
    ).toBe('tool-failed');
  });
});

describe('parallelLacked', () => {
  it.each([
    ['dump-locks-jobs.en', 'locks'],
    ['dump-locks-jobs.fr', 'locks'],
    ['dump-clients-jobs.en', 'connections'],
    ['dump-clients-jobs.fr', 'connections'],
    ['dump-slots-jobs.en', 'connections'],
    ['dump-slots-jobs.fr', 'connections'],
    ['dump-role-limit-jobs.en', 'connections'],
    ['dump-role-limit-jobs.fr', 'connections'],
    ['dump-database-limit-jobs.en', 'connections'],
    ['dump-database-limit-jobs.fr', 'connections'],
    ['dump-disk-full.en', undefined],
    ['dump-terminated.fr', undefined],
    ['restore-worker-killed.en', undefined],
  ])('%s: %s', (name, lack) => {
    expect(parallelLacked(messagesOf(name))).toBe(lack);
  });

  it('asks for the hint: shared memory can run out for other reasons', () => {
    const stderr = 'pg_dump: error: query failed: ERROR:  out of shared memory\n';
    expect(parallelLacked(collect('pg_dump', stderr))).toBeUndefined();
    expect(
      parallelLacked(
        collect('pg_dump', `${stderr}HINT:  You might need to increase max_pred_locks_per_transaction.\n`),
      ),
    ).toBe('locks');
    const newer = 'FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute';
    expect(parallelLacked(collect('pg_dump', `pg_dump: error: reconnection failed: ${newer}\n`))).toBe(
      'connections',
    );
  });
});
