// Copies of everything put back and taken back, a snapshot carried in a file, and conversations of another program brought in.
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, questions, replies, say, test } from '../fixtures.ts';

test.use({ script: { replies: ['Noted.'] } });
// Whole databases are copied, checked and put back: a busy machine takes its time.
test.describe.configure({ timeout: 90_000 });

const toast = (page: Page, text: string | RegExp): Locator => page.locator('.toast').filter({ hasText: text });
const chats = (page: Page): Locator => page.getByRole('complementary', { name: 'Chats' });

async function tell(page: Page, text: string, count: number): Promise<void> {
  await say(page, text);
  await expect(replies(page)).toHaveCount(count);
  await expect(replies(page).last()).toContainText('Noted.');
}

async function openData(page: Page, tab: 'Backups' | 'Snapshots' | 'Bring the past' = 'Backups'): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#/data`);
  await expect(page.getByRole('heading', { name: 'Your data', level: 1 })).toBeVisible();
  await page.getByRole('tab', { name: tab }).click();
}

const openChat = (page: Page): Promise<void> => page.getByRole('link', { name: 'Chat', exact: true }).click();

/** The pointer rests on the note meanwhile, so that it stays and its button can be pressed after what it tells was seen. */
async function seeChatUnder(page: Page, note: Locator): Promise<void> {
  await note.hover();
  await page.getByRole('link', { name: 'Chat', exact: true }).evaluate((link: HTMLElement) => link.click());
}

/** Two conversations as ChatGPT writes them, and one with nothing in it. */
function chatgptExport(): Buffer {
  const text = (words: string) => ({ content_type: 'text', parts: [words] });
  const node = (id: string, parent: string | null, children: string[], role?: string, words?: string) => ({ id, parent, children, message: role === undefined ? null : { id, author: { role }, create_time: 1_700_000_000, content: text(words ?? ''), status: 'finished_successfully', recipient: 'all', metadata: {} } });
  const conversation = (id: string, title: string, question: string, answer: string) => ({
    id, conversation_id: id, title, create_time: 1_700_000_000, update_time: 1_700_000_900, current_node: `${id}-a`,
    mapping: { [`${id}-r`]: node(`${id}-r`, null, [`${id}-q`]), [`${id}-q`]: node(`${id}-q`, `${id}-r`, [`${id}-a`], 'user', question), [`${id}-a`]: node(`${id}-a`, `${id}-q`, [], 'assistant', answer) },
  });
  return Buffer.from(JSON.stringify([
    conversation('c1', 'A lighthouse by the sea', 'My sister is called Nadia. Where do we find a lighthouse?', 'By the sea, on the rocks.'), conversation('c2', 'Bread', 'How long does dough rest?', 'Two hours.'),
    { id: 'c3', conversation_id: 'c3', title: 'Nothing', create_time: 1_700_000_000, update_time: 1_700_000_000, current_node: 'x', mapping: { x: node('x', null, []) } },
  ]));
}
const chosen = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/json', buffer });

/** A browser that cannot ask where to save keeps the file as a download. */
async function saveAsDownload(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  await page.evaluate(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }));
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

test('a backup is put back after something changed, and that is undone', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My dog is called Rex', 1);
  await openData(page);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(toast(page, 'Backup made')).toBeVisible();
  await expect(page.getByTestId('backup')).toHaveCount(1);
  await expect(page.getByTestId('backup')).toContainText('Made by you');
  await openChat(page);
  await tell(page, 'I moved to Bilbao', 2);
  await openData(page);
  await page.getByTestId('backup').getByRole('button', { name: /^Put back/ }).click();
  await expect(page.getByRole('alertdialog')).toContainText('What is here now is kept as a backup first');
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(toast(page, 'Everything is as it was')).toBeVisible();
  await seeChatUnder(page, toast(page, 'Everything is as it was'));
  await expect(questions(page)).toHaveCount(1);
  await expect(questions(page)).toContainText('Rex');

  await toast(page, 'Everything is as it was').getByRole('button', { name: 'Undo' }).click();
  await expect(toast(page, 'Undone')).toBeVisible();
  await expect(questions(page)).toHaveCount(2);
  await expect(questions(page).last()).toContainText('Bilbao');
  await tell(page, 'It rains here', 3);
  await openData(page);
  await expect(page.getByTestId('backup')).toHaveText([/Before putting one back/, /Before putting one back/, /Made by you/]);
});

test('a backup is deleted only after a question', async ({ app }) => {
  const { page } = app;
  await openData(page);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByTestId('backup').getByRole('button', { name: /^Delete/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByTestId('backup').getByRole('button', { name: /^Delete/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(toast(page, 'Backup deleted')).toBeVisible();
  await expect(page.getByText('There is no backup yet')).toBeVisible();
});

test('a snapshot is saved to a file and brings back what was deleted', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My dog is called Rex', 1);
  await openData(page, 'Snapshots');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByTestId('snapshot')).toContainText('all parts');
  const { name, bytes } = await saveAsDownload(page, () => page.getByTestId('snapshot').getByRole('button', { name: 'Save to a file' }).click());
  expect([name.endsWith('.zip'), bytes.subarray(0, 2).toString()]).toEqual([true, 'PK']);
  await expect(toast(page, 'was saved')).toBeVisible();

  await openChat(page);
  await chats(page).getByRole('button', { name: /^Actions for/ }).first().click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(toast(page, 'Chat deleted')).toBeVisible();
  await openData(page, 'Snapshots');
  await page.locator('main input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer: bytes });
  const table = page.getByRole('region', { name: 'What would change' });
  await expect(table.getByRole('row', { name: /^Conversations 1/ })).toBeVisible();
  await page.getByRole('button', { name: 'Merge it' }).click();
  await expect(toast(page, 'Taken in')).toBeVisible();
  await expect(page.getByTestId('snapshot')).toHaveCount(1);
  await openChat(page);
  await chats(page).getByRole('link').or(chats(page).getByRole('button', { name: /Rex/ })).first().click();
  await expect(questions(page)).toContainText(['Rex']);

  await openData(page, 'Snapshots');
  await page.locator('main input[type=file]').setInputFiles({ name: 'damaged.zip', mimeType: 'application/zip', buffer: bytes.subarray(0, bytes.length - 40) });
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByTestId('snapshot')).toHaveCount(1);
});

test('a snapshot replaces what is here only after a question, and that is undone', async ({ app }) => {
  const { page } = app;
  await tell(page, 'My dog is called Rex', 1);
  await openData(page, 'Snapshots');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByTestId('snapshot')).toHaveCount(1);
  await openChat(page);
  await tell(page, 'I moved to Bilbao', 2);
  await openData(page, 'Snapshots');
  await page.getByRole('button', { name: /^More about the snapshot/ }).click();
  await page.getByRole('menuitem', { name: 'Take in' }).click();
  await page.getByRole('radio', { name: /^Replace/ }).check();
  await expect(page.getByText(/entries are removed/)).toBeVisible();
  await page.getByRole('button', { name: 'Replace', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Replace' }).click();
  await expect(toast(page, 'Replaced')).toBeVisible();
  await seeChatUnder(page, toast(page, 'Replaced'));
  await expect(questions(page)).toHaveCount(1);
  await toast(page, 'Replaced').getByRole('button', { name: 'Undo' }).click();
  await expect(questions(page)).toHaveCount(2);
});

test('conversations of ChatGPT come in, are opened, and are taken back', async ({ app }) => {
  const { page } = app;
  await openData(page, 'Bring the past');
  await page.locator('main input[type=file]').setInputFiles(chosen('conversations.json', chatgptExport()));
  await page.getByLabel('They become chats with').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Bring it in', exact: true }).click();
  const card = page.getByTestId('import');
  await expect(card).toHaveAttribute('data-state', 'done');
  await expect(card).toContainText('2 conversations');
  await expect(card).toContainText('4 messages');
  await expect(card).toContainText('From ChatGPT');
  await card.getByRole('link', { name: 'A lighthouse by the sea' }).click();
  await expect(questions(page)).toContainText(['Where do we find a lighthouse?']);
  await expect(page.getByText('By the sea, on the rocks.')).toBeVisible();
  await expect(chats(page).getByText('Bread', { exact: true })).toBeVisible();

  await openData(page, 'Bring the past');
  await expect(card.getByRole('button', { name: 'Open the inbox' })).toBeVisible({ timeout: 20_000 });
  await card.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take it back' }).click();
  await expect(toast(page, '2 conversations were taken back')).toBeVisible();
  await expect(card).toHaveCount(0);
  await openChat(page);
  await expect(chats(page).getByText('Bread', { exact: true })).toHaveCount(0);
});

test('a file that is no export is refused in words, and an empty one is not even sent', async ({ app }) => {
  const { page } = app;
  await openData(page, 'Bring the past');
  await page.locator('main input[type=file]').setInputFiles(chosen('empty.json', Buffer.alloc(0)));
  await expect(toast(page, '“empty.json” is empty')).toBeVisible();
  await page.locator('main input[type=file]').setInputFiles(chosen('notes.json', Buffer.from('{"hello": "world"}')));
  await page.getByRole('button', { name: 'Bring it in', exact: true }).click();
  const card = page.getByTestId('import');
  await expect(card).toHaveAttribute('data-state', 'failed');
  await expect(card.getByRole('alert')).toContainText('ChatGPT');
  await card.getByRole('button', { name: /^Take .* out of the list/ }).click();
  await expect(card).toHaveCount(0);
});

for (const [name, colorScheme, viewport] of [['desk', 'light', { width: 1280, height: 800 }], ['phone', 'dark', { width: 390, height: 844 }]] as const) {
  const look = async (page: Page): Promise<void> => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
  };

  test(`axe finds nothing serious in backups: ${colorScheme}, ${name}`, async ({ app: { page } }) => {
    await look(page);
    await openData(page);
    await expect(page.getByText('There is no backup yet')).toBeVisible();
    expect(await seriousFindings(page), 'none').toEqual([]);
    await page.getByRole('button', { name: 'Back up now' }).click();
    await expect(page.getByTestId('backup')).toHaveCount(1);
    expect(await seriousFindings(page), 'one').toEqual([]);
    await page.getByRole('button', { name: /^Put back/ }).click();
    expect(await seriousFindings(page), 'the question').toEqual([]);
  });

  test(`axe finds nothing serious in snapshots: ${colorScheme}, ${name}`, async ({ app: { page } }) => {
    await look(page);
    await openData(page);
    await page.getByRole('tab', { name: 'Backups' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('switch', { name: 'Without names' }).click();
    await page.getByRole('button', { name: 'Make it' }).click();
    await expect(page.getByTestId('snapshot')).toHaveCount(1);
    expect(await seriousFindings(page), 'making and list').toEqual([]);
    await page.getByRole('button', { name: /^More about the snapshot/ }).click();
    await page.getByRole('menuitem', { name: 'Take in' }).click();
    await page.getByRole('radio', { name: /^Replace/ }).check();
    await expect(page.getByRole('radio', { name: /^Replace/ })).toBeFocused();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    expect(await seriousFindings(page), 'taking in').toEqual([]);
    await page.getByRole('button', { name: 'Do not take it in' }).click();
    await expect(page.getByRole('main')).toBeFocused();
  });

  test(`axe finds nothing serious in imports: ${colorScheme}, ${name}`, async ({ app: { page } }) => {
    await look(page);
    await openData(page, 'Bring the past');
    await page.getByText('SillyTavern', { exact: true }).click();
    expect(await seriousFindings(page), 'how to').toEqual([]);
    await page.locator('main input[type=file]').setInputFiles(chosen('conversations.json', chatgptExport()));
    await expect(page.getByRole('button', { name: 'Bring it in', exact: true })).toBeVisible();
    expect(await seriousFindings(page), 'to be started').toEqual([]);
    await page.getByRole('button', { name: 'Bring it in', exact: true }).click();
    await expect(page.getByTestId('import')).toHaveAttribute('data-state', 'done');
    await page.locator('.left-out summary').click();
    expect(await seriousFindings(page), 'done').toEqual([]);
  });
}
