// Retakes the pictures of docs/screens from the sample world: node renderer/testing/take-screens.mjs [FOLDER] [NAME...]
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [folder = join(root, 'docs', 'screens'), ...wanted] = process.argv.slice(2);
const words = {
  en: { why: 'Why this reply?', edit: 'Edit message', models: /^Model: /, download: 'Download and begin', search: 'walk', history: 'Earlier values', city: 'Actions for city', found: 'Max pigeons', filters: 'Filters', preview: 'Preview', humour: 'Humour', level: 'Level', feeling: 'Mood', message: 'A message', lore: 'Is the lamp of the lighthouse lit?', mood: /mood:/, table: 'Show as table', all: 'All', changed: 'Character', more: 'Relationship actions', forget: 'Forget for good…', dog: 'Actions for dog', person: 'Forget a person…', chat: 'Chat actions', summary: 'Summary of this chat', messageMenu: 'More actions', remove: 'Delete from here on…', correct: /^Correct city/, gone: 'Forget for good', putBack: /^Put back the backup/, names: 'Without names', snapshotMore: /^More about the snapshot/, takeIn: 'Take in', replace: /^Replace/, leftOut: /left out$/, licence: /^Download EmbeddingGemma/, addModel: 'Add a model', compare: 'Compared with' },
  es: { why: '¿Por qué esta respuesta?', edit: 'Editar mensaje', models: /^Modelo: /, download: 'Descargar y empezar', search: 'paseo', history: 'Valores anteriores', city: 'Acciones de ciudad', found: 'Max palomas', filters: 'Filtros', preview: 'Vista previa', humour: 'Humor', level: 'Nivel', feeling: 'Ánimo', message: 'Un mensaje', lore: '¿Está encendida la lámpara del faro?', mood: /^Ánimo de/, table: 'Ver como tabla', all: 'Todo', changed: 'Carácter', more: 'Acciones de la relación', forget: 'Olvidar del todo…', dog: 'Acciones de perro', person: 'Olvidar a una persona…', chat: 'Acciones del chat', summary: 'Resumen de este chat', messageMenu: 'Más acciones', remove: 'Borrar desde aquí…', correct: /^Corregir ciudad/, gone: 'Olvidar del todo', putBack: /^Reponer la copia/, names: 'Sin nombres', snapshotMore: /^Más sobre la instantánea/, takeIn: 'Incorporar', replace: /^Sustituir/, leftOut: /^Se dej/, licence: /^Descargar EmbeddingGemma/, addModel: 'Añadir un modelo', compare: 'Comparada con' },
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
const forgetDog = async (page, say) => { await page.getByRole('button', { name: say.dog }).click({ force: true }); await page.getByRole('menuitem', { name: say.forget }).click(); };
const forgetPerson = async (page, say) => { await page.getByRole('button', { name: say.person }).click(); await page.getByRole('dialog').getByRole('textbox').fill('Max'); };
const openSummary = async (page, say) => { await page.getByRole('button', { name: say.chat }).click(); await page.getByRole('menuitem', { name: say.summary }).click(); };
const messageMenu = async (page, say, item) => { const message = page.locator('[data-speaker=user]').nth(1); const button = message.getByRole('button', { name: say.messageMenu }); await button.focus(); await button.click(); await page.getByRole('menuitem', { name: item }).click(); };
const forgetMessage = async (page, say) => { await messageMenu(page, say, say.forget); await page.getByRole('button', { name: say.gone, exact: true }).click(); };
const takeIn = async (page, say) => { await page.getByRole('button', { name: say.snapshotMore }).first().click(); await page.getByRole('menuitem', { name: say.takeIn }).click(); await page.getByRole('radio', { name: say.replace }).check(); };
const chooseFile = (page, name) => page.locator('main input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.alloc(191_400) });
const openDetails = async (page) => { const row = page.locator('[data-model=multilingual-e5-base]'); await row.locator('summary').click(); await row.scrollIntoViewIfNeeded(); };
const compareRuns = async (page, say) => { await page.getByLabel(say.compare).selectOption({ index: 2 }); await page.locator('.bench-choose').evaluate((part) => part.scrollIntoView()); };
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
  ['inbox-d-light-en', '', '#/inbox'], ['inbox-d-dark-es', 'scene=lots', '#/inbox', async (page) => { for (const box of [1, 2, 3]) await page.getByRole('checkbox').nth(box).check(); }], ['inbox-p-light-es', '', '#/inbox'], ['inbox-p-dark-en', 'scene=empty', '#/inbox'],
  ['correct-d-light-es', '', '#/inbox', (page, say) => page.getByRole('button', { name: say.correct }).first().click()], ['correct-p-dark-en', '', '#/inbox', (page, say) => page.getByRole('button', { name: say.correct }).first().click()],
  ['audit-d-light-en', '', '#/memory/audit'], ['audit-d-dark-es', '', '#/memory/audit'], ['audit-p-light-es', '', '#/memory/audit'],
  ['forget-d-light-es', '', '#/memory', forgetDog], ['forget-p-dark-en', '', '#/memory', forgetDog], ['person-d-dark-en', '', '#/memory/forgotten', forgetPerson, 1200],
  ['forgotten-d-light-en', '', '#/memory/forgotten'], ['forgotten-p-dark-es', '', '#/memory/forgotten'],
  ['remove-d-dark-es', '', (page, say) => messageMenu(page, say, say.remove)], ['placeholder-d-light-es', '', forgetMessage, 900], ['placeholder-p-dark-en', '', forgetMessage, 900],
  ['summary-d-light-es', '', openSummary], ['summary-p-dark-es', '', openSummary],
  ['backups-d-light-en', '', '#/data'], ['backups-p-dark-es', '', '#/data'], ['backups-p-light-en', 'scene=empty', '#/data'], ['restore-d-dark-es', '', '#/data', (page, say) => page.getByRole('button', { name: say.putBack }).nth(1).click()],
  ['snapshots-d-light-es', '', '#/data/snapshots'], ['snapshots-d-dark-en', '', '#/data/snapshots', (page, say) => page.getByRole('switch', { name: say.names }).click()],
  ['take-d-light-en', '', '#/data/snapshots', takeIn, 900], ['take-p-dark-es', '', '#/data/snapshots', takeIn, 900],
  ['past-d-light-en', 'scene=lots', '#/data/imports', (page, say) => page.getByText(say.leftOut).nth(1).click(), 900], ['past-d-dark-es', '', '#/data/imports', (page) => page.getByText('SillyTavern').click()],
  ['past-p-light-es', 'scene=lots', '#/data/imports', 900], ['choose-p-dark-es', '', '#/data/imports', (page) => chooseFile(page, 'conversations.json'), 900],
  ['files-d-light-en', '', '#/models'], ['files-d-dark-es', 'scene=lots', '#/models'], ['files-p-light-es', '', '#/models'], ['files-p-dark-en', 'scene=empty', '#/models'],
  ['details-d-light-es', '', '#/models', openDetails], ['details-p-dark-en', '', '#/models', openDetails],
  ['licence-d-dark-en', '', '#/models', (page, say) => page.getByRole('button', { name: say.licence }).click()], ['licence-p-light-es', '', '#/models', (page, say) => page.getByRole('button', { name: say.licence }).click()],
  ['add-d-light-es', '', '#/models', (page, say) => page.getByRole('button', { name: say.addModel }).click()], ['add-p-dark-en', '', '#/models', (page, say) => page.getByRole('button', { name: say.addModel }).click()],
  ['uses-d-light-en', '', '#/models/uses'], ['uses-d-dark-es', '', '#/models/uses', (page) => page.locator('.cache-card').scrollIntoViewIfNeeded()], ['uses-p-light-es', '', '#/models/uses'], ['uses-p-dark-en', 'scene=empty', '#/models/uses', (page) => page.locator('.cache-card').scrollIntoViewIfNeeded()],
  ['quality-d-light-en', '', '#/models/quality', compareRuns, 900], ['quality-d-dark-es', '', '#/models/quality', compareRuns, 900], ['quality-p-light-es', '', '#/models/quality', compareRuns, 900], ['quality-p-dark-en', 'scene=empty', '#/models/quality'],
  ['figures-d-light-es', '', '#/models/quality', async (page, say) => { await compareRuns(page, say); await page.locator('.bench-table').evaluate((part) => part.scrollIntoView()); }, 900], ['figures-p-dark-en', '', '#/models/quality', async (page, say) => { await compareRuns(page, say); await page.locator('.bench-table').evaluate((part) => part.scrollIntoView()); }, 900],
  ['measuring-d-light-en', 'scene=measuring', '#/models/quality'], ['measuring-p-dark-es', 'scene=measuring', '#/models/quality'],
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
