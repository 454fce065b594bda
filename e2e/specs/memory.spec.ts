// What is remembered, seen and corrected: under a message, among the facts, on the line of time, and by searching.
import type { Locator, Page } from '@playwright/test';
import { expect, questions, replies, say, test } from '../fixtures.ts';

test.use({ script: { replies: ['Noted.'] } });

const learnt = (page: Page): Locator => page.getByRole('note', { name: 'Remembered from this message' });
const fact = (page: Page, name: string): Locator => page.getByTestId('fact').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
const toast = (page: Page): Locator => page.getByRole('status').filter({ hasText: /Deleted|Changed|Remembered:|Saved/ });

/** Says it and waits for the answer. */
async function tell(page: Page, text: string, count: number): Promise<void> {
  await say(page, text);
  await expect(replies(page)).toHaveCount(count);
  await expect(replies(page).last()).toContainText('Noted.');
}

async function openMemory(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Memory' }).click();
  await expect(page.getByRole('heading', { name: 'Memory', level: 1 })).toBeVisible();
}

test('the line under a message says what was remembered and what it replaced, stays after a reload, and undoes it', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My name is Ana. My dog is called Rex.', 1);
  await expect(learnt(page).first()).toContainText('name = Ana');
  await tell(page, 'Sorry, my name is Eva', 2);
  await expect(learnt(page).last()).toContainText('name = Eva (was: Ana)');
  await page.reload();
  await expect(learnt(page).last()).toContainText('name = Eva (was: Ana)');
  await expect(learnt(page).first()).toContainText('changed since');
  await learnt(page).last().getByRole('button', { name: 'Undo: name = Eva' }).click();
  await expect(toast(page)).toContainText('Deleted: name = Eva');
  await expect(learnt(page)).toHaveCount(1);
  await expect(learnt(page).first()).not.toContainText('changed since');
  await openMemory(page);
  await expect(fact(page, 'name')).toContainText('Ana');
});

test('a fact is corrected where it stands; its earlier value stays in the stack; undo brings it back', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My name is Ana. My dog is called Rex.', 1);
  await expect(learnt(page).first()).toContainText('dog = Rex');
  await openMemory(page);
  const name = fact(page, 'name');
  await expect(name).toContainText('said by you');
  await name.getByRole('button', { name: 'Edit name: Ana' }).click();
  const field = page.getByRole('textbox', { name: 'New value of name' });
  await field.fill('Nobody');
  await field.press('Escape');
  await expect(name.getByRole('button', { name: 'Edit name: Ana' })).toBeFocused();
  await page.keyboard.press('Enter');
  await field.fill('Anabel');
  await field.press('Enter');
  await expect(name.getByRole('button', { name: 'Edit name: Anabel' })).toBeFocused();
  await expect(name).toContainText('written by you');

  await name.getByRole('button', { name: 'Actions for name' }).click();
  await page.getByRole('menuitem', { name: 'Earlier values' }).click();
  await expect(page.getByRole('list', { name: 'Values of name' }).getByRole('listitem')).toHaveText([/Anabel/, /Ana/]);
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await expect(name).toContainText('Ana');
  await expect(name).not.toContainText('Anabel');
});

test('a fact is pinned, kept on this machine, deleted and put back, and leads to where it was said', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My name is Ana. My dog is called Rex.', 1);
  await expect(learnt(page).first()).toContainText('dog = Rex');
  await page.getByRole('button', { name: 'New chat' }).click();
  await openMemory(page);
  const dog = fact(page, 'dog');
  await dog.hover();
  await dog.getByRole('button', { name: 'Pin dog' }).click();
  await expect(dog.getByRole('button', { name: 'Unpin dog' })).toHaveAttribute('aria-pressed', 'true');
  await dog.getByRole('button', { name: 'Actions for dog' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Only on this machine' }).click();
  await expect(dog).toContainText('only on this machine');
  await page.reload();
  await expect(dog.getByRole('button', { name: 'Unpin dog' })).toBeVisible();
  await expect(dog).toContainText('only on this machine');

  await dog.getByRole('button', { name: 'Actions for dog' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(dog).toHaveCount(0);
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await expect(dog).toContainText('Rex');
  await dog.getByRole('button', { name: /Go to the message: dog, Rex$/ }).click();
  await expect(questions(page).first()).toBeInViewport();
});

test('a fact is told by hand, with a key picked by its name, and found by its category', async ({ app }) => {
  const { page } = app;
  await openMemory(page);
  await expect(page.getByText('Nothing is known about you yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a fact' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a fact' });
  await dialog.getByLabel('Category').selectOption({ label: 'Tastes' });
  await dialog.getByRole('button', { name: 'favourite food' }).click();
  await page.keyboard.type('lentil soup');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(fact(page, 'favourite food')).toContainText('lentil soup');
  await page.getByRole('checkbox', { name: /^Tastes/ }).check();
  await expect(fact(page, 'favourite food')).toBeVisible();
  await page.reload();
  await expect(fact(page, 'favourite food')).toContainText('written by you');
});

test('a search marks the words, says how it was found, and is narrowed', async ({ app }) => {
  const { page } = app;
  await tell(page, 'The beagle chases pigeons in the park', 1);
  await tell(page, 'Soup is better on the second day', 2);
  await openMemory(page);
  await page.getByRole('searchbox').fill('PIGEÓNS');
  const found = page.getByRole('region', { name: 'Found' });
  const hit = found.getByTestId('recalled-item').filter({ hasText: 'beagle' });
  await expect(hit.locator('mark')).toHaveText(['pigeons']);
  await expect(hit.getByRole('img', { name: /^Score .*words/ })).toBeVisible();
  await expect(found.getByRole('status')).toHaveText(/found in [\d.]+ ms/);
  await page.getByRole('radio', { name: 'From … to …' }).check();
  await page.getByLabel('To', { exact: true }).fill('2001-01-01');
  await expect(found).toContainText('within these filters');
  await found.getByRole('button', { name: 'Clear filters' }).click();
  await hit.getByRole('button', { name: /^Go to the message/ }).click();
  await expect(questions(page).first()).toBeInViewport();
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('PIGEÓNS');
});

test('a search finds facts and episodes too, and leads to their place', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My dog is called Rex', 1);
  await tell(page, 'My grandmother died last night and I am very sad', 2);
  await openMemory(page);
  await expect(page.getByRole('tab', { name: /^Episodes/ })).toContainText('1');
  await page.getByRole('searchbox').fill('dog');
  const found = page.getByRole('region', { name: 'Found' });
  await page.getByRole('checkbox', { name: 'Facts' }).check();
  await expect(found.getByTestId('recalled-item')).toHaveText(/Dog: Rex/);
  await found.getByRole('button', { name: 'Show among the facts' }).click();
  await expect(fact(page, 'dog')).toBeInViewport();
  await expect(page.getByRole('searchbox')).toHaveValue('');

  await page.getByRole('searchbox').fill('grandmother');
  await page.getByRole('checkbox', { name: 'Facts' }).uncheck();
  await page.getByRole('checkbox', { name: 'Episodes' }).check();
  await expect(found.getByTestId('recalled-item').locator('mark').first()).toHaveText('grandmother');
  await found.getByRole('button', { name: 'Show in the timeline' }).click();
  await expect(page.getByTestId('episode').filter({ hasText: 'grandmother' })).toBeInViewport();
});

test('what happened stands on a line of time; it is corrected, deleted and put back', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My grandmother died last night and I am very sad', 1);
  await tell(page, 'I passed my driving test today, I am so happy!', 2);
  await openMemory(page);
  await page.getByRole('tab', { name: /^Episodes/ }).click();
  const loss = page.getByTestId('episode').filter({ hasText: 'grandmother' });
  await expect(loss).toHaveCount(1);
  await expect(loss).toContainText('very hard');
  await loss.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Title' }).fill('Goodbye, grandmother');
  await page.getByRole('textbox', { name: 'What happened' }).press('Control+Enter');
  await expect(page.getByRole('article', { name: 'Goodbye, grandmother' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('article', { name: 'Goodbye, grandmother' })).toBeVisible();
  await loss.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(loss).toHaveCount(0);
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await expect(loss).toHaveCount(1);
  await loss.getByRole('button', { name: /^Go to the message/ }).click();
  await expect(questions(page).first()).toBeInViewport();
});

test('the whole way from the keyboard: search, rows, edit, delete, undo, tabs', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My name is Ana. My dog is called Rex.', 1);
  await expect(learnt(page).first()).toContainText('dog = Rex');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('memory');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Memory', level: 1 })).toBeVisible();
  await expect(fact(page, 'name')).toBeVisible();
  const stops = async (wanted: Locator, key = 'Tab'): Promise<void> => {
    for (let step = 0; step < 30; step++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press(key);
    }
    await expect(wanted).toBeFocused();
  };
  await stops(fact(page, 'name').getByRole('button', { name: 'Edit name: Ana' }));
  await page.keyboard.press('ArrowDown');
  await expect(fact(page, 'dog').getByRole('button', { name: 'Edit dog: Rex' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Toby');
  await page.keyboard.press('Enter');
  await expect(fact(page, 'dog').getByRole('button', { name: 'Edit dog: Toby' })).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(fact(page, 'dog')).toHaveCount(0);
  await expect(fact(page, 'name').getByRole('button', { name: 'Edit name: Ana' })).toBeFocused();
  await stops(page.getByRole('button', { name: 'Undo' }).last());
  await page.keyboard.press('Enter');
  await expect(fact(page, 'dog')).toContainText('Toby');
  await stops(page.getByRole('tab', { name: /^Facts/ }), 'Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /^Episodes/ })).toHaveAttribute('aria-selected', 'true');
});
