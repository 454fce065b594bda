// Everything without a mouse.
import { expect, questions, replies, say, test } from '../fixtures.ts';

test.use({ script: { replies: ['First reply.', 'Second reply.'] } });

test('write, edit, swipe, search, open settings and help from the keyboard', async ({ app }) => {
  const { page } = app;
  await say(page, 'One');
  await expect(replies(page).first()).toContainText('First reply.');
  const composer = page.getByRole('textbox', { name: 'Message' });
  await expect(composer).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Edit your message' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(composer).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(replies(page).first()).toContainText('Second reply.');
  await page.keyboard.press('ArrowLeft');
  await expect(replies(page).first()).toContainText('First reply.');
  await composer.fill('line one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('line two');
  await page.keyboard.press('Enter');
  await expect(questions(page).nth(1)).toContainText('line two');
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog').getByRole('combobox');
  await expect(palette).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
});
