import { expect, test } from 'vitest';
import { psqlKnowsRestrict } from '../../../src/core/tools/restrictCommand';
import { parseToolVersion } from '../../../src/core/tools/toolVersion';

function knows(version: string): boolean {
  const parsed = parseToolVersion('psql', `psql (PostgreSQL) ${version}\n`);
  if (parsed === undefined) throw new Error(`not a version: ${version}`);
  return psqlKnowsRestrict(parsed);
}

test.each([
  '13.22',
  '13.23',
  '14.19',
  '15.14',
  '15.18',
  '16.10',
  '17.6',
  '18beta3',
  '18rc1',
  '18.0',
  '19devel',
  '20.1',
])('%s knows \\restrict', (version) => expect(knows(version)).toBe(true));

test.each(['9.6.24', '12.22', '13.21', '14.18', '15.13', '16.9', '17.5', '17beta1', '18devel', '18beta2'])(
  '%s does not know it',
  (version) => expect(knows(version)).toBe(false),
);
