// How a companion feels and how close it is: moved by what is said, seen beside the chat and on its page, taken back, and set by hand.
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, greeting, questions, replies, say, test } from '../fixtures.ts';

test.use({ script: { replies: ['Noted.'] } });

const feeling = (page: Page): Locator => page.getByTestId('feeling');
const entries = (page: Page): Locator => page.getByTestId('ledger-entry');
const entry = (page: Page, reason: string): Locator => entries(page).filter({ hasText: reason }).filter({ hasNotText: /^.{0,8}(Taken back|Put back)/ });
const toast = (page: Page): Locator => page.getByRole('status').filter({ has: page.locator('.toast') });

async function tell(page: Page, text: string, count: number): Promise<void> {
  await say(page, text);
  await expect(replies(page)).toHaveCount(count);
  await expect(replies(page).last()).toContainText('Noted.');
}

async function openRelationship(page: Page): Promise<void> {
  if ((await feeling(page).getAttribute('aria-expanded')) !== 'true') await feeling(page).click();
  await page.getByRole('button', { name: 'More about the two of you' }).click();
  await expect(page.getByRole('heading', { name: 'You and Luna', level: 1 })).toBeVisible();
}

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

test('a loss makes it sad, thanks bring it closer; the panel beside the chat says so and why', async ({ app }) => {
  const { page } = app;
  await tell(page, 'Mi perro Max murió ayer', 1);
  await expect(feeling(page)).toHaveAccessibleName(/mood: (Sad|Concerned)/);
  await feeling(page).click();
  const panel = page.getByRole('complementary', { name: 'Mood' });
  await expect(panel.getByTestId('mood-now')).toHaveText(/Sad|Concerned/);
  await expect(panel).toContainText('You told of a loss.');
  await tell(page, 'gracias, me ayudaste mucho', 2);
  await expect(panel.getByTestId('mood-panel-entries')).toContainText('You were grateful');
  await panel.getByRole('tab', { name: 'Why this reply?' }).click();
  await expect(page.getByRole('complementary', { name: 'Why this reply?' })).toContainText('Choose “Why this reply?”');
  await page.keyboard.press('Escape');
  await replies(page).first().hover();
  await replies(page).first().getByRole('button', { name: 'Why this reply?' }).click();
  const why = page.getByRole('complementary', { name: 'Why this reply?' });
  await expect(why.getByText('Told to the model with your words')).toBeVisible();
  await expect(why.getByRole('list', { name: 'What changed it' })).toContainText(/less humour/);
});

test('the ledger says why, leads to the message, and what is taken back can be put back', async ({ app }) => {
  const { page } = app;
  await tell(page, 'Mi perro Max murió ayer', 1);
  await tell(page, 'gracias, me ayudaste mucho', 2);
  await openRelationship(page);
  await expect(page.getByTestId('mood-now')).toHaveText(/Sad|Concerned/);
  await expect(entry(page, 'You shared a hard moment')).toHaveCount(1);
  await expect(page.getByText(/^From .* it went from 0 to/)).toBeVisible();

  await entry(page, 'You were grateful').getByRole('button', { name: /^Go to the message/ }).click();
  await expect(questions(page).last()).toBeInViewport();
  await page.goBack();

  const before = await page.getByRole('meter').getAttribute('aria-valuenow');
  await entry(page, 'You were grateful').getByRole('button', { name: 'Take back: You were grateful' }).click();
  await expect(entry(page, 'You were grateful').first()).toHaveAttribute('data-taken', 'true');
  await expect(entries(page).first()).toContainText('Taken back: You were grateful');
  await expect(page.getByRole('meter')).not.toHaveAttribute('aria-valuenow', before ?? '');
  await toast(page).getByRole('button', { name: 'Put back' }).click();
  await expect(entries(page).first()).toContainText('Put back: You were grateful');
  await expect(page.getByRole('meter')).toHaveAttribute('aria-valuenow', before ?? '');
});

test('mood and points are set by hand; a chart is also a table; the page stays after a reload', async ({ app }) => {
  const { page } = app;
  await tell(page, 'Thank you, you helped me so much', 1);
  await openRelationship(page);
  await page.getByRole('button', { name: 'Change mood' }).click();
  await page.getByRole('radio', { name: 'Playful' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByTestId('mood-now')).toHaveText(/Playful/);
  await expect(page.getByText('You set it by hand.')).toBeVisible();
  await page.getByRole('button', { name: 'Relationship actions' }).click();
  await page.getByRole('menuitem', { name: 'Set points by hand' }).click();
  await page.getByRole('textbox', { name: 'Points, 0 to 100' }).fill('45');
  await page.getByRole('textbox', { name: 'Points, 0 to 100' }).press('Enter');
  await page.getByRole('button', { name: 'Set to 45 points' }).click();
  await expect(page.getByTestId('level-now')).toHaveText('friend');
  await expect(entries(page).filter({ hasText: 'Set by hand' })).toHaveCount(1);
  await page.getByRole('region', { name: 'How it came here' }).getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('row', { name: /Set by hand/ })).toContainText('45');
  await page.reload();
  await expect(page.getByTestId('level-now')).toHaveText('friend');
  await expect(page.getByTestId('mood-now')).toHaveText(/Playful/);
});

test('a chat begins with the words on screen, and its other beginnings are versions of them', async ({ app }) => {
  const { page } = app;
  const shown = page.getByTestId('greeting').getByRole('paragraph').first();
  await expect(shown).toBeVisible();
  const next = page.getByRole('button', { name: 'Next beginning' });
  if (await next.isVisible()) await next.click();
  const words = (await shown.textContent()) ?? '';
  await tell(page, 'Hello', 1);
  await expect(greeting(page)).toContainText(words);
  await expect(greeting(page).getByRole('button', { name: 'Write another reply' })).toHaveCount(0);
  await page.reload();
  await expect(greeting(page)).toContainText(words);
  await expect(replies(page)).toHaveCount(1);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on the relationship screen and beside the chat, ${colorScheme}`, async ({ app }) => {
    const { page } = app;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await tell(page, 'Mi perro Max murió ayer', 1);
    await tell(page, 'gracias, me ayudaste mucho', 2);
    await feeling(page).click();
    await expect(page.getByTestId('mood-panel-entries')).toBeVisible();
    expect(await seriousFindings(page), 'beside the chat').toEqual([]);
    await openRelationship(page);
    await expect(page.locator('.chart-plot svg').first()).toBeVisible();
    expect(await seriousFindings(page), 'relationship').toEqual([]);
    await page.getByRole('button', { name: 'Show as table' }).first().click();
    expect(await seriousFindings(page), 'table').toEqual([]);
    await page.getByRole('button', { name: 'Change mood' }).click();
    expect(await seriousFindings(page), 'mood form').toEqual([]);
  });
}
