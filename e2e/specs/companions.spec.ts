// Companions on the screens: a character is changed and its prompt follows, cards come in by drag and drop, and what is unsaved is safe.
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { crc32, deflateSync } from 'node:zlib';
import { expect, replies, say, test } from '../fixtures.ts';

test.use({ script: { replies: ['Noted.'] } });

const openPeople = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'People' }).click();
  await expect(page.getByRole('heading', { name: 'Companions', level: 1 })).toBeVisible();
};
const openLuna = async (page: Page, tab?: string): Promise<void> => {
  await openPeople(page);
  await page.getByRole('article', { name: 'Luna' }).getByRole('link', { name: 'Luna' }).click();
  await expect(page.getByRole('heading', { name: 'Luna', level: 1 })).toBeVisible();
  if (tab) await page.getByRole('tab', { name: tab, exact: true }).click();
};
const status = (page: Page): Locator => page.getByRole('main').getByRole('status').filter({ hasText: /saved|Unsaved|mend/ });
const slider = (page: Page, name: string): Locator => page.getByRole('slider', { name, exact: true });
const ownChanges = (page: Page): Locator => page.getByTestId('own-changes');

/** A PNG of one pixel with a V2 card in its "chara" chunk. */
function cardPng(name: string, firstMessage: string): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const card = { spec: 'chara_card_v2', spec_version: '2.0', data: { name, description: `${name} keeps the clocks of a small town.`, personality: 'patient', scenario: '', first_mes: firstMessage, mes_example: '', tags: ['clocks'], creator: 'test', character_version: '1', extensions: {}, alternate_greetings: [], system_prompt: '', post_history_instructions: '', creator_notes: '' } };
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('tEXt', Buffer.from(`chara\0${Buffer.from(JSON.stringify(card)).toString('base64')}`, 'latin1')),
    chunk('IDAT', deflateSync(Buffer.from([0, 90, 140, 150]))), chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Files held over the window, and let go there. */
async function dragIn(page: Page, files: { name: string; type: string; bytes: Buffer }[]): Promise<{ drop: () => Promise<void> }> {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, type, base64 } of given) data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type }));
    return data;
  }, files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') })));
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  return { drop: () => page.dispatchEvent('body', 'drop', { dataTransfer: transfer }) };
}

test('a trait is changed: the preview tells the difference, undo takes it back, saving keeps it', async ({ app }) => {
  const { page } = app;
  await openLuna(page, 'Traits');
  const prompt = page.getByRole('region', { name: 'The prompt' });
  await expect(prompt).toContainText('Luna');
  const before = await prompt.textContent();
  const was = await slider(page, 'Humour').inputValue();
  await slider(page, 'Humour').fill('1');
  await expect(ownChanges(page)).toContainText('Humour');
  await expect(prompt.locator('ins').first()).toBeVisible();
  await expect(status(page)).toHaveText('Unsaved changes · kept on this machine');

  await page.getByLabel('Mood', { exact: true }).selectOption({ label: 'Sad' });
  await expect(page.getByRole('region', { name: 'Mood: Sad' })).toBeVisible();
  await page.getByLabel('Mood', { exact: true }).selectOption({ label: 'At rest' });

  await slider(page, 'Humour').press('Control+z');
  await expect(slider(page, 'Humour')).toHaveValue(was);
  await expect(ownChanges(page)).toHaveCount(0);
  await expect(prompt).toHaveText(before ?? '');
  await expect(status(page)).toHaveText('All saved');
  await page.keyboard.press('Control+Shift+z');
  await expect(slider(page, 'Humour')).toHaveValue('1');
  await page.keyboard.press('Control+s');
  await expect(status(page)).toHaveText('All saved');
  await page.reload();
  await expect(slider(page, 'Humour')).toHaveValue('1');
  await page.getByRole('button', { name: 'Actions for Luna' }).click();
  await page.getByRole('menuitem', { name: 'Back to the original' }).click();
  await expect(slider(page, 'Humour')).toHaveValue(was);
});

test('a card is dropped on the page, says what it brought, is undone, and can be talked to', async ({ app }) => {
  const { page } = app;
  await openPeople(page);
  const card = { name: 'Horatio.png', type: 'image/png', bytes: cardPng('Horatio', 'Good evening, {{user}}. It is late by every clock but one.') };
  const first = await dragIn(page, [card]);
  await expect(page.getByText('Drop to import')).toBeVisible();
  await first.drop();
  await expect(page.getByText('Drop to import')).toHaveCount(0);
  await expect(page.getByRole('article', { name: 'Horatio' })).toContainText('clocks');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('article', { name: 'Horatio' })).toHaveCount(0);

  await (await dragIn(page, [{ name: 'notes.png', type: 'image/png', bytes: Buffer.from('no picture at all') }, card])).drop();
  const imported = page.getByRole('region', { name: 'Imported files' });
  await expect(imported.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('article', { name: 'Horatio' })).toBeVisible();
  await page.getByRole('button', { name: 'Chat with Horatio' }).click();
  await expect(page.getByText('It is late by every clock but one.')).toBeVisible();
  await say(page, 'What time is it?');
  await expect(page.getByRole('article', { name: 'Horatio' }).last()).toContainText('Noted.');
  await expect(replies(page)).toHaveCount(0);
});

test('unsaved changes outlive the window; what is wrong is told beside its field and keeps it from being saved', async ({ app }) => {
  const { page } = app;
  await openLuna(page);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('');
  await expect(page.getByText('Write something here.')).toBeVisible();
  await expect(page.getByRole('tab', { name: /^Identity/ })).toContainText('1');
  await page.getByRole('tab', { name: 'Voice' }).click();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('tab', { name: /^Identity/ })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Lunaria');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Lunaria', level: 1 })).toBeVisible();
  await expect(page.getByText('Here are your unsaved changes')).toBeVisible();
  await page.getByRole('link', { name: 'All companions' }).click();
  await expect(page.getByRole('article', { name: 'Luna' })).toContainText('unsaved changes');
  await page.getByRole('article', { name: 'Luna' }).getByRole('link').click();
  await page.getByRole('button', { name: 'Discard them' }).click();
  await expect(page.getByRole('heading', { name: 'Luna', level: 1 })).toBeVisible();
  await expect(status(page)).toHaveText('All saved');
});

test('a draft is talked to without a trace, and its file is completed and checked as text', async ({ app }) => {
  const { page } = app;
  await openLuna(page);
  await page.getByRole('tab', { name: 'Try it' }).click();
  await page.getByRole('textbox', { name: 'Message to Luna' }).fill('Are you there?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log', { name: 'Trial conversation' })).toContainText('Noted.');
  await page.getByRole('tab', { name: 'JSON' }).click();
  const text = page.getByRole('textbox', { name: 'JSON' });
  await text.getByText('"caregiver"').dblclick();
  await page.keyboard.type('nobody');
  await expect(page.getByRole('list', { name: 'What has to be mended' })).toContainText('core_traits.archetype');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByRole('list', { name: 'What has to be mended' })).toHaveCount(0);
  await page.getByRole('link', { name: 'All companions' }).click();
  await expect(page.getByRole('article', { name: 'Luna' })).not.toContainText('unsaved');
});

test('a portrait is chosen and shown at once, and stays', async ({ app }) => {
  const { page } = app;
  await openLuna(page);
  const pictures = page.getByRole('region', { name: 'Pictures' });
  await pictures.locator('input[type=file]').first().setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: cardPng('Face', '') });
  await expect(pictures.locator('img')).toHaveAttribute('src', /^data:image\/png;base64,/);
  await pictures.getByRole('button', { name: 'Another picture' }).waitFor();
  await page.reload();
  await expect(pictures.locator('img')).toBeVisible();
  await pictures.getByRole('button', { name: 'Remove' }).click();
  await expect(pictures.locator('img')).toHaveCount(0);
});

test('a lorebook is brought in, copied into the companion, tried with words, and deleted with a way back', async ({ app }) => {
  const { page } = app;
  await openLuna(page, 'Lorebook');
  const book = { entries: { 0: { key: ['harbour'], content: 'The harbour freezes in January.', comment: 'Harbour', order: 10 } } };
  await page.locator('input[type=file]').setInputFiles({ name: 'Coast.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(book)) });
  const row = page.getByRole('listitem').filter({ hasText: 'only for Luna' });
  await expect(row).toContainText('1 entry');
  await row.getByRole('button', { name: 'Actions for Coast' }).click();
  await page.getByRole('menuitem', { name: 'Copy into its own book' }).click();
  await page.getByRole('textbox', { name: 'A message' }).fill('Is the harbour open?');
  await expect(page.getByText('One entry wakes')).toBeVisible();
  await expect(page.getByText('The harbour freezes in January.').first()).toBeVisible();
  await row.getByRole('switch').click();
  await row.getByRole('button', { name: 'Actions for Coast' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('status').filter({ hasText: 'Coast was deleted' }).getByRole('button', { name: 'Undo' }).last().click();
  await expect(row.getByRole('switch')).toHaveAttribute('aria-checked', 'false');
});

test('a companion is made, copied, blended and deleted, and comes back', async ({ app }) => {
  const { page } = app;
  await openPeople(page);
  await page.getByRole('button', { name: 'New companion' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Olmo');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'All companions' }).click();
  const olmo = page.getByRole('article', { name: 'Olmo', exact: true });
  await olmo.getByRole('button', { name: 'Actions for Olmo' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(page.getByRole('heading', { name: 'Olmo (copy)', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'All companions' }).click();
  await page.getByRole('button', { name: 'Blend two' }).click();
  const dialog = page.getByRole('dialog', { name: 'Blend two companions' });
  await dialog.getByLabel('First').selectOption({ label: 'Luna' });
  await dialog.getByLabel('Second').selectOption({ label: 'Olmo' });
  await dialog.getByRole('button', { name: 'Blend' }).click();
  await expect(page.getByRole('heading', { name: 'Luna & Olmo', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'All companions' }).click();
  await olmo.getByRole('button', { name: 'Actions for Olmo' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Card (JSON)' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.json$/);
  await olmo.getByRole('button', { name: 'Actions for Olmo' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(olmo).toHaveCount(0);
  await page.getByRole('status').filter({ hasText: 'Olmo was deleted' }).getByRole('button', { name: 'Undo' }).click();
  await expect(olmo).toBeVisible();
  await page.getByRole('searchbox').fill('nobody of that name');
  await page.getByRole('button', { name: 'Show everyone' }).click();
  await expect(olmo).toBeVisible();
});

for (const [name, colorScheme, viewport] of [['desk', 'light', { width: 1280, height: 800 }], ['desk', 'dark', { width: 1280, height: 800 }], ['phone', 'dark', { width: 390, height: 844 }]] as const) {
  test(`axe finds nothing serious in gallery and editor, ${colorScheme}, ${name}`, async ({ app }) => {
    test.setTimeout(120_000);
    const { page } = app;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await openPeople(page);
    const clean = async (what: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`)), what).toEqual([]);
    };
    await expect(page.getByRole('article', { name: 'Luna' })).toBeVisible();
    await clean('gallery');
    await page.getByRole('article', { name: 'Luna' }).getByRole('link', { name: 'Luna' }).click();
    for (const tab of ['Identity', 'Voice', 'Behaviour', 'Traits', 'Levels', 'Moods', 'Lorebook', 'Memory', 'JSON']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await expect(page.getByRole('tab', { name: tab, exact: true })).toHaveAttribute('aria-selected', 'true');
      if (tab === 'Traits') await slider(page, 'Humour').fill('0.9');
      if (tab === 'JSON') await expect(page.getByRole('textbox', { name: 'JSON' })).toBeVisible();
      await clean(tab);
    }
    if (name === 'desk') return;
    await page.getByRole('button', { name: 'Preview' }).click();
    await expect(ownChanges(page)).toBeVisible();
    await clean('preview');
  });
}
