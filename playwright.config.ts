import { defineConfig } from '@playwright/test';
import { findBrowser } from './test/support/findProgram';

const browser = findBrowser();

export default defineConfig({
  testDir: 'test/workbench',
  testMatch: '**/*.spec.ts',
  testIgnore: '**/node_modules/**',
  outputDir: 'test-results/workbench',
  // One VS Code at a time on two cores; a test that fails now and then is to be seen, not repeated.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      chromiumSandbox: false,
      args: [
        ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
        ...['--disable-component-update', '--disable-sync'],
      ],
    },
  },
});
