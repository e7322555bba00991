/** Hands and eyes: how a test finds and uses the parts of VS Code's window. Each selector held on VS Code 1.100 and later. */
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

type Name = string | RegExp;

/** Waits until the window is drawn and takes commands. */
export async function workbenchIsShown(page: Page): Promise<void> {
  await expect(page.locator('.monaco-workbench')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('tab', { name: /^Explorer/ })).toBeVisible({ timeout: 60_000 });
}

/** Shows a container of the activity bar; does nothing when it is open, because a second click would close it. */
export async function openContainer(page: Page, name: Name): Promise<void> {
  const tab = page.getByRole('tab', { name });
  if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.locator('a').click();
  await expect(tab).toHaveAttribute('aria-expanded', 'true');
}

export function tree(page: Page, name: Name): Locator {
  return page.getByRole('tree', { name });
}

/** A node; its tooltip, where it has one, is its accessible name. */
export function treeItem(page: Page, treeName: Name, name: Name): Locator {
  return tree(page, treeName).getByRole('treeitem', { name });
}

export async function expandTreeItem(item: Locator): Promise<void> {
  await expect(item).toBeVisible();
  if ((await item.getAttribute('aria-expanded')) === 'false')
    await item.locator('.monaco-tl-twistie').click();
  await expect(item).toHaveAttribute('aria-expanded', 'true');
}

/** Right-clicks and picks, with the Enter key: a new menu ignores the mouse button for its first 100 ms. */
export async function chooseFromContextMenu(page: Page, item: Locator, command: Name): Promise<void> {
  await item.click({ button: 'right' });
  const choice = page.getByRole('menuitem', { name: command });
  await choice.hover();
  await choice.press('Enter');
  await expect(choice).toBeHidden();
}

export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible');
}

/** Types an answer into an input box and confirms it. */
export async function answerInputBox(page: Page, answer: string): Promise<void> {
  const input = quickInput(page).locator('input[type=text], input[type=password]').first();
  await expect(input).toBeVisible();
  await input.fill(answer);
  await input.press('Enter');
}

export async function chooseFromQuickPick(page: Page, name: Name): Promise<void> {
  await quickInput(page).getByRole('option', { name }).first().click();
}

/** Runs a command by its title, category included: `PostgreSQL: Back Up`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = quickInput(page).locator('input').first();
  await expect(input).toBeVisible();
  await input.fill(`>${title}`);
  await chooseFromQuickPick(page, title);
}

/** A toast, also one that shows progress. VS Code shows no more than three new ones in 800 ms: the rest only get a dot on the bell. */
export function notification(page: Page, message: Name): Locator {
  return page.locator('.notification-toast').filter({ hasText: message });
}

export async function pressNotificationButton(page: Page, message: Name, button: Name): Promise<void> {
  const toast = notification(page, message);
  await toast.hover();
  await toast.getByRole('button', { name: button }).click();
}

export async function closeNotifications(page: Page): Promise<void> {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await expect(page.locator('.notification-toast')).toHaveCount(0);
}

/** The question in the middle of the window that has to be answered. */
export function dialog(page: Page): Locator {
  return page.getByRole('dialog').filter({ has: page.locator('.dialog-message-row') });
}

export async function answerDialog(page: Page, button: Name): Promise<void> {
  await dialog(page).getByRole('button', { name: button }).click();
}

export function statusBarItem(page: Page, label: Name): Locator {
  return page.locator('.statusbar-item').filter({ hasText: label });
}

/** The inside of the webview opened last. */
export function webview(page: Page): FrameLocator {
  return page
    .locator('iframe.webview.ready:visible')
    .last()
    .contentFrame()
    .frameLocator('iframe#active-frame');
}
