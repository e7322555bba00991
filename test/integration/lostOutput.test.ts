import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCommandLine } from './commandLine';

const intoFullDevice = ['sh', '-c', 'exec "$@" > /dev/full', 'sh'];

test.skipIf(!existsSync('/dev/full')).each([
  [['--version'], 1],
  [['backup', '--help'], 1],
  [['backup', '--format', 'zip', '--json'], 2],
] as const)('an output that cannot be written is told, and no success: %j', async (args, status) => {
  const end = await runCommandLine(args, { through: intoFullDevice });
  expect(end.status).toBe(status);
  expect(end.stderr).toBe('pg-backup: Writing to the standard output failed (ENOSPC).\n');
});

test('a reader that goes away is none', async () => {
  // The pipe's reader has gone before the first word.
  const through = ['sh', '-c', '{ sleep 0.5; "$@"; echo "status $?" >&2; } | true', 'sh'];
  const end = await runCommandLine(['--version'], { through });
  expect(end.stderr).toBe('status 0\n');
});
