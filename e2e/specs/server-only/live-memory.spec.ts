// What is learnt or changed in one window is seen in another without a reload.
import { expect, replies, say, test } from '../../fixtures.ts';

test.use({ script: { replies: ['Noted.'] } });

test('facts and episodes appear, change and go in the other window', async ({ app, context }) => {
  const { page } = app;
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${new URL(page.url()).origin}/#/memory`);
  await expect(other.getByText('Nothing is known about you yet.')).toBeVisible();
  await say(page, 'My dog is called Rex. My grandmother died last night and I am very sad');
  await expect(replies(page).first()).toContainText('Noted.');
  const dog = other.getByTestId('fact').filter({ hasText: 'Rex' });
  await expect(dog).toBeVisible();
  await expect(other.getByRole('tab', { name: /^Episodes/ })).toContainText('1');

  await dog.getByRole('button', { name: /^Edit dog/ }).click();
  await other.keyboard.type('Toby');
  await other.keyboard.press('Enter');
  const line = page.getByRole('note', { name: 'Remembered from this message' });
  await expect(line).toContainText('changed since');
  await other.getByTestId('fact').filter({ hasText: 'Toby' }).getByRole('button', { name: /^Edit dog/ }).press('Delete');
  await other.getByRole('tab', { name: /^Episodes/ }).click();
  await other.getByTestId('episode').getByRole('button', { name: /^Actions for/ }).click();
  await other.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('link', { name: 'Memory' }).click();
  await expect(page.getByTestId('fact').filter({ hasText: 'Toby' })).toHaveCount(0);
  await expect(page.getByRole('tab', { name: /^Episodes/ })).not.toContainText('1');
});
