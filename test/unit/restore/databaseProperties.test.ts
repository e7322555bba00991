import { describe, expect, it } from 'vitest';
import { describeBackup } from '../../../src/core/backup/describeBackup';
import type { BackupManifest } from '../../../src/core/backup/manifest';
import { propertyStatements, type PropertyStatements } from '../../../src/core/restore/databaseProperties';
import type { DatabaseDescription, DatabaseSetting } from '../../../src/core/server/databaseDescription';
import { backupRecord } from '../backup/backupRecord';
import { readArchive } from '../backup/readBackups';

const written = describeBackup(backupRecord(), 'x', { bytes: 1, sha256: '', checksums: '' });
const bare = { comment: null, settings: [], privileges: null, connectionLimit: -1, isTemplate: false };

function manifestWith(database: Partial<DatabaseDescription>): BackupManifest {
  return { ...written, database: { ...written.database, ...bare, ...database } };
}

function fromManifest(database: Partial<DatabaseDescription>, withPrivileges = true): PropertyStatements {
  return propertyStatements(undefined, manifestWith(database), 'new "db"', withPrivileges);
}

const none = { settings: [], privileges: [], others: [], unrecognised: [] };

describe('from the manifest', () => {
  it('nothing comes where nothing was set', () => {
    expect(fromManifest({})).toEqual(none);
    expect(propertyStatements(undefined, undefined, 'd', true)).toEqual(none);
  });

  it('comment, limit and template come', () => {
    expect(fromManifest({ comment: "l'été", connectionLimit: 0, isTemplate: true }).others).toEqual([
      `COMMENT ON DATABASE "new ""db""" IS 'l''été'`,
      `ALTER DATABASE "new ""db""" CONNECTION LIMIT 0`,
      `ALTER DATABASE "new ""db""" IS_TEMPLATE true`,
    ]);
  });

  const privileges = [
    { grantee: null, privilege: 'CONNECT', grantable: false },
    { grantee: 'Anne "A"', privilege: 'TEMPORARY', grantable: true },
    { grantee: 'x', privilege: 'ALL; DROP DATABASE y', grantable: false },
  ];

  it('privileges come in place of the default ones, and only those of a known form', () => {
    expect(fromManifest({ privileges }).privileges).toEqual([
      `REVOKE ALL ON DATABASE "new ""db""" FROM PUBLIC`,
      `GRANT CONNECT ON DATABASE "new ""db""" TO PUBLIC`,
      `GRANT TEMPORARY ON DATABASE "new ""db""" TO "Anne ""A""" WITH GRANT OPTION`,
    ]);
  });

  it('no privileges come where they are not wanted', () => {
    expect(fromManifest({ privileges }, false)).toEqual(none);
  });

  it.each<[DatabaseSetting, string]>([
    [{ role: null, name: 'work_mem', value: '64MB' }, `ALTER DATABASE "new ""db""" SET "work_mem" TO '64MB'`],
    [
      { role: 'Anne', name: 'app.flag', value: "a'b\\" },
      `ALTER ROLE "Anne" IN DATABASE "new ""db""" SET "app.flag" TO E'a''b\\\\'`,
    ],
    [
      { role: null, name: 'search_path', value: 'app, "Ma Base", "a""b", "c,d", "$user"' },
      `ALTER DATABASE "new ""db""" SET "search_path" TO 'app', 'Ma Base', 'a"b', 'c,d', '$user'`,
    ],
    [
      { role: null, name: 'Search_Path', value: 'a,b' },
      `ALTER DATABASE "new ""db""" SET "Search_Path" TO 'a', 'b'`,
    ],
    [{ role: null, name: 'search_path', value: '""' }, `ALTER DATABASE "new ""db""" SET "search_path" TO ''`],
    [{ role: null, name: 'search_path', value: '' }, `ALTER DATABASE "new ""db""" SET "search_path" TO ''`],
    [
      { role: null, name: 'DateStyle', value: 'ISO, DMY' },
      `ALTER DATABASE "new ""db""" SET "DateStyle" TO 'ISO, DMY'`,
    ],
    [
      { role: 'r"; --', name: 'x" TO 1; --', value: "'; DROP" },
      `ALTER ROLE "r""; --" IN DATABASE "new ""db""" SET "x"" TO 1; --" TO '''; DROP'`,
    ],
  ])('the setting %j', (setting, statement) => {
    expect(fromManifest({ settings: [setting] }).settings).toEqual([statement]);
  });

  it.each(['"open', '"a"b"', ', ,', `${'"a", '.repeat(50_000)}"`])(
    'a list that is none comes to an end',
    (value) => {
      const [statement = ''] = fromManifest({
        settings: [{ role: null, name: 'search_path', value }],
      }).settings;
      expect(statement).toMatch(/^ALTER DATABASE "new ""db""" SET "search_path" TO ('[^']*'(, )?)+$/);
    },
  );
});

describe('from the archive', () => {
  const entries = [
    {
      dumpId: 1,
      tag: 'pianos',
      type: 'DATABASE',
      definition: "CREATE DATABASE pianos WITH ENCODING = 'UTF8';\n",
    },
    {
      dumpId: 2,
      tag: 'DATABASE pianos',
      type: 'COMMENT',
      definition: "COMMENT ON DATABASE pianos IS 'x';\n",
    },
    {
      dumpId: 3,
      tag: 'DATABASE pianos',
      type: 'ACL',
      definition: 'GRANT CONNECT ON DATABASE pianos TO anne;\n',
    },
    {
      dumpId: 4,
      tag: 'pianos',
      type: 'DATABASE PROPERTIES',
      definition: "ALTER DATABASE pianos SET work_mem TO '1MB';\nDROP DATABASE postgres;\n",
    },
  ];

  it('comes what it says, sorted by when it is run, about the new database only', async () => {
    const { archive } = await readArchive(entries);
    const statements = propertyStatements(
      archive,
      manifestWith({ comment: 'of the manifest' }),
      'copy',
      true,
    );
    expect(statements.settings).toEqual([
      expect.stringMatching(/^ALTER DATABASE "?copy"? SET work_mem TO '1MB'/i),
    ]);
    expect(statements.privileges).toEqual([
      expect.stringMatching(/^GRANT CONNECT ON DATABASE "?copy"? TO anne/i),
    ]);
    expect(statements.others).toEqual([expect.stringMatching(/^COMMENT ON DATABASE "?copy"? IS 'x'/i)]);
    expect(statements.unrecognised).toEqual([expect.stringContaining('DROP DATABASE postgres')]);
  });

  it('come no privileges where they are not wanted', async () => {
    const { archive } = await readArchive(entries);
    expect(propertyStatements(archive, undefined, 'copy', false).privileges).toEqual([]);
  });

  it('comes nothing, but from the manifest, where it has no entry of the database', async () => {
    const { archive } = await readArchive();
    expect(propertyStatements(archive, manifestWith({ comment: 'c' }), 'copy', true).others).toHaveLength(1);
  });
});
