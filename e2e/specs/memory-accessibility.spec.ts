// axe finds nothing serious in any state of memory, in both themes, on a desk and on a phone.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, replies, say, test } from '../fixtures.ts';

test.use({ script: { replies: ['Noted.'] } });

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, viewport] of [['desk', { width: 1280, height: 800 }], ['phone', { width: 390, height: 844 }]] as const) {
    test(`memory, ${colorScheme}, ${name}`, async ({ app }) => {
      const { page } = app;
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await page.reload();
      await page.getByRole('link', { name: 'Memory' }).click();
      await expect(page.getByText('Nothing is known about you yet.')).toBeVisible();
      expect(await seriousFindings(page), 'nothing known').toEqual([]);
      await page.getByRole('link', { name: 'Chat', exact: true }).click();
      await say(page, 'My name is Ana. My dog is called Rex. My grandmother died last night and I am very sad');
      await expect(replies(page).first()).toContainText('Noted.');
      await expect(page.getByRole('note', { name: 'Remembered from this message' })).toBeVisible();
      expect(await seriousFindings(page), 'the line under a message').toEqual([]);

      await page.getByRole('link', { name: 'Memory' }).click();
      await expect(page.getByTestId('fact').first()).toBeVisible();
      expect(await seriousFindings(page), 'facts').toEqual([]);
      await page.getByTestId('fact').first().getByRole('button', { name: /^Edit/ }).click();
      expect(await seriousFindings(page), 'an edit').toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Actions for/ }).first().click();
      expect(await seriousFindings(page), 'the menu').toEqual([]);
      await page.getByRole('menuitem', { name: 'Earlier values' }).click();
      await expect(page.getByText('It has had no other value.')).toBeVisible();
      await page.getByRole('button', { name: 'Add a fact' }).click();
      expect(await seriousFindings(page), 'telling a fact').toEqual([]);
      await page.keyboard.press('Escape');

      await page.getByRole('tab', { name: /^Episodes/ }).click();
      await expect(page.getByTestId('episode').first()).toBeVisible();
      expect(await seriousFindings(page), 'episodes').toEqual([]);
      await page.getByRole('searchbox').fill('grandmother');
      await expect(page.locator('mark').first()).toBeVisible();
      expect(await seriousFindings(page), 'results').toEqual([]);
      if (name === 'phone') {
        await page.getByRole('button', { name: 'Filters' }).click();
        await expect(page.getByRole('dialog', { name: 'Filters' })).toBeVisible();
        expect(await seriousFindings(page), 'filters').toEqual([]);
      }
    });
  }
}
