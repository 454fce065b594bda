// Memory that belongs to its owner: a fact is found, corrected, used and forgotten for good; what waits is decided; what is wrong is mended; messages go.
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, questions, replies, say, test } from '../fixtures.ts';

// What is recalled travels with the user's words, so the reply can only name what was brought to it.
test.describe.configure({ timeout: 120_000 });
test.use({ script: { rules: [{ match: "the user's dog is called (\\w+)", reply: 'Your dog is $1.' }, { match: 'What is my dog called', reply: 'You never told me.' }], replies: ['Noted.'] } });

const learnt = (page: Page): Locator => page.getByRole('note', { name: 'Remembered from this message' });
const fact = (page: Page, name: string): Locator => page.getByTestId('fact').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
const proposal = (page: Page, line: string): Locator => page.getByTestId('proposal').filter({ has: page.getByRole('button', { name: `Keep ${line}`, exact: true }) });
const toast = (page: Page, text: string | RegExp): Locator => page.locator('.toast').filter({ hasText: text });
const found = (page: Page): Locator => page.getByRole('region', { name: 'Found' });

async function tell(page: Page, text: string, count: number): Promise<void> {
  await say(page, text);
  await expect(replies(page)).toHaveCount(count);
  await expect(replies(page).last()).toHaveAttribute('data-status', 'complete');
}

async function openMemory(page: Page, tab?: string): Promise<void> {
  await page.getByRole('link', { name: 'Memory', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Memory', level: 1 })).toBeVisible();
  if (tab) await page.getByRole('tab', { name: tab }).click();
}

async function newChat(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  await page.getByRole('button', { name: 'New chat' }).first().click();
  await expect(questions(page)).toHaveCount(0);
}

async function addFact(page: Page, category: string, about: string, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a fact' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a fact' });
  await dialog.getByLabel('Category').selectOption({ label: category });
  await dialog.getByLabel('What it is about').fill(about);
  await dialog.getByLabel('Value').fill(value);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
}

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

/** A chat as SillyTavern keeps it: a head, then a line for each message. */
function sillyTavernChat(more: number): Buffer {
  const message = (name: string, isUser: boolean, mes: string, minute: number) => ({ name, is_user: isUser, is_system: false, mes, send_date: `2024-01-05T10:0${minute}:00.000Z`, extra: {} });
  const lines = [{ user_name: 'Ana', character_name: 'Nora', create_date: '2024-01-05T10:00:00.000Z', chat_metadata: {} }, message('Nora', false, 'Hello.', 0), message('Ana', true, 'My sister is called Nadia. I live in Lisbon.', 1), message('Nora', false, 'Lovely.', 2), message('Ana', true, 'I work as a teacher.', 3), ...Array.from({ length: more }, (_, index) => message(index % 2 === 0 ? 'Nora' : 'Ana', index % 2 === 1, index % 2 === 0 ? 'Tell me more.' : `Chapter ${index} of the book was about lighthouses and the people who keep them.`, 4))];
  return Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

async function bringPast(page: Page, more = 0): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#/data/imports`);
  await page.locator('input[type=file]').setInputFiles({ name: 'Nora.jsonl', mimeType: 'application/json', buffer: sillyTavernChat(more) });
  await page.getByRole('button', { name: 'Bring it in', exact: true }).click();
  await expect(page.getByText('Brought in')).toBeVisible();
}

test('a fact is found, corrected, used in the next reply, forgotten for good, and gone everywhere', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My name is Ana.', 1);
  await tell(page, 'My dog is called Rex.', 2);
  await expect(learnt(page).last()).toContainText('dog = Rex');

  await openMemory(page);
  await page.getByRole('searchbox').fill('dog');
  await page.getByRole('checkbox', { name: 'Facts' }).check();
  await expect(found(page).getByTestId('recalled-item').filter({ hasText: 'Rex' }).first()).toBeVisible();
  await found(page).getByRole('button', { name: 'Show among the facts' }).first().click();
  await fact(page, 'dog').getByRole('button', { name: 'Edit dog: Rex' }).click();
  await page.getByRole('textbox', { name: 'New value of dog' }).fill('Toby');
  await page.keyboard.press('Enter');
  await expect(fact(page, 'dog')).toContainText('Toby');

  await newChat(page);
  await tell(page, 'What is my dog called?', 1);
  await expect(replies(page).last()).toContainText('Your dog is Toby.');
  await replies(page).last().getByRole('button', { name: 'Why this reply?' }).click();
  const why = page.getByRole('complementary', { name: 'Why this reply?' });
  await expect(why.getByTestId('recalled-item').filter({ hasText: 'Toby' }).first()).toBeVisible();

  await openMemory(page);
  await fact(page, 'dog').getByRole('button', { name: 'Actions for dog' }).click();
  await page.getByRole('menuitem', { name: 'Forget for good…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forget this for good?' });
  await expect(dialog).toContainText('This cannot be undone.');
  await expect(dialog.getByTestId('forget-counts')).toContainText('2 facts');
  await expect(dialog.getByTestId('forget-counts')).toContainText(/the words of \d+ message/);
  await dialog.getByRole('switch', { name: 'With the words it came from' }).click();
  await expect(dialog.getByTestId('forget-counts')).not.toContainText('the words of');
  await dialog.getByRole('switch', { name: 'With the words it came from' }).click();
  await expect(dialog.getByTestId('forget-counts')).toContainText('the words of');
  await dialog.getByRole('button', { name: 'Forget for good' }).click();
  await expect(toast(page, /^Forgotten for good: 2 facts/)).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(fact(page, 'dog')).toHaveCount(0);
  await expect(fact(page, 'name')).toContainText('Ana');
  await expect(page.getByRole('heading', { name: 'Memory', level: 1 })).toBeFocused();
  await expect(page.getByText('Toby')).toHaveCount(0);

  for (const gone of ['Toby', 'Rex']) {
    await page.getByRole('searchbox').fill(gone);
    await expect(page.getByText(`Nothing matches “${gone}”`)).toBeVisible();
  }
  await page.getByRole('searchbox').fill('');
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  await expect(replies(page).last()).toContainText('Forgotten');
  await expect(page.getByText('Toby')).toHaveCount(0);

  await newChat(page);
  await tell(page, 'What is my dog called?', 1);
  await expect(replies(page).last()).toContainText('You never told me.');
  await replies(page).last().getByRole('button', { name: 'Why this reply?' }).click();
  await expect(why).toContainText('Tokens');
  await expect(why).not.toContainText(/Toby|Rex/);
});

test('what was forgotten and is said anew waits in the inbox; it is corrected, kept, and may be learnt again', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My dog is called Rex.', 1);
  await expect(learnt(page).first()).toContainText('dog = Rex');
  await openMemory(page);
  await fact(page, 'dog').getByRole('button', { name: 'Actions for dog' }).click();
  await page.getByRole('menuitem', { name: 'Forget for good…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget for good' }).click();
  await expect(fact(page, 'dog')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Forgotten' }).click();
  await expect(page.getByTestId('tombstone')).toContainText('A fact');

  await newChat(page);
  await tell(page, 'My dog is called Rex.', 1);
  await expect(page.getByRole('link', { name: 'Inbox 1 waits for you' })).toBeVisible();
  await expect(learnt(page)).toHaveCount(0);
  await page.getByRole('link', { name: /^Inbox/ }).click();
  await expect(page.getByText('You said this again after forgetting it')).toBeVisible();
  await expect(proposal(page, 'dog = Rex')).toContainText('My dog is called Rex.');
  await proposal(page, 'dog = Rex').getByRole('button', { name: /^Correct dog/ }).first().click();
  await page.getByRole('textbox', { name: 'Value' }).fill('Rex II');
  await page.keyboard.press('Enter');
  await expect(toast(page, 'Kept: dog = Rex II')).toBeVisible();
  await expect(page.getByText('Nothing waits for you.')).toBeVisible();
  await openMemory(page);
  await expect(fact(page, 'dog')).toContainText('Rex II');
});

test('an import is approved: from the keyboard, one by one and together; undo makes it wait again', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await bringPast(page);
  await expect(page.getByRole('link', { name: 'Inbox 3 wait for you' })).toBeVisible();
  await openMemory(page);
  await expect(page.getByText('Nothing is known about you yet.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: /^Inbox/ }).click();
  await expect(page.getByText('From an import')).toBeVisible();
  await expect(proposal(page, 'sister = Nadia')).toContainText('My sister is called Nadia.');

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const [first] = await page.getByTestId('proposal').all();
  await expect(first!.getByRole('button', { name: /^Correct / }).first()).toBeFocused();
  await page.keyboard.press('r');
  await expect(page.getByTestId('proposal')).toHaveCount(2);
  await toast(page, 'Turned down').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByTestId('proposal')).toHaveCount(3);

  await proposal(page, 'sister = Nadia').getByRole('button', { name: 'Keep sister = Nadia' }).click();
  await expect(toast(page, 'Kept: sister = Nadia')).toBeVisible();
  await expect(page.getByTestId('proposal')).toHaveCount(2);
  await page.getByRole('checkbox', { name: 'Choose all' }).check();
  await page.getByRole('button', { name: 'Keep chosen' }).click();
  await expect(page.getByText('Nothing waits for you.')).toBeVisible();
  await openMemory(page);
  await expect(fact(page, 'sister')).toContainText('Nadia');
  await expect(fact(page, 'city')).toContainText('Lisbon');
});

test('the check-up finds what is said twice; all of it or one is merged, undone, and left as it is', async ({ app }) => {
  const { page } = app;
  await openMemory(page);
  for (const [category, about, value] of [['Hobbies', 'hobby', 'chess'], ['Tastes', 'likes', 'jazz']] as const) {
    await addFact(page, category, about, value);
    await fact(page, about).getByRole('button', { name: `Actions for ${about}` }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Only Luna' }).click();
    await expect(fact(page, about)).toContainText('only Luna');
    await addFact(page, category, about, value);
  }
  await page.getByRole('tab', { name: 'Check-up' }).click();
  const findings = page.getByTestId('finding');
  await expect(page.getByText(/^Looked at 4 facts/)).toBeVisible();
  await expect(findings).toHaveCount(2);

  await page.getByRole('button', { name: 'Mend all that is safe (2)' }).click();
  await expect(page.getByText('Nothing is wrong with what is remembered.')).toBeVisible();
  await expect(page.getByText(/^Looked at 2 facts, 2 past values/)).toBeVisible();
  await toast(page, 'Mended: 2 things').getByRole('button', { name: 'Undo' }).click();
  await expect(findings).toHaveCount(2);

  const chess = findings.filter({ hasText: 'chess' });
  await chess.getByRole('button', { name: /^Merge/ }).click();
  await expect(chess).toHaveCount(0);
  await expect(findings.getByRole('button', { name: /^Merge/ })).toBeFocused();
  await toast(page, 'Mended: 1 thing').getByRole('button', { name: 'Undo' }).click();
  await expect(findings).toHaveCount(2);
  await chess.getByRole('button', { name: /^Leave as it is/ }).click();
  await expect(chess).toHaveCount(0);
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(findings).toHaveCount(1);
});

test('the summary of a chat is read beside it, and leads to where it begins', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await bringPast(page, 12);
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  await page.getByRole('complementary', { name: 'Chats' }).getByRole('link', { name: /Nora/ }).click();
  await page.getByRole('button', { name: 'Chat actions' }).click();
  await page.getByRole('menuitem', { name: 'Summary of this chat' }).click();
  const panel = page.getByRole('complementary', { name: 'Summary of this chat' });
  await panel.getByRole('button', { name: 'Sum up now' }).click();
  const summary = panel.getByTestId('summary').first();
  await expect(summary).toContainText('picked from your words');
  await expect(summary).toContainText('Nadia');
  await summary.getByRole('button', { name: /^Go to where it begins/ }).click();
  await expect(questions(page).first()).toBeInViewport();
});

test('a message goes with what follows it; another is forgotten and leaves its place', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My name is Ana.', 1);
  await tell(page, 'My dog is called Rex.', 2);
  await tell(page, 'Soup is better on the second day.', 3);
  await questions(page).nth(2).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete from here on…' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('This message and the 1 that follows it');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(questions(page)).toHaveCount(2);
  await expect(replies(page)).toHaveCount(2);
  await expect(page.getByText('Soup is better')).toHaveCount(0);

  await questions(page).nth(1).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Forget for good…' }).click();
  await page.getByRole('dialog', { name: 'Forget this message for good?' }).getByRole('button', { name: 'Forget for good' }).click();
  await expect(questions(page).nth(1)).toContainText('Forgotten');
  await expect(questions(page).nth(1).getByRole('button', { name: 'Copy message' })).toHaveCount(0);
  await page.reload();
  await expect(questions(page).nth(1)).toContainText('Forgotten');
  await expect(questions(page).nth(0)).toContainText('My name is Ana.');
  await openMemory(page);
  await expect(fact(page, 'name')).toContainText('Ana');
  await expect(fact(page, 'dog')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, viewport] of [['desk', { width: 1280, height: 800 }], ['phone', { width: 390, height: 844 }]] as const) {
    test(`axe finds nothing serious: ${colorScheme}, ${name}`, async ({ app }) => {
      const { page } = app;
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await page.goto(`${page.url().split('#')[0]}#/inbox`);
      await expect(page.getByText('Nothing waits for you.')).toBeVisible();
      expect(await seriousFindings(page), 'an empty inbox').toEqual([]);
      await bringPast(page);
      await page.goto(`${page.url().split('#')[0]}#/inbox`);
      await expect(page.getByTestId('proposal').first()).toBeVisible();
      await page.getByRole('checkbox', { name: /^Choose / }).nth(1).check();
      expect(await seriousFindings(page), 'the inbox').toEqual([]);
      await page.getByRole('button', { name: /^Correct / }).first().click();
      expect(await seriousFindings(page), 'a correction').toEqual([]);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: /^Keep all/ }).click();
      await openMemory(page, 'Forgotten');
      expect(await seriousFindings(page), 'nothing forgotten').toEqual([]);
      await page.getByRole('button', { name: 'Forget a person…' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill('Nadia');
      await expect(page.getByTestId('forget-counts')).toBeVisible();
      expect(await seriousFindings(page), 'the dialog').toEqual([]);
      await page.getByRole('button', { name: 'Forget for good' }).click();
      await expect(page.getByTestId('tombstone').first()).toBeVisible();
      expect(await seriousFindings(page), 'what was forgotten').toEqual([]);
      await page.getByRole('tab', { name: 'Check-up' }).click();
      await expect(page.getByText(/^Looked at/)).toBeVisible();
      expect(await seriousFindings(page), 'the check-up').toEqual([]);
      await page.getByRole('link', { name: 'Chat', exact: true }).click();
      await tell(page, 'My name is Ana.', 1);
      await page.getByRole('button', { name: 'Chat actions' }).click();
      await page.getByRole('menuitem', { name: 'Summary of this chat' }).click();
      await expect(page.getByText('There is no summary yet.')).toBeVisible();
      expect(await seriousFindings(page), 'the summary').toEqual([]);
    });
  }
}
