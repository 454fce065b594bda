// Retakes the pictures of docs/screens from the sample world: node renderer/testing/take-screens.mjs [FOLDER] [NAME...]
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [folder = join(root, 'docs', 'screens'), ...wanted] = process.argv.slice(2);
const words = {
  en: { why: 'Why this reply?', edit: 'Edit message', models: /^Model: /, download: 'Download and begin', search: 'walk', history: 'Earlier values', city: 'Actions for city', found: 'Max pigeons', filters: 'Filters', preview: 'Preview', humour: 'Humour', level: 'Level', feeling: 'Mood', message: 'A message', lore: 'Is the lamp of the lighthouse lit?', mood: /mood:/, table: 'Show as table', all: 'All', changed: 'Character', more: 'Relationship actions' },
  es: { why: '¿Por qué esta respuesta?', edit: 'Editar mensaje', models: /^Modelo: /, download: 'Descargar y empezar', search: 'paseo', history: 'Valores anteriores', city: 'Acciones de ciudad', found: 'Max palomas', filters: 'Filtros', preview: 'Vista previa', humour: 'Humor', level: 'Nivel', feeling: 'Ánimo', message: 'Un mensaje', lore: '¿Está encendida la lámpara del faro?', mood: /^Ánimo de/, table: 'Ver como tabla', all: 'Todo', changed: 'Carácter', more: 'Acciones de la relación' },
};
const last = (page, name) => page.getByRole('button', { name, exact: true }).last();
const file = (name) => ({ name, mimeType: 'image/png', buffer: Buffer.from('not a real picture') });
const changeHumour = async (page, say) => {
  await page.getByRole('slider', { name: say.humour, exact: true }).fill('0.8');
  if (page.viewportSize().width < 1040) return;
  await page.getByLabel(say.level, { exact: true }).selectOption({ index: 3 });
  await page.getByLabel(say.feeling, { exact: true }).selectOption('sad');
};
const breakJson = async (page) => {
  await page.getByText('"1.0.0"').dblclick();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.insertText('"version": 7,\n    "colour": "teal",');
};
const openWishes = async (page, say) => { await page.getByRole('button', { name: say.more }).click(); await page.getByRole('menuitem').first().click(); await page.getByRole('dialog').getByRole('slider').nth(2).fill('0.3'); };
const screens = [
  ['chat-d-dark-es'], ['chat-d-light-en'], ['chat-p-dark-en'], ['chat-p-light-es'],
  ['download-p-dark-es', 'scene=first', (page, say) => page.getByRole('button', { name: say.download }).click(), 900],
  ['edit-d-light-es', '', async (page, say) => { const message = page.locator('[data-speaker=user]').last(); await message.hover(); await message.getByRole('button', { name: say.edit }).click(); }],
  ['empty-d-dark-en', 'scene=empty'], ['empty-p-light-es', 'scene=empty'], ['error-d-light-en', 'scene=error'], ['first-d-light-en', 'scene=first'],
  ['companions-d-light-en', 'scene=lots', '#/companions'], ['companions-p-dark-es', 'scene=lots', '#/companions'],
  ['import-d-light-es', '', '#/companions', (page) => page.locator('main input[type=file]').setInputFiles([file('Ada_Lovelace.png'), file('broken.png')]), 900],
  ['identity-p-light-es', '', '#/companions/luna/identity'],
  ['traits-d-light-es', '', '#/companions/luna/traits', changeHumour, 900], ['traits-d-dark-en', '', '#/companions/luna/traits', changeHumour, 900],
  ['preview-p-dark-es', '', '#/companions/luna/traits', async (page, say) => { await changeHumour(page, say); await page.getByRole('button', { name: say.preview }).click(); }, 900],
  ['levels-d-light-en', '', '#/companions/luna/levels', (page) => page.locator('.item-title').nth(2).click()], ['moods-d-dark-es', '', '#/companions/luna/moods', (page) => page.locator('.item-title').first().click()],
  ['lorebook-d-light-es', '', '#/companions/luna/lorebook', (page, say) => page.getByRole('textbox', { name: say.message }).fill(say.lore), 900],
  ['json-d-light-en', '', '#/companions/luna/json', breakJson, 900],
  ['episodes-d-light-en', '', '#/memory/episodes'], ['episodes-p-dark-es', '', '#/memory/episodes'],
  ['facts-d-dark-en', 'scene=lots', '#/memory'], ['facts-p-light-en', 'scene=empty', '#/memory'],
  ['filters-p-light-es', '', '#/memory', async (page, say) => { await page.getByRole('searchbox').fill(say.found); await page.getByRole('button', { name: say.filters }).click(); }],
  ['found-d-light-es', '', '#/memory', (page, say) => page.getByRole('searchbox').fill(say.found), 900], ['found-p-dark-en', '', '#/memory', (page, say) => page.getByRole('searchbox').fill(say.found), 900],
  ['history-d-light-es', '', '#/memory', async (page, say) => { await page.getByRole('button', { name: say.city }).click({ force: true }); await page.getByRole('menuitem', { name: say.history }).click(); }],
  ['memory-d-light-en', '', '#/memory'], ['memory-p-dark-es', '', '#/memory'],
  ['models-d-dark-en', '', (page, say) => page.getByRole('button', { name: say.models }).click()],
  ['palette-d-light-es', '', async (page, say) => { await page.keyboard.press('Control+k'); await page.keyboard.type(say.search); }, 900],
  ['character-d-light-en', '', async (page, say) => { await last(page, say.why).click(); await page.getByRole('heading', { name: say.changed }).scrollIntoViewIfNeeded(); await page.locator('.why-scroll').first().evaluate((panel) => panel.scrollBy(0, 320)); }],
  ['mood-d-dark-es', '', (page, say) => page.getByRole('button', { name: say.mood }).click()], ['mood-p-light-en', '', (page, say) => page.getByRole('button', { name: say.mood }).click()],
  ['relationship-d-light-en', 'scene=lots', '#/relationship/luna', (page, say) => page.getByRole('radio', { name: say.all }).click(), 900], ['relationship-d-dark-es', '', '#/relationship/luna'], ['relationship-p-dark-en', '', '#/relationship/luna'],
  ['relationship-p-light-es', 'scene=empty', '#/relationship/luna'],
  ['wishes-d-dark-es', '', '#/relationship/luna', openWishes],
  ['table-d-light-es', '', '#/relationship/luna', (page, say) => page.getByRole('button', { name: say.table }).first().click()],
  ['insights-d-light-en', 'scene=lots', '#/insights', 900], ['insights-p-dark-en', '', '#/insights', 900], ['insights-p-light-es', 'scene=empty', '#/insights'],
  ['topics-d-dark-es', 'scene=lots', '#/insights', async (page, say) => { await page.getByRole('radio', { name: say.all, exact: true }).click(); await page.locator('.topics-card').scrollIntoViewIfNeeded(); }, 900],
  ['settings-d-dark-es', '', '#/settings'], ['settings-p-light-es', '', '#/settings'],
  ['why-d-light-es', '', (page, say) => last(page, say.why).click()],
  ['why-p-dark-es', '', (page, say) => last(page, say.why).click()],
];

const server = await createServer({ configFile: join(root, 'vite.config.ts'), root: join(root, 'renderer'), logLevel: 'error', server: { port: 0, host: '127.0.0.1' } });
await server.listen();
const address = `http://127.0.0.1:${server.httpServer.address().port}/testing/harness.html`;
const browser = await chromium.launch({ executablePath: process.env.LUMINORA_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
  for (const [name, query = '', ...others] of screens) {
    const hash = others.find((part) => typeof part === 'string') ?? '';
    const act = others.find((part) => typeof part === 'function');
    const pause = others.find((part) => typeof part === 'number') ?? 500;
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const [, size, theme, language] = name.split('-');
    const context = await browser.newContext({ viewport: size === 'p' ? { width: 390, height: 844 } : { width: 1280, height: 800 }, colorScheme: theme, locale: language === 'es' ? 'es-ES' : 'en-GB', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${address}?language=${language}&${query}${hash}`);
    await page.locator('#root > *').first().waitFor();
    await page.waitForTimeout(1200);
    if (act) await act(page, words[language]);
    await page.waitForTimeout(pause);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
}
