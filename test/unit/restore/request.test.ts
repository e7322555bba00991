import { expect, it } from 'vitest';
import {
  checkRestoreOptions,
  isPartialRestore,
  type RestoreRequest,
} from '../../../src/core/restore/request';
import { errorOf } from '../thrownError';
import { request } from './restoreSamples';

it.each<[Partial<RestoreRequest>, Parameters<typeof checkRestoreOptions>[1], string | undefined]>([
  [{}, 'plain', undefined],
  [{ jobs: 1 }, 'plain', undefined],
  [{ jobs: 2 }, 'custom', undefined],
  [{ jobs: 2 }, 'directory', undefined],
  [{ jobs: 2 }, 'tar', 'jobs-need-archive'],
  [{ jobs: 2 }, 'plain', 'jobs-need-archive'],
  [{ tables: ['t'], sections: ['data'] }, 'tar', undefined],
  [{ schemas: ['s'] }, 'plain', 'plain-is-restored-whole'],
  [{ tables: ['t'] }, 'plain', 'plain-is-restored-whole'],
  [{ sections: ['data'] }, 'plain', 'plain-is-restored-whole'],
])('%j of %s: %s', (asked, format, code) => {
  const check = (): void => checkRestoreOptions({ ...request, ...asked }, format);
  if (code === undefined) expect(check).not.toThrow();
  else expect(errorOf(check)).toMatchObject({ kind: 'usage', code });
});

it('is partial by schemas, tables or sections only', () => {
  expect(isPartialRestore({ ...request, owner: false, privileges: false, jobs: 3 })).toBe(false);
  expect(isPartialRestore({ ...request, sections: ['data'] })).toBe(true);
});
