// Models of this machine: fetched from a hub on loopback with pause and resume, a licence, checked, removed, chosen for a use.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { startModelHub, type ModelHub } from '../../core/testing/model-hub.ts';
import { expect, test as base } from '../fixtures.ts';

const weights = randomBytes(2_000_000);
const small = Buffer.from('{"hidden_size":8}');
const file = (path: string, bytes: Uint8Array) => ({ path, size_bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') });
const entry = (id: string, title: string, needs_acceptance: boolean) => ({
  id, kind: 'reranker', title, description: 'For a test.', licence: { name: 'Test terms', url: 'https://example.com/terms', notice: 'Read them.', needs_acceptance }, languages: ['en'], folder: id, max_tokens: 64,
  variants: [{ precision: 'int8', files: [file('config.json', small), file('onnx/model_quantized.onnx', weights)], weights: 'onnx/model_quantized.onnx' }], sources: [{ kind: 'hub', repository: `acme/${id}`, revision: 'main' }],
});
const catalogue = { version: 2, hub: { base_url: 'https://example.com' }, defaults: { embedding: 'x', llm: 'x' }, models: [entry('open', 'An open model', false), entry('gated', 'A gated model', true)] };
const repository = { 'config.json': small, 'onnx/model_quantized.onnx': weights };

const test = base.extend<{ hub: ModelHub }>({
  hub: async ({ hostKind: _anyHost }, use) => {
    const hub = await startModelHub({ 'acme/open': repository, 'acme/gated': repository });
    await use(hub);
    await hub.close();
  },
  settings: async ({ hub }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'luminora-e2e-catalogue-'));
    await writeFile(join(folder, 'catalogue.json'), JSON.stringify(catalogue));
    await use({ models: { catalogue: join(folder, 'catalogue.json'), hub_base_url: hub.url } });
    await rm(folder, { recursive: true, force: true });
  },
});

// A busy machine takes its time over downloads and measurements.
test.describe.configure({ timeout: 90_000 });

const row = (page: Page, id: string): Locator => page.locator(`[data-model="${id}"]`);
const toast = (page: Page, text: string): Locator => page.locator('.toast').filter({ hasText: text });
const progressOf = async (page: Page, id: string): Promise<number> => Number(await row(page, id).getByRole('progressbar').getAttribute('aria-valuenow'));
async function openModels(page: Page, tab = 'Models'): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#/models`);
  await expect(page.getByRole('heading', { name: 'Models on this machine', level: 1 })).toBeVisible();
  await page.getByRole('tab', { name: tab }).click();
}

test('a model is fetched, paused, gone on with, checked and removed', async ({ app: { page }, hub }) => {
  await openModels(page);
  await expect(row(page, 'multilingual-e5-small-latin')).toContainText('Comes with Luminora');
  hub.allow(700_000);
  await row(page, 'open').getByRole('button', { name: /^Download An open model/ }).click();
  await expect(row(page, 'open')).toHaveAttribute('data-state', 'running');
  await expect.poll(() => progressOf(page, 'open')).toBeGreaterThan(5);
  // It is the engine's: leaving the screen stops nothing.
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  await openModels(page);
  await row(page, 'open').getByRole('button', { name: 'Pause An open model' }).click();
  await expect(row(page, 'open')).toHaveAttribute('data-state', 'paused');
  await expect(row(page, 'open')).toContainText('What has arrived is kept.');
  const kept = await progressOf(page, 'open');
  hub.allow(200_000);
  await page.keyboard.press('Enter');
  await expect.poll(() => progressOf(page, 'open')).toBeGreaterThan(kept);
  hub.allow(null);
  await expect(row(page, 'open')).toHaveAttribute('data-state', 'ready');
  await expect(row(page, 'open')).toContainText('Here: 2 MB');

  await row(page, 'open').getByRole('button', { name: 'More about An open model' }).click();
  await page.getByRole('menuitem', { name: 'Check the files' }).click();
  await expect(toast(page, '2 files of An open model were read again: all are as they should be.')).toBeVisible();
  await row(page, 'open').getByRole('button', { name: 'More about An open model' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(toast(page, 'An open model removed, 2 MB are free again.')).toBeVisible();
  await expect(row(page, 'open').getByRole('button', { name: /^Download An open model/ })).toBeVisible();
});

test('a licence is accepted first, a download is cancelled, and a use gets the model a person wants', async ({ app: { page, dataFolder }, hub }) => {
  await openModels(page);
  hub.allow(300_000);
  await row(page, 'gated').getByRole('button', { name: /^Download A gated model/ }).click();
  await expect(page.getByRole('dialog', { name: 'Licence of A gated model' })).toContainText('Read them.');
  await expect(row(page, 'gated')).toHaveAttribute('data-state', 'absent');
  await page.getByRole('button', { name: 'Accept and download' }).click();
  await expect(row(page, 'gated')).toHaveAttribute('data-state', 'running');
  await expect(row(page, 'gated').getByRole('button', { name: 'Pause A gated model' })).toBeFocused();
  await row(page, 'gated').getByRole('button', { name: 'Cancel A gated model' }).click();
  await expect(toast(page, 'Download of A gated model cancelled.')).toBeVisible();
  await expect(row(page, 'gated')).toHaveAttribute('data-state', 'absent');

  await page.getByRole('tab', { name: 'In use' }).click();
  await page.getByLabel('Model for: Code').selectOption('all-MiniLM-L6-v2');
  await expect(page.locator('[data-use=code]')).toContainText('Named in the settings.');
  await expect(page.getByLabel('Model for: Code')).toHaveValue('all-MiniLM-L6-v2');
  const { models } = JSON.parse(await readFile(join(dataFolder, 'config.json'), 'utf8')) as { models: { uses: Record<string, string> } };
  expect(models.uses['code']).toBe('all-MiniLM-L6-v2');
});

test('models are measured on texts of one\'s own, and the measurement is looked at and deleted', async ({ app: { page, dataFolder } }) => {
  const texts = join(dataFolder, 'my texts');
  await mkdir(texts);
  const pairs = ['A dog runs over the meadow.\tA dog is running in the grass.\t4.6', 'She reads a book.\tThe train is late again.\t0.2', 'He cooks dinner.\tHe is making a meal.\t4.1', 'It rains.\tMy brother plays chess.\t0.1', 'The cat sleeps.\tA cat lies on the sofa.\t3.2'];
  await writeFile(join(texts, 'sts-en.tsv'), `sentence1\tsentence2\tscore\n${pairs.join('\n')}\n`);
  await openModels(page, 'Measurements');
  for (const suite of ['Topics', 'Search', 'Precision', 'Speed', 'Multilingual E5']) await page.getByRole('checkbox', { name: new RegExp(`^${suite}`) }).uncheck();
  await page.getByLabel('Texts of your own').fill(join(dataFolder, 'nowhere'));
  await page.getByRole('button', { name: 'Measure now' }).click();
  await expect(toast(page, 'There is no folder')).toBeVisible();
  await page.getByLabel('Texts of your own').fill(texts);
  await page.getByRole('button', { name: 'Measure now' }).click();
  await expect(page.getByTestId('benchmark')).toContainText('my texts', { timeout: 30_000 });
  await expect(page.getByText(/^all-MiniLM-L6-v2 \(English\) has 0\.\d{3} at “Likeness: English”/)).toBeVisible();
  await page.getByRole('button', { name: /^Delete the measurement/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByTestId('benchmark')).toHaveCount(0);
});

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

for (const [name, colorScheme, viewport] of [['desk', 'light', { width: 1280, height: 800 }], ['phone', 'dark', { width: 390, height: 844 }]] as const) {
  test(`axe finds nothing serious on the models screen, ${name}, ${colorScheme}`, async ({ app: { page }, hub }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await openModels(page);
    hub.allow(400_000);
    await row(page, 'open').getByRole('button', { name: /^Download An open model/ }).click();
    await expect.poll(() => progressOf(page, 'open')).toBeGreaterThan(5);
    await row(page, 'open').locator('summary').click();
    expect(await seriousFindings(page), 'files and a download').toEqual([]);
    // The dialogs are of the same parts on both: each is looked at once.
    await (name === 'desk' ? row(page, 'gated').getByRole('button', { name: /^Download A gated model/ }) : page.getByRole('button', { name: 'Add a model' })).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await seriousFindings(page), 'a dialog').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'In use' }).click();
    await expect(page.getByTestId('use').first()).toBeVisible();
    expect(await seriousFindings(page), 'uses').toEqual([]);
    await page.getByRole('tab', { name: 'Measurements' }).click();
    await expect(page.getByRole('button', { name: 'Measure now' })).toBeVisible();
    expect(await seriousFindings(page), 'measurements').toEqual([]);
  });
}
