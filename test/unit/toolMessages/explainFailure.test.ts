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

describe('a worker that is gone', () => {
  const explain = (stderr: string): ReturnType<typeof explainFailure> =>
    explainFailure('pg_restore', collect('pg_restore', stderr), { exitCode: 1, signal: undefined });
  const gone = 'pg_restore: error: a worker process died unexpectedly\n';
  const parallel = 'pg_restore: entering main parallel loop\n';
  const missing =
    'pg_restore: error: could not execute query: ERROR:  schema "app" does not exist\n' +
    'Command was: CREATE TABLE app.client ();\n';

  it.each([
    ['after the reason', `${parallel}${missing}${gone}`],
    ['before the reason', `${parallel}${gone}${missing}`],
    ['before other errors of the server', `${parallel}${missing}${missing.replace('app', 'other')}${gone}`],
    ['by its exit status', `${missing}pg_restore: error: worker process failed: exit code 1\n`],
  ])('does not hide why: %s', (_, stderr) => {
    const explanation = explain(stderr);
    expect(explanation.code).toBe('tool-failed');
    expect(inEnglish(explanation.what)).toBe('pg_restore failed: schema "app" does not exist');
    expect(explanation.remedy).toBeUndefined();
  });

  it('does not hide what the tool itself tells', () => {
    expect(inEnglish(explain(`pg_restore: error: something odd\n${gone}`).what)).toBe(
      'pg_restore failed: something odd',
    );
    expect(explain(`${gone}pg_restore: error: terminated by user\n`).code).toBe('interrupted');
  });

  it.each([
    ['alone', gone],
    ['twice', gone + gone],
    ['torn', `pg_restore: pg_restore: error: a worker process died unexpectedly\n${gone}`],
    [
      'with its broken pipe',
      `pg_restore: error: could not write to the communication channel: Broken pipe\n${gone}`,
    ],
  ])('is the reason where nothing else is: %s', (_, stderr) => {
    expect(explain(stderr).code).toBe('worker-died');
  });

  it('is the reason where only a message of ours stands beside it', () => {
    const messages = collect('pg_restore', gone);
    const ours = { tool: 'pg_restore', severity: 'error', origin: 'product', text: 'not kept' } as const;
    expect(explainFailure('pg_restore', [ours, ...messages], { exitCode: 1, signal: undefined }).code).toBe(
      'worker-died',
    );
  });
});

describe('remedies', () => {
  const remedyOf = (sentence: string, severity = 'ERROR'): readonly [string, string] => {
    const stderr =
      'pg_dump: error: Dumping the contents of table "client" failed: PQgetResult() failed.\n' +
      `pg_dump: detail: Error message from server: ${severity}:  ${sentence}\n`;
    const { code, remedy } = explainFailure('pg_dump', collect('pg_dump', stderr), {
      exitCode: 1,
      signal: undefined,
    });
    return [code, remedy === undefined ? '' : inEnglish(remedy)];
  };

  it.each([
    ['canceling statement due to conflict with recovery', 'ERROR'],
    ['terminating connection due to conflict with recovery', 'FATAL'],
    ["annulation de la requête à cause d'un conflit avec la restauration", 'ERREUR'],
    ['annulation de la requête à cause d’un conflit avec la restauration', 'ERREUR'],
  ])('a standby: %s', (sentence, severity) => {
    const [code, remedy] = remedyOf(sentence, severity);
    expect(code).toBe('standby-conflict');
    expect(remedy).toMatch(/max_standby_streaming_delay.*hot_standby_feedback.*primary/);
  });

  it('row security may be forced upon the owner too, who is therefore no way out', () => {
    const [code, remedy] = remedyOf(
      'query would be affected by row-level security policy for table "client"',
    );
    expect(code).toBe('row-security');
    expect(remedy).toMatch(/superuser.*BYPASSRLS/);
    expect(remedy).not.toContain('owner');
  });

  it('name no option, because the editor shows them too', () => {
    const [code, remedy] = remedyOf('permission denied for table client');
    expect(code).toBe('permission-denied');
    expect(remedy).toContain('pg_read_all_data');
    expect(remedy).not.toContain('--');
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
