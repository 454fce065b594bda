// Settings: language, theme, values with their origin, refusals in place, a provider's options changed without a restart.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, replies, say, test } from '../fixtures.ts';

test.use({ script: { replies: ['Before.'] } });

test('a value is checked in place, kept in the file and says where it comes from', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Settings' }).click();
  const row = page.locator('[data-path="memory.recall_limit"]');
  await expect(row).toContainText('default');
  await row.getByRole('textbox').fill('9999');
  await expect(row.getByRole('alert')).toContainText('At most 100');
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeDisabled();
  await row.getByRole('textbox').fill('7');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(row).toContainText('set by you');
  const file = JSON.parse(await readFile(join(app.dataFolder, 'config.json'), 'utf8')) as { memory: { recall_limit: number } };
  expect(file.memory.recall_limit).toBe(7);
});

test('Spanish and the dark theme take effect at once and stay', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('radio', { name: 'Español' }).click();
  await expect(page.getByRole('heading', { name: 'Ajustes', level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Ajustes', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the status line tells which model answers, where, and that nothing was sent', async ({ app }) => {
  const { page } = app;
  await say(page, 'Hello');
  await expect(replies(page).first()).toContainText('Before.');
  const status = page.getByRole('group', { name: 'Where the reply comes from' });
  await expect(status).toContainText('scripted');
  await expect(status).toContainText('on this machine');
  await expect(status).toContainText('0 bytes sent');
});
