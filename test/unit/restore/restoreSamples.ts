import { describeBackup } from '../../../src/core/backup/describeBackup';
import type { BackupManifest } from '../../../src/core/backup/manifest';
import type { RestoreRequest } from '../../../src/core/restore/request';
import { backupRecord } from '../backup/backupRecord';
import { connection } from '../backup/backupSamples';

/** A whole backup into a new database. */
export const request: RestoreRequest = {
  file: '/srv/pianos.backup',
  connection,
  target: {
    kind: 'create',
    name: 'copy',
    owner: undefined,
    encoding: undefined,
    locale: undefined,
    provider: undefined,
  },
  jobs: undefined,
  schemas: [],
  tables: [],
  sections: [],
  owner: true,
  privileges: true,
  dropOnFailure: false,
};
export const manifest: BackupManifest = describeBackup(backupRecord(), 'pianos.backup', {
  bytes: 1,
  sha256: 'a'.repeat(64),
  checksums: '',
});
