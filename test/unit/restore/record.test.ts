import { describe, expect, it } from 'vitest';
import type { SortedMessage } from '../../../src/core/toolMessages/sortMessages';
import { restoreRecord, type RestoreRecord } from '../../../src/core/restore/record';
import type { Verification } from '../../../src/core/restore/report';
import { BackupError } from '../../../src/core/errors';
import { inEnglish, text } from '../../../src/core/text';

const base = { tool: 'pg_restore', origin: 'server', text: 'it broke' } as const;
const real: SortedMessage = { ...base, severity: 'error', verdict: 'real' };
const harmless: SortedMessage = { ...base, severity: 'error', verdict: 'harmless', why: text('old') };
const consequence: SortedMessage = { ...base, severity: 'error', verdict: 'consequence', cause: 0 };
const warning: SortedMessage = { ...base, severity: 'warning', verdict: 'real' };
const notice: SortedMessage = { ...base, severity: 'notice', verdict: 'harmless', why: text('notice') };

const line = (status: Verification['status']): Verification => ({
  id: 'x',
  title: text('All is there'),
  status,
  problem: status === 'passed' ? null : text('Missing: t'),
});
const failure = (code: string): BackupError => new BackupError({ kind: 'failed', code, what: text('why') });

async function recorded(
  messages: readonly SortedMessage[],
  more: (record: RestoreRecord) => void = () => undefined,
): Promise<ReturnType<RestoreRecord['report']>> {
  const record = restoreRecord(() => 0);
  await record.step('restore', () => Promise.resolve(messages));
  more(record);
  const report = record.report('d');
  expect(record.hasFailed()).toBe(report.outcome === 'failed');
  expect(report.failure !== undefined).toBe(report.outcome === 'failed');
  return report;
}

describe('the outcome', () => {
  it.each<[string, readonly SortedMessage[], string]>([
    ['nothing was said', [], 'restored'],
    ['only notices', [notice], 'restored'],
    ['a harmless error', [harmless], 'restored-with-warnings'],
    ['a warning', [warning], 'restored-with-warnings'],
    ['a notice that is not known', [{ ...notice, verdict: 'real' }], 'restored-with-warnings'],
    ['a real error', [real], 'failed'],
    ['a real error among harmless ones', [harmless, real, consequence], 'failed'],
    ['a fatal error', [{ ...real, severity: 'fatal' }], 'failed'],
  ])('%s', async (_, messages, outcome) => {
    expect((await recorded(messages)).outcome).toBe(outcome);
  });

  it('is a failure when what is there is not as it should be, whatever the tool said', async () => {
    const report = await recorded([], (record) => record.verified([line('passed'), line('failed')]));
    expect(report).toMatchObject({ outcome: 'failed', failure: { code: 'restore-not-verified' } });
    expect(report.failure?.message).toContain('All is there. Missing: t');
  });

  it('is not spoilt by what could not be told', async () => {
    const report = await recorded([], (record) => record.verified([line('unknown'), line('passed')]));
    expect(report.outcome).toBe('restored');
  });

  it('is with warnings where we warn', async () => {
    expect((await recorded([], (record) => record.warn(text('one job')))).outcome).toBe(
      'restored-with-warnings',
    );
  });

  it('is a failure when a step failed', async () => {
    const report = await recorded([], (record) => record.fail(failure('first')));
    expect(report).toMatchObject({ outcome: 'failed', failure: { code: 'first' } });
  });
});

describe('the reason', () => {
  it('is the first failure', async () => {
    const report = await recorded([], (record) => {
      record.fail(failure('first'));
      record.fail(failure('second'));
    });
    expect(report.failure?.code).toBe('first');
  });

  it('is what the tool said rather than what followed from it', async () => {
    const report = await recorded([real], (record) => {
      record.fail(failure('later'));
      record.verified([line('failed')]);
    });
    expect(report.failure?.message).toContain('it broke');
  });

  it('says how many errors are real, and what to do', async () => {
    const { failure: told } = await recorded([real, harmless, { ...real, text: 'and broke' }]);
    expect(told?.message).toMatch(/^2 errors are real\. /);
    expect(told?.remedy && inEnglish(told.remedy)).toBeTruthy();
  });
});

it('notes each step with its duration, also one that throws', async () => {
  let now = 0;
  const record = restoreRecord(() => now);
  await record.step('create-database', () => {
    now += 12.4;
    return Promise.resolve([]);
  });
  const thrown = failure('x');
  const failing = record.step('restore', () => {
    now += 30;
    return Promise.reject(thrown);
  });
  await expect(failing).rejects.toBe(thrown);
  expect(record.report(null)).toMatchObject({
    database: null,
    method: 'plain',
    steps: [
      { name: 'create-database', durationMs: 12, errors: [] },
      { name: 'restore', durationMs: 30, errors: [] },
    ],
  });
});
