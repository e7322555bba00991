import { readdirSync } from 'node:fs';
import path from 'node:path';
import { makeSampleDatabases } from '../demo/databases/sampleDatabases';
import { extensionLog, writtenSettings } from './extensionFiles';
import { expect, test } from './fixture';
import {
  answerDialog,
  answerInputBox,
  chooseFromContextMenu,
  closeNotifications,
  dialog,
  expandTreeItem,
  notification,
  openContainer,
  pressNotificationButton,
  quickInput,
  runCommand,
  treeItem,
  webview,
} from './screen';
import { keepScreenshot, keepScreenshots } from './screenshot';
import { tableContents } from './tableContents';

test.describe.configure({ mode: 'serial' });
test.use({ settings: { 'pgBackup.backupFolders': ['${workspaceFolder}/backups'] } });

const container = 'PostgreSQL Backups';
const view = 'Databases';
const connectionName = 'The sample server';
const restored = 'pianos_restored';

test('the empty view says what to do first', async ({ workbenchPage: page, workbench }) => {
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
  await expect(notification(page, 'Backing up “pianos”')).toBeVisible();
  await keepScreenshot(page, 'backing-up');
  await expect(notification(page, '“pianos” was backed up in')).toBeVisible({ timeout: 60_000 });
  await expect(treeItem(page, view, /^Backup of .*, custom, /)).toBeVisible();
  await expect(treeItem(page, view, 'No backup yet')).toHaveCount(0);
  await keepScreenshots(page, workbench, 'backed-up');

  const folder = path.join(workbench.workspaceFolder, 'backups');
  const files = readdirSync(folder).sort();
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
  await expect(notification(page, `Restoring “${restored}”`)).toBeVisible();
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
  await expect(report.getByText('Every table, view, sequence and index of the backup is there')).toBeVisible();
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

test('the log shows the exact commands and no secret', async ({ workbenchPage: page, workbench, postgres }) => {
  await runCommand(page, 'PostgreSQL Backup: Show Log');
  await keepScreenshot(page, 'log');
  await runCommand(page, 'View: Toggle Panel Visibility');
  const log = extensionLog(workbench);
  expect(log).toMatch(/PGHOST=127\.0\.0\.1 .*pg_dump/);
  expect(log).toMatch(/pg_restore/);
  expect(log).not.toContain(postgres.password);
  console.log(log.split('\n').filter((line) => line.includes('Ready in')).join('\n'));
});

test('a server that cannot be reached spoils only its own node', async ({ workbenchPage: page, workbench }) => {
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
  await chooseFromContextMenu(page, treeItem(page, view, `Connection ${connectionName}`), /^Remove Connection/);
  await expect(dialog(page)).toContainText(`Remove the connection “${connectionName}”?`);
  await answerDialog(page, 'Remove');
  await expect(page.getByText('There is no connection to a PostgreSQL server yet.')).toBeVisible();
});
