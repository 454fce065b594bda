// Real language models: the embedded one in the browser with a restart, and a real Ollama chosen without one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { replies, say } from '../../fixtures.ts';
import { startServerHost } from '../../hosts/server-host.ts';

const productFolder = join(import.meta.dirname, '..', '..', '..');
const modelsFolder = process.env['LUMINORA_TEST_MODELS'] ?? join(productFolder, '.cache', 'models');
const isRequired = process.env['LUMINORA_REQUIRE_REAL_PARTS'] === '1';
const hasModel = existsSync(join(modelsFolder, 'gemma-3-270m-q4_k_m.gguf'));
const ollamaUrl = process.env['LUMINORA_TEST_OLLAMA_URL'];
const env = { LUMINORA_DOWNLOADS_FOLDER: modelsFolder };

/** A base model of this size sometimes says nothing, which is a failed reply with a retry; a person would press it, and so does this. */
async function answered(page: Page, index: number): Promise<void> {
  const reply = replies(page).nth(index);
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    await expect(reply).toHaveAttribute('data-status', /complete|failed/, { timeout: 60_000 });
    if (await reply.getAttribute('data-status') === 'complete') return;
    await expect(reply.getByRole('alert')).toContainText('answered nothing');
    await reply.getByRole('button', { name: 'Try again' }).click();
    await expect(reply).toHaveAttribute('data-status', 'streaming').catch(() => undefined);
  }
  await expect(reply).toHaveAttribute('data-status', 'complete');
}

test('two messages in Spanish through the embedded model, a restart, and the earlier message is recalled', async ({ page }) => {
  test.skip(!hasModel && !isRequired, `no model file in ${modelsFolder}`);
  test.setTimeout(240_000);
  const host = await startServerHost({ llm_provider: { name: 'embedded' } }, env);
  try {
    await page.goto(host.openUrl);
    await say(page, 'Hola, soy Diego. Mi perro se llama Max.');
    await answered(page, 0);
    await say(page, 'Hoy hemos ido juntos al parque.');
    await answered(page, 1);
    await host.restart();
    await page.goto('about:blank');
    await page.goto(host.openUrl);
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('link').first().click();
    await say(page, '¿Cómo se llama mi perro?');
    await answered(page, 2);
    await expect(replies(page).nth(2)).not.toHaveText('');
    await replies(page).nth(2).getByRole('button', { name: 'Why this reply?' }).click();
    const panel = page.getByRole('complementary', { name: 'Why this reply?' });
    await expect(panel.getByText('Hola, soy Diego. Mi perro se llama Max.').first()).toBeVisible();
    await expect(panel.getByText('gemma-3-270m', { exact: false }).first()).toBeVisible();
  } finally {
    await host.close();
  }
});

test('a real Ollama is chosen without a restart and goes on with the same conversation', async ({ page }) => {
  test.skip(!ollamaUrl && !isRequired, 'no LUMINORA_TEST_OLLAMA_URL: a real Ollama is not running');
  test.setTimeout(240_000);
  expect(ollamaUrl, 'LUMINORA_TEST_OLLAMA_URL is required here').toBeTruthy();
  const host = await startServerHost({ llm_provider: { name: 'scripted', config: { replies: ['Hola, Diego. Max es un buen nombre para un perro.'] } } }, { ...env, OLLAMA_HOST: ollamaUrl! });
  try {
    await page.goto(host.openUrl);
    await say(page, 'Hola, soy Diego. Mi perro se llama Max.');
    await expect(replies(page).first()).toContainText('Max es un buen nombre');
    await page.getByRole('button', { name: /^Model: / }).click();
    await page.getByRole('menuitemcheckbox', { name: new RegExp(process.env['LUMINORA_TEST_OLLAMA_MODEL'] ?? 'luna') }).first().click();
    await expect(page.getByRole('group', { name: 'Where the reply comes from' })).toContainText(process.env['LUMINORA_TEST_OLLAMA_MODEL'] ?? 'luna');
    await say(page, '¿Cómo se llama mi perro?');
    await answered(page, 1);
    await replies(page).nth(1).getByRole('button', { name: 'Why this reply?' }).click();
    await expect(page.getByRole('complementary', { name: 'Why this reply?' }).getByText('Hola, soy Diego. Mi perro se llama Max.').first()).toBeVisible();
  } finally {
    await host.close();
  }
});
