import type { BackupRecord } from '../../../src/core/backup/describeBackup';
import { dumpCommand } from '../../../src/core/backup/dumpCommand';
import { planDump } from '../../../src/core/backup/dumpPlan';
import { capacity, facts, request } from './backupSamples';

/** All that is known of a backup that is done. */
export function backupRecord(): BackupRecord {
  const plan = planDump(request, capacity, 15, 4);
  return {
    request,
    plan,
    source: { facts, snapshot: '00000003-1', countRows: () => Promise.resolve([]) },
    tool: { program: '/usr/bin/pg_dump', major: 15, version: '15.18', knowsRestrict: false },
    commandLine: dumpCommand(request, plan, 15, '/srv/backups/.x.partial', '00000003-1', {
      PGPASSFILE: '/run/pass',
    }),
    reading: { holdsManagementTable: false, holdsRowsOf: () => true },
    rows: null,
    warnings: [],
    createdAt: '2026-01-02T03:04:05.000Z',
    durationMs: 1234.6,
    productVersion: '0.1.0',
  };
}
