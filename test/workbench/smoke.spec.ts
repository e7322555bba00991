import { expect, test } from './fixture';
import { quickInput } from './screen';
import { keepScreenshots } from './screenshot';

test('the workbench opens and its command palette finds a command', async ({ workbenchPage, workbench }) => {
  await workbenchPage.keyboard.press('F1');
  await quickInput(workbenchPage).locator('input').first().fill('>Preferences: Open User Settings (JSON)');
  await expect(
    quickInput(workbenchPage).getByRole('option', { name: /Open User Settings \(JSON\)/ }),
  ).toBeVisible();
  await keepScreenshots(workbenchPage, workbench, 'command-palette');
  await workbenchPage.keyboard.press('Escape');
  await expect(quickInput(workbenchPage)).toHaveCount(0);
});
