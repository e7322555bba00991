import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { projectRoot } from '../support/projectRoot';
import { themeSettings, type Theme } from './settings';
import type { Workbench } from './workbench';

const folder = path.join(projectRoot, 'test-results', 'screenshots');

/** Shows the window in a light or dark theme. */
export async function showTheme(page: Page, workbench: Workbench, theme: Theme): Promise<void> {
  await workbench.changeSettings(themeSettings(theme));
  const kind = theme === 'light' ? /(^|\s)vs(\s|$)/ : /(^|\s)vs-dark(\s|$)/;
  await expect(page.locator('.monaco-workbench').first()).toHaveClass(kind);
}

/** Keeps a picture for people to look at: test-results/screenshots/NAME.png. Nothing is compared. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** The same window in both themes: NAME-light.png, NAME-dark.png; ends in the dark one, where it began. */
export async function keepScreenshots(page: Page, workbench: Workbench, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await showTheme(page, workbench, theme);
    await keepScreenshot(page, `${name}-${theme}`);
  }
}
