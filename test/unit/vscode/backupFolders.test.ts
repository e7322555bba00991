import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../src/core/text';
import { parseBackupFolders } from '../../../src/vscode/settings/backupFolders';

const parse = (
  value: unknown,
  workspaceFolder?: string,
): { folders: readonly string[]; problems: string[]; targetProblem: string | undefined } => {
  const { folders, problems, targetProblem } = parseBackupFolders(value, {
    home: '/home/marie',
    workspaceFolder,
  });
  return {
    folders,
    problems: problems.map(inEnglish),
    targetProblem: targetProblem && inEnglish(targetProblem),
  };
};

describe('where new backups go', () => {
  it.each([
    ['nothing set', undefined],
    ['an empty list', []],
  ])('%s: the default folder, no problem', (_, value) => {
    expect(parse(value)).toEqual({
      folders: ['/home/marie/PostgreSQL Backups'],
      problems: [],
      targetProblem: undefined,
    });
  });

  it('a first folder that cannot be used is a problem, because the next is not where they were meant to go', () => {
    const { folders, problems, targetProblem } = parse(['relative', '/srv/backups']);
    expect(folders).toEqual(['/srv/backups']);
    expect(problems).toHaveLength(1);
    expect(targetProblem).toBe(problems[0]);
    expect(targetProblem).toContain('“relative”');
  });

  it('a second one that cannot be used is told, but stops no backup', () => {
    const { folders, problems, targetProblem } = parse(['/srv/backups', 'relative', '/mnt']);
    expect(folders).toEqual(['/srv/backups', '/mnt']);
    expect(problems).toEqual([expect.stringContaining('“relative”')]);
    expect(targetProblem).toBeUndefined();
  });

  it('of several that cannot be used, the first is the problem', () => {
    const { folders, problems, targetProblem } = parse(['one', 2, null]);
    expect(folders).toEqual(['/home/marie/PostgreSQL Backups']);
    expect(problems).toHaveLength(3);
    expect(targetProblem).toContain('“one”');
  });

  it.each([['/srv/backups'], [{ folder: '/srv' }], [null], [true]])('%j is not a list', (value) => {
    const { problems, targetProblem } = parse(value);
    expect(problems).toEqual(['The setting pgBackup.backupFolders is not a list.']);
    expect(targetProblem).toBe(problems[0]);
  });

  it('${workspaceFolder} is a problem only where no folder is open', () => {
    expect(parse(['${workspaceFolder}/backups'], '/work dir')).toEqual({
      folders: ['/work dir/backups'],
      problems: [],
      targetProblem: undefined,
    });
    expect(parse(['${workspaceFolder}/backups', '/srv']).targetProblem).toContain('no folder is open');
  });
});

describe('a path', () => {
  it.each([
    ['~', '/home/marie'],
    ['~/backups/', '/home/marie/backups'],
    ['  /srv//a/../backups ', '/srv/backups'],
    ['/', '/'],
  ])('%j is %s', (path, folder) => {
    expect(parse([path]).folders).toEqual([folder]);
  });

  it('of somebody else’s home is none of ours', () => {
    expect(parse(['~paul/backups']).targetProblem).toContain('“~paul/backups”');
  });

  it('that stands there twice is looked at once', () => {
    expect(parse(['/srv', '/srv/', '~', '/home/marie']).folders).toEqual(['/srv', '/home/marie']);
  });
});
