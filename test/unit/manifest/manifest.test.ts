import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../../package.json';
import french from '../../../package.nls.fr.json';
import english from '../../../package.nls.json';
import { contextValues } from '../../../src/vscode/tree/nodeLook';

const root = path.join(import.meta.dirname, '..', '..', '..');
const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command);

/** The ids in the files of the commands, and whether the table lists each file: read, because the code itself needs an editor. */
function commandFiles(): { id: string; constant: string }[] {
  const folder = path.join(root, 'src', 'vscode', 'commands');
  return readdirSync(folder).flatMap((file) => {
    const source = readFileSync(path.join(folder, file), 'utf8');
    const constant = /export const (\w+): Command = \{/.exec(source)?.[1];
    const id = /^ {2}id: '([^']+)',$/m.exec(source)?.[1];
    return constant === undefined || id === undefined ? [] : [{ id, constant }];
  });
}

/** Every `%key%` in the manifest. */
function placeholders(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(/^%(.+)%$/g)].map((match) => match[1] ?? '');
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(placeholders);
}

const menuItems: readonly { command: string; when?: string }[] = Object.values(contributes.menus).flat();
const conditions = [...menuItems, ...contributes.viewsWelcome].flatMap(({ when }) => when ?? []);

describe('commands', () => {
  test('those of the manifest are those of the table', () => {
    const table = readFileSync(path.join(root, 'src', 'vscode', 'commands', 'table.ts'), 'utf8');
    const listed = /= \[([^\]]*)\]/.exec(table)?.[1]?.match(/\w+/g);
    const files = commandFiles();
    expect(files.map(({ constant }) => constant).sort()).toEqual(listed?.sort());
    expect(files.map(({ id }) => id).sort()).toEqual([...declared].sort());
  });

  test('each has a title and a category from the language files', () => {
    for (const { command, title, category } of contributes.commands) {
      expect(title).toBe(`%command.${command.replace('pgBackup.', '')}.title%`);
      expect(category).toBe('%command.category%');
    }
  });

  test('a title ends in an ellipsis exactly where the command asks before it acts', () => {
    const asking = ['addConnection', 'removeConnection', 'enterPassword', 'restoreIntoNewDatabase'];
    for (const texts of [english, french] as Record<string, string>[]) {
      for (const command of declared) {
        const name = command.replace('pgBackup.', '');
        expect([name, texts[`command.${name}.title`]?.endsWith('…')]).toEqual([name, asking.includes(name)]);
      }
    }
  });

  test('each is in the palette, because each asks for what it was not called on', () => {
    expect(contributes.menus.commandPalette).toEqual([]);
    const withNode = commandFiles().filter(({ constant }) => {
      const source = readFileSync(path.join(root, 'src', 'vscode', 'commands', `${constant}.ts`), 'utf8');
      return source.includes('(editor, node)') && !/choose\w+\(/.test(source) && constant !== 'refresh';
    });
    expect(withNode).toEqual([]);
  });
});

describe('menus', () => {
  test('name commands that exist', () => {
    for (const { command } of menuItems) expect(declared).toContain(command);
  });

  test('know the view and the nodes that they stand on', () => {
    const view = contributes.views.pgBackup[0]?.id;
    const known: readonly string[] = contextValues;
    for (const when of menuItems.flatMap((item) => item.when ?? [])) {
      expect(when).toContain(`view == ${view ?? '?'}`);
      const single = /viewItem == (\w+)/.exec(when)?.[1];
      const several = /viewItem =~ \/\^\(([\w|]+)\)\$\//.exec(when)?.[1]?.split('|');
      for (const value of [...(single === undefined ? [] : [single]), ...(several ?? [])]) {
        expect(known).toContain(value);
      }
      expect(when.includes('viewItem')).toBe(single !== undefined || several !== undefined);
    }
  });

  test('use only context keys that exist', () => {
    const keys = conditions.flatMap((when) => when.replace(/\/\^.*?\$\//g, '').match(/[a-zA-Z.]+/g) ?? []);
    const known = new Set(['view', 'viewItem', 'isWorkspaceTrusted', 'pgBackup.databases', ...contextValues]);
    expect(keys.filter((key) => !known.has(key))).toEqual([]);
  });

  test('a backup can be restored from a connection, also when its database is gone from the tree', () => {
    const places = contributes.menus['view/item/context'].filter(
      ({ command, group }) => command === 'pgBackup.restoreIntoNewDatabase' && !group.startsWith('inline'),
    );
    expect(places.map(({ when }) => /viewItem == (\w+)/.exec(when)?.[1])).toEqual(['backup', 'connection']);
    const source = readFileSync(
      path.join(root, 'src', 'vscode', 'commands', 'restoreIntoNewDatabase.ts'),
      'utf8',
    );
    expect(source).toContain("node?.kind === 'backup' ? node.backup : await chooseBackup(editor)");
  });

  test('every inline item has an icon', () => {
    const icons = new Map(contributes.commands.map(({ command, icon }) => [command, icon]));
    for (const item of contributes.menus['view/item/context']) {
      if (item.group.startsWith('inline')) expect(icons.get(item.command)).toBeDefined();
    }
  });
});

describe('texts', () => {
  test('both languages have the same keys, all of them used', () => {
    expect(Object.keys(french)).toEqual(Object.keys(english));
    expect([...new Set(placeholders(manifest))].sort()).toEqual(Object.keys(english).sort());
  });

  test('nothing is left in English or empty', () => {
    const same = Object.entries(english).filter(
      ([key, value]) => value === '' || (french as Record<string, string>)[key] === value,
    );
    expect(same.map(([key]) => key)).toEqual(['extension.displayName', 'configuration.title']);
  });

  test('links of both languages run the same commands', () => {
    const links = (value: string): string[] => value.match(/\]\([^)]*\)/g) ?? [];
    for (const [key, value] of Object.entries(english)) {
      expect(links((french as Record<string, string>)[key] ?? '')).toEqual(links(value));
    }
    const commands = links(english['welcome.noConnection'] + english['welcome.untrusted']).flatMap(
      (link) => /command:(pgBackup\.\w+)/.exec(link)?.[1] ?? [],
    );
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(declared).toContain(command);
  });
});

describe('icons', () => {
  test('are files of the package or codicons', () => {
    const icons = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributes.views.pgBackup.map(({ icon }) => icon),
      ...contributes.commands.map(({ icon }) => icon),
    ];
    for (const icon of icons) {
      expect([icon, /^\$\([a-z-]+\)$/.test(icon) || existsSync(path.join(root, icon))]).toEqual([icon, true]);
    }
  });
});

describe('settings', () => {
  const settings: readonly [string, Record<string, unknown>][] = Object.entries(
    contributes.configuration.properties,
  );

  test('each has a description, a scope and a default', () => {
    for (const [name, setting] of settings) {
      expect(name).toMatch(/^pgBackup\./);
      expect(setting['description'] ?? setting['markdownDescription']).toMatch(/^%setting\./);
      expect(setting['scope']).toBeDefined();
      expect(setting['default']).toBeDefined();
    }
  });

  test('a folder that is opened cannot choose a program or where files go', () => {
    const scopes = Object.fromEntries(settings.map(([name, { scope }]) => [name, scope]));
    expect(scopes['pgBackup.tools.folders']).toBe('machine');
    expect(scopes['pgBackup.backupFolders']).toBe('machine-overridable');
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const open = settings.filter(([, { scope }]) => scope !== 'machine').map(([name]) => name);
    expect([...restrictedConfigurations].sort()).toEqual(open.sort());
  });

  test('enumerations say what each value means', () => {
    const format = contributes.configuration.properties['pgBackup.backup.format'];
    expect(format.enumDescriptions).toHaveLength(format.enum.length);
  });
});

describe('where and when it runs', () => {
  test('beside the files, never in a virtual workspace, in an untrusted one only to look', () => {
    expect(manifest.extensionKind).toEqual(['workspace']);
    expect(manifest.capabilities.virtualWorkspaces.supported).toBe(false);
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
  });

  test('it is activated by its views and commands alone, which VS Code does by itself', () => {
    expect(manifest.activationEvents).toEqual([]);
  });
});
