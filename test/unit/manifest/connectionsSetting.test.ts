import { describe, expect, test } from 'vitest';
import manifest from '../../../package.json';
import { parameterNames } from '../../../src/core/connection/parameters';
import { parseConnectionString } from '../../../src/core/connection/connectionString';
import { inEnglish } from '../../../src/core/text';
import { parseBackupFolders } from '../../../src/vscode/settings/backupFolders';
import {
  connectionSetting,
  connectionStringOf,
  isSettableParameter,
  parseConnections,
} from '../../../src/vscode/settings/savedConnections';

const { items } = manifest.contributes.configuration.properties['pgBackup.connections'];

describe('the setting pgBackup.connections', () => {
  test('offers exactly the keywords that are understood, and no secret', () => {
    const understood = parameterNames.filter(isSettableParameter);
    expect(Object.keys(items.properties).sort()).toEqual(['id', 'name', 'database', ...understood].sort());
    expect(Object.keys(items.properties)).not.toContain('password');
    expect(Object.keys(items.properties)).not.toContain('sslpassword');
  });

  test('comes back as it was written', () => {
    const saved = {
      id: '1',
      name: 'Main',
      parameters: { host: 'db', port: '5433', user: 'me', dbname: 'it’s', sslmode: 'require' },
    };
    const written: unknown = JSON.parse(JSON.stringify([connectionSetting(saved)]));
    expect(parseConnections(written)).toEqual({ connections: [saved], problems: [] });
  });

  test.each([
    ['a text', 'postgres://x', 'The setting pgBackup.connections is not a list.'],
    ['no object', [3], 'Connection 1 of the setting pgBackup.connections is no object.'],
    ['no name', [{ host: 'x' }], 'Connection 1 of the setting pgBackup.connections has no name.'],
    [
      'a wrong type',
      [{ name: 'a', host: ['x'] }],
      'The property “host” of the connection “a” is neither a text nor a number.',
    ],
  ])('%s is left out and said', (_, value, problem) => {
    const parsed = parseConnections(value);
    expect(parsed.connections).toEqual([]);
    expect(parsed.problems.map(inEnglish)).toEqual([problem]);
  });

  test('what is malformed spoils only itself', () => {
    const parsed = parseConnections([{ name: 'a' }, null, { name: 'b', wrong: 1 }, { name: 'a' }]);
    expect(parsed.connections.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(parsed.problems).toHaveLength(3);
  });

  test('a password in it is not used, and not repeated', () => {
    const parsed = parseConnections([{ name: 'a', password: 'hunter2', sslpassword: 'hunter3' }]);
    expect(parsed.connections).toEqual([{ id: 'a', name: 'a', parameters: {} }]);
    expect(parsed.problems).toHaveLength(2);
    expect(JSON.stringify(parsed)).not.toContain('hunter');
  });

  test('values reach the connection as they are, whatever they hold', () => {
    const parameters = { host: "a b'c\\", dbname: 'x host=evil', user: '=' };
    expect(parseConnectionString(connectionStringOf(parameters))).toEqual(parameters);
  });
});

describe('the setting pgBackup.backupFolders', () => {
  const surroundings = { home: '/home/me', workspaceFolder: '/work space' };

  test('understands ~ and ${workspaceFolder}, and keeps each folder once', () => {
    const { folders, problems } = parseBackupFolders(
      ['~/a', '${workspaceFolder}/b', '/c/', '/c', '~'],
      surroundings,
    );
    expect(folders).toEqual(['/home/me/a', '/work space/b', '/c', '/home/me']);
    expect(problems).toEqual([]);
  });

  test('what is no absolute folder is left out and said; the default stands in for nothing', () => {
    const { folders, problems } = parseBackupFolders(['relative', 3, '~other/x'], surroundings);
    expect(folders).toEqual(['/home/me/PostgreSQL Backups']);
    expect(problems).toHaveLength(3);
    expect(manifest.contributes.configuration.properties['pgBackup.backupFolders'].default).toEqual([
      '~/PostgreSQL Backups',
    ]);
  });

  test('without an open folder, one in it cannot be meant', () => {
    const { problems } = parseBackupFolders(['${workspaceFolder}/b'], {
      home: '/h',
      workspaceFolder: undefined,
    });
    expect(problems).toHaveLength(1);
  });
});
