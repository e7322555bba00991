import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { makeSampleDatabases } from '../demo/databases/sampleDatabases';
import { demoSettings } from '../demo/demoSettings';
import { extensionLog, writtenSettings } from './extensionFiles';
import { expect, test } from './fixture';
import {
  answerDialog,
  answerInputBox,
  chooseFromContextMenu,
  chooseFromQuickPick,
  closeNotifications,
  dialog,
  expandTreeItem,
  notification,
  openContainer,
  pressNotificationButton,
  quickInput,
  runCommand,
  statusBarItem,
  treeItem,
  webview,
} from './screen';
import { keepScreenshot, keepScreenshots, showTheme } from './screenshot';
import { tableContents } from './tableContents';

test.describe.configure({ mode: 'serial' });

const container = 'PostgreSQL Backups';
const view = 'Databases';
const connectionName = 'The sample server';
const restored = 'pianos_restored';

test('the empty view says what to do first', async ({ workbenchPage: page, workbench }) => {
  // In the workspace, because VS Code's server loses sight of the user's folders whenever the user's settings change.
  await workbench.changeSettings({ 'pgBackup.backupFolders': ['${workspaceFolder}/backups'] });
  await openContainer(page, container);
  await expect(page.getByText('There is no connection to a PostgreSQL server yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add Connection' }).first()).toBeVisible();
  await keepScreenshots(page, workbench, 'no-connection');
});

test('a wrong password is said with what to do, and the right one saves the connection', async ({
  workbenchPage: page,
  workbench,
  postgres,
}) => {
  await makeSampleDatabases(postgres);
  await runCommand(page, 'PostgreSQL Backup: Add Connection…');
  await answerInputBox(page, `postgres://postgres@127.0.0.1:${String(postgres.port)}/postgres`);
  await expect(quickInput(page).locator('input[type=password]')).toBeVisible();
  await answerInputBox(page, 'not the password');

  await expect(dialog(page)).toContainText('does not accept the password of “postgres”.');
  await expect(dialog(page)).toContainText('Correct the password.');
  await keepScreenshot(page, 'wrong-password');
  await answerDialog(page, 'Enter Another Password');

  await expect(quickInput(page).locator('input[type=password]')).toBeVisible();
  await answerInputBox(page, postgres.password);
  await expect(quickInput(page)).toContainText('Name of the connection');
  await answerInputBox(page, connectionName);

  await openContainer(page, container);
  await expect(treeItem(page, view, `Connection ${connectionName}`)).toBeVisible();
  await expect(treeItem(page, view, /^Database pianos, /)).toBeVisible();
  expect(writtenSettings(workbench)).not.toContain(postgres.password);
});

test('right-click, Back Up: the backup stands under its database', async ({
  workbenchPage: page,
  workbench,
}) => {
  const database = treeItem(page, view, /^Database pianos, /);
  await expandTreeItem(database);
  await expect(treeItem(page, view, 'No backup yet')).toBeVisible();
  await chooseFromContextMenu(page, database, 'Back Up');
  await expect(notification(page, 'Backup of “pianos”')).toBeVisible();
  await keepScreenshot(page, 'backing-up');
  await expect(notification(page, '“pianos” was backed up in')).toBeVisible({ timeout: 60_000 });
  await expect(treeItem(page, view, /^Backup of .*, custom, /)).toBeVisible();
  await expect(treeItem(page, view, 'No backup yet')).toHaveCount(0);
  await keepScreenshots(page, workbench, 'backed-up');

  const files = readdirSync(path.join(workbench.workspaceFolder, 'backups')).sort();
  expect(files).toHaveLength(3);
  expect(files[0]).toMatch(/^pianos-\d{4}-\d\d-\d\d-\d{6}\.backup$/);
  await closeNotifications(page);
});

test('right-click, Restore Into a New Database: every row comes back', async ({
  workbenchPage: page,
  workbench,
  postgres,
}) => {
  await openContainer(page, container);
  const backup = treeItem(page, view, /^Backup of .*, custom, /);
  await chooseFromContextMenu(page, backup, /^Restore Into a New Database/);
  await expect(quickInput(page)).toContainText('Name of the new database');
  await expect(quickInput(page).locator('input').first()).toHaveValue(restored);

  await quickInput(page).locator('input').first().fill('pianos');
  await expect(quickInput(page)).toContainText('There is already a database “pianos”.');
  await answerInputBox(page, restored);
  await expect(notification(page, `Restore of “${restored}”`)).toBeVisible();
  await keepScreenshot(page, 'restoring');
  await expect(notification(page, `“${restored}” was restored`)).toBeVisible({ timeout: 60_000 });
  await expect(treeItem(page, view, new RegExp(`^Database ${restored}, `))).toBeVisible();
  await keepScreenshots(page, workbench, 'restored');

  const source = await tableContents(postgres.url('pianos'));
  expect(Object.keys(source).length).toBeGreaterThan(3);
  expect(await tableContents(postgres.url(restored))).toEqual(source);
});

test('the report tells the outcome, what was verified, and copies itself as text', async ({
  workbenchPage: page,
  workbench,
}) => {
  await pressNotificationButton(page, `“${restored}” was restored`, 'Show Report');
  const report = webview(page);
  await expect(report.getByRole('heading', { level: 1, name: /^Restored/ })).toBeVisible();
  await expect(report.getByRole('heading', { name: 'What was verified' })).toBeVisible();
  await expect(
    report.getByText('Every table, view, sequence and index of the backup is there'),
  ).toBeVisible();
  await expect(report.getByRole('listitem').filter({ hasText: 'as many rows as the source' })).toContainText(
    'passed',
  );
  await report.getByRole('button', { name: 'Copy as Text' }).click();
  await expect(report.getByRole('status')).toHaveText('Copied');
  await keepScreenshots(page, workbench, 'restore-report');
  await closeNotifications(page);
  await runCommand(page, 'View: Close All Editors');
});

test('a database that cannot be backed up leaves nothing and says why', async ({
  workbenchPage: page,
  workbench,
}) => {
  await openContainer(page, container);
  await chooseFromContextMenu(page, treeItem(page, view, /^Database postgres, /), 'Back Up');
  await expect(page.locator('.notification-toast').filter({ has: page.getByText('Show Log') })).toBeVisible();
  await keepScreenshot(page, 'empty-database');
  const left = readdirSync(path.join(workbench.workspaceFolder, 'backups'), { withFileTypes: true });
  expect(left.filter(({ name }) => name.includes('postgres'))).toEqual([]);
  await closeNotifications(page);
});

test('cancelling a backup that waits ends it at once, and leaves nothing', async ({
  workbenchPage: page,
  workbench,
  postgres,
}) => {
  const folder = path.join(workbench.workspaceFolder, 'backups');
  const before = readdirSync(folder);
  const locking = new Client(postgres.url('boutique'));
  await locking.connect();
  try {
    await locking.query(`
      BEGIN;
      DO $$ DECLARE t regclass; BEGIN
        FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        LOOP EXECUTE 'LOCK TABLE ' || t || ' IN ACCESS EXCLUSIVE MODE'; END LOOP;
      END $$`);
    await openContainer(page, container);
    await chooseFromContextMenu(page, treeItem(page, view, /^Database boutique, /), 'Back Up');
    await expect(notification(page, 'Backup of “boutique”: Backing up')).toBeVisible();
    await expect.poll(() => readdirSync(folder).length).toBeGreaterThan(before.length);
    await pressNotificationButton(page, 'Backup of “boutique”', 'Cancel');
    await expect(notification(page, 'Backup of “boutique”')).toHaveCount(0, { timeout: 5_000 });
    await expect(statusBarItem(page, 'Cancelled.')).toBeVisible();
    await expect.poll(() => readdirSync(folder).sort()).toEqual(before.sort());
  } finally {
    await locking.end();
  }
});

test('a restore that fails says so, with the reason, and keeps what there is under another name', async ({
  workbenchPage: page,
  workbench,
  postgres,
}) => {
  const administration = new Client(postgres.url('postgres'));
  await administration.connect();
  await administration.query('CREATE ROLE archivist');
  await administration.query('CREATE DATABASE fragile');
  const fragile = new Client(postgres.url('fragile'));
  await fragile.connect();
  await fragile.query('CREATE TABLE shelf (book text); ALTER TABLE shelf OWNER TO archivist');
  await openContainer(page, container);
  await runCommand(page, 'PostgreSQL Backup: Refresh');
  await chooseFromContextMenu(page, treeItem(page, view, /^Database fragile, /), 'Back Up');
  await expect(notification(page, '“fragile” was backed up in')).toBeVisible({ timeout: 60_000 });
  await closeNotifications(page);
  await fragile.query('REASSIGN OWNED BY archivist TO postgres; DROP OWNED BY archivist');
  await fragile.end();
  await administration.query('DROP ROLE archivist');
  await administration.end();

  await runCommand(page, 'PostgreSQL Backup: Restore Into a New Database…');
  await chooseFromQuickPick(page, /^fragile-/);
  await expect(quickInput(page).locator('input').first()).toHaveValue('fragile_restored');
  await answerInputBox(page, 'fragile_restored');
  const ended = notification(page, '“fragile_restored” was not restored.');
  await expect(ended).toContainText('is kept as “fragile_restored__restoring”', { timeout: 60_000 });
  await keepScreenshot(page, 'restore-failed');
  await pressNotificationButton(page, '“fragile_restored” was not restored.', 'Show Report');
  const report = webview(page);
  await expect(report.getByRole('heading', { level: 1, name: 'Not restored' })).toBeVisible();
  await expect(report.getByRole('heading', { name: /^Real problems \(/ })).toBeVisible();
  await closeNotifications(page);
  await keepScreenshots(page, workbench, 'restore-report-failed');
  await workbench.changeSettings({ 'workbench.colorTheme': 'Default High Contrast' });
  await expect(page.locator('.monaco-workbench').first()).toHaveClass(/hc-black/);
  await keepScreenshot(page, 'restore-report-failed-contrast');
  await showTheme(page, workbench, 'dark');
  await runCommand(page, 'View: Close All Editors');
});

test('the log shows the exact commands and no secret', async ({
  workbenchPage: page,
  workbench,
  postgres,
}) => {
  await runCommand(page, 'PostgreSQL Backup: Show Log');
  await expect(page.locator('.part.panel')).toContainText('pg_restore');
  await keepScreenshot(page, 'log');
  await runCommand(page, 'View: Toggle Panel Visibility');
  const log = extensionLog(workbench);
  expect(log).toMatch(/PGHOST=127\.0\.0\.1 .*pg_dump/);
  expect(log).toMatch(/pg_restore/);
  expect(log).not.toContain(postgres.password);
  console.log(
    log
      .split('\n')
      .filter((line) => line.includes('Ready in'))
      .join('\n'),
  );
});

test('a server that cannot be reached spoils only its own node', async ({
  workbenchPage: page,
  workbench,
}) => {
  await workbench.changeSettings({
    'pgBackup.connections': [
      { name: 'Nobody there', host: '127.0.0.1', port: 1, user: 'someone' },
      { name: 'With a secret', host: '127.0.0.1', port: 2, password: 'hunter2' },
    ],
  });
  await openContainer(page, container);
  const broken = treeItem(page, view, /^Connection Nobody there/);
  await expandTreeItem(broken);
  await expect(treeItem(page, view, /127\.0\.0\.1:1 cannot be reached/)).toBeVisible();
  await expect(treeItem(page, view, /holds a password in the settings/)).toBeVisible();
  await expect(treeItem(page, view, `Connection ${connectionName}`)).toBeVisible();
  await expect(treeItem(page, view, /^Database pianos, /)).toBeVisible();
  await keepScreenshots(page, workbench, 'unreachable');
  await workbench.changeSettings({ 'pgBackup.connections': undefined });
});

test('a connection is removed after a question', async ({ workbenchPage: page }) => {
  await openContainer(page, container);
  await chooseFromContextMenu(
    page,
    treeItem(page, view, `Connection ${connectionName}`),
    /^Remove Connection/,
  );
  await expect(dialog(page)).toContainText(`Remove the connection “${connectionName}”?`);
  await answerDialog(page, 'Remove');
  await expect(page.getByText('There is no connection to a PostgreSQL server yet.')).toBeVisible();
});

test('the settings of the demo show its databases without a question', async ({
  workbenchPage: page,
  workbench,
  postgres,
}) => {
  // As the demo writes it.
  const { host, port, user, password } = postgres;
  const passwordFile = path.join(path.dirname(postgres.logFile), 'pgpass');
  await writeFile(passwordFile, `${host}:${String(port)}:*:${user}:${password}\n`, { mode: 0o600 });
  await workbench.changeSettings(demoSettings(postgres, path.join(workbench.workspaceFolder, 'backups')));
  await openContainer(page, container);
  await expandTreeItem(treeItem(page, view, /^Connection Demo/));
  const database = treeItem(page, view, /^Database médiathèque d'été, /);
  await chooseFromContextMenu(page, database, 'Back Up');
  await expect(notification(page, "“médiathèque d'été” was backed up in")).toBeVisible({ timeout: 60_000 });
  await expect(treeItem(page, view, /^Backup of /)).toBeVisible();
  await closeNotifications(page);
});
