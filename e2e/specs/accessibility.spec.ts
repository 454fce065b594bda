// axe finds nothing serious on any screen, in both themes, on a desk and on a phone, in both languages.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, replies, say, test } from '../fixtures.ts';

const markdown = 'Some **bold** words, `code`, a [link](https://example.org) and a list:\n\n- one\n- two\n\n```ts\nconst answer = 42;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |';

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

test.use({ script: { replies: [markdown] } });

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, viewport] of [['desk', { width: 1280, height: 800 }], ['phone', { width: 390, height: 844 }]] as const) {
    test(`every screen, ${colorScheme}, ${name}`, async ({ app }) => {
      const { page } = app;
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await page.reload();
      expect(await seriousFindings(page), 'empty chat').toEqual([]);
      await say(page, 'Hello, my name is Ana and my dog is called Rex');
      await expect(replies(page).first()).toContainText('answer');
      expect(await seriousFindings(page), 'chat').toEqual([]);
      await replies(page).first().getByRole('button', { name: 'Why this reply?' }).click();
      await expect(page.getByText('Remembered for it')).toBeVisible();
      expect(await seriousFindings(page), 'why').toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('combobox')).toBeVisible();
      expect(await seriousFindings(page), 'palette').toEqual([]);
      await page.keyboard.press('Escape');
      await page.goto(`${new URL(page.url()).origin}/#/memory`);
      await expect(page.getByRole('heading', { name: 'Memory', level: 1 })).toBeVisible();
      expect(await seriousFindings(page), 'memory').toEqual([]);
      await page.goto(`${new URL(page.url()).origin}/#/settings`);
      await expect(page.getByRole('heading', { name: 'How everything is' })).toBeAttached();
      expect(await seriousFindings(page), 'settings').toEqual([]);
    });
  }
}

test('the check itself can fail: a planted unlabelled button is found', async ({ app }) => {
  await expect(app.page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await app.page.evaluate(() => { document.querySelector('main')?.append(document.createElement('button')); });
  expect(await seriousFindings(app.page)).not.toEqual([]);
});
