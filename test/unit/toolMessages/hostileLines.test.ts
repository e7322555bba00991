import { describe, expect, it } from 'vitest';
import { explainFailure } from '../../../src/core/toolMessages/explainFailure';
import { sortMessages } from '../../../src/core/toolMessages/sortMessages';
import { collect } from './fixtures';

const long = 20_000;
const pieces = [
  'a',
  ' ',
  '"',
  ':',
  'a: ',
  '" "',
  ':1',
  ' « ',
  "''",
  'could not ',
  'failed: ',
  '(',
  '\t',
  'é',
  ' does not exist',
];
const starts = [
  '',
  'pg_restore: ',
  'pg_restore: error: could not execute query: ERROR:  ',
  'pg_restore: error: could not execute query: ERROR:  relation ',
  'pg_restore: error: COPY failed for table "',
  'pg_restore: error: connection to server ',
  'pg_restore: from TOC entry 1; 2 3 ',
  'pg_restore: creating ',
  "Command was: COMMENT ON EXTENSION a IS '",
  'Command was: CREATE TABLE "',
];

describe('long hostile lines', () => {
  it.each(starts)('are read, sorted and explained in no time after "%s"', (start) => {
    const stderr = pieces
      .map(
        (piece) =>
          `pg_restore: error: could not execute query: ERROR:  x\n${start}${piece.repeat(long / piece.length)}\n`,
      )
      .join('');
    const before = performance.now();
    const sorted = sortMessages(collect('pg_restore', stderr));
    explainFailure('pg_restore', sorted, { exitCode: 1, signal: undefined });
    collect('psql', stderr.replaceAll('pg_restore: ', 'psql:f:1: '));
    expect(sorted.every((message) => message.verdict === 'real')).toBe(true);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
