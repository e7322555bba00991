import { existsSync } from 'node:fs';
import { test as base, type Page } from '@playwright/test';
import { packagedExtension } from '../support/packagedExtension';
import { startPrivateServer, type PrivateServer } from '../support/privateServer';
import { workbenchIsShown } from './screen';
import type { Settings } from './settings';
import { startWorkbench, type Workbench } from './workbench';

export { expect } from '@playwright/test';

interface WorkerOptions {
  /** Packaged extensions to install; the project's own, where it has been built. */
  extensions: string[];
  /** User settings to start with. */
  settings: Settings;
  /** Configuration parameters of the private server. */
  postgresSettings: Record<string, string | number>;
}

interface WorkerFixtures {
  /** A private PostgreSQL server, started when the first test asks for it. */
  postgres: PrivateServer;
  workbench: Workbench;
  /** The one page of this worker, with the workbench open: tests share it, and leave it as they found it. */
  workbenchPage: Page;
}

/** Playwright's `test`, with VS Code started once per worker. */
export const test = base.extend<object, WorkerOptions & WorkerFixtures>({
  extensions: [existsSync(packagedExtension) ? [packagedExtension] : [], { option: true, scope: 'worker' }],
  settings: [{}, { option: true, scope: 'worker' }],
  postgresSettings: [{}, { option: true, scope: 'worker' }],
  postgres: [
    async ({ postgresSettings }, use) => {
      const server = await startPrivateServer({ settings: postgresSettings });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  workbench: [
    async ({ extensions, settings }, use) => {
      const workbench = await startWorkbench({ extensions, settings });
      await use(workbench);
      await workbench.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  workbenchPage: [
    async ({ browser, workbench }, use) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await page.goto(workbench.url);
      await workbenchIsShown(page);
      await use(page);
      await context.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
