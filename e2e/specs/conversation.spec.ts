// The main job: say something, be answered, be remembered.
import { expect, questions, replies, say, test } from '../fixtures.ts';

test.describe('a conversation', () => {
  test.use({ script: { rules: [{ match: 'c[oó]mo se llama', reply: 'Tu perro se llama **Max**.' }], replies: ['Hola, Diego.', 'Encantada.'] } });

  test('is answered, learnt from, kept over a restart, and its trace leads back to the source', async ({ app }) => {
    const { page } = app;
    await say(page, 'Hola, soy Diego. Mi perro se llama Max');
    await expect(questions(page).first()).toContainText('Mi perro se llama Max');
    await expect(replies(page).first()).toContainText('Hola, Diego.');
    await expect(page.getByLabel('Remembered from this message').first()).toContainText('Max');

    await app.restart();
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('link').first().click();
    await expect(questions(page).first()).toContainText('Mi perro se llama Max');
    await say(page, '¿Cómo se llama mi perro?');
    await expect(replies(page).nth(1).locator('strong')).toHaveText('Max');

    await replies(page).nth(1).getByRole('button', { name: 'Why this reply?' }).click();
    const panel = page.getByRole('complementary', { name: 'Why this reply?' });
    await expect(panel.getByText('Hola, soy Diego. Mi perro se llama Max')).toBeVisible();
    await expect(panel.getByText('Luna', { exact: false }).first()).toBeVisible();
    await panel.getByRole('button', { name: /^Go to the message: Hola, soy Diego/ }).first().click();
    await expect(questions(page).first()).toBeInViewport();
  });

  test('keeps every version: another reply, another question, and the way back', async ({ app }) => {
    const { page } = app;
    await say(page, 'First words');
    await expect(replies(page).first()).toContainText('Hola, Diego.');
    await replies(page).first().getByRole('button', { name: 'Write another reply' }).click();
    await expect(replies(page).first()).toContainText('Encantada.');
    await expect(replies(page)).toHaveCount(1);
    await expect(replies(page).first().getByRole('img', { name: 'Version 2 of 2' })).toBeVisible();
    await replies(page).first().getByRole('button', { name: 'Previous version' }).click();
    await expect(replies(page).first()).toContainText('Hola, Diego.');

    await questions(page).first().hover();
    await questions(page).first().getByRole('button', { name: 'Edit message' }).click();
    await page.getByRole('textbox', { name: 'Edit your message' }).fill('Other words');
    await page.getByRole('button', { name: 'Send this version' }).click();
    await expect(questions(page).first()).toContainText('Other words');
    await expect(replies(page).first()).toContainText('Hola, Diego.');
    await expect(questions(page).first().getByRole('img', { name: 'Version 2 of 2' })).toBeAttached();
  });

  test('is found again by searching what was said', async ({ app }) => {
    const { page } = app;
    await say(page, 'The code of the garage is MAIC-TEST-ALPHA-9273');
    await expect(replies(page).first()).toContainText('Hola, Diego.');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('MAIC-TEST-ALPHA-9273');
    await page.getByRole('option', { name: /MAIC-TEST-ALPHA-9273/ }).first().click();
    await expect(questions(page).first()).toBeInViewport();
  });
});

test.describe('a slow reply', () => {
  test.use({ script: { replies: ['one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'], delay_ms: 250 } });

  test('can be stopped; what was written stays and can be tried again', async ({ app }) => {
    const { page } = app;
    await say(page, 'Count');
    await expect(replies(page).first()).toContainText('two');
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(replies(page).first()).toContainText('Stopped before the end.');
    await expect(replies(page).first()).toContainText('one two');
    await expect(replies(page).first().getByRole('button', { name: 'Try again' })).toBeVisible();
    await app.restart();
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('link').first().click();
    await expect(replies(page).first()).toContainText('one two');
  });
});

test.describe('a provider that fails in the middle', () => {
  test.use({ script: { replies: ['alpha beta gamma delta'], fail_after_tokens: 2 } });

  test('leaves the partial text, says why and offers to try again', async ({ app }) => {
    const { page } = app;
    await say(page, 'Go on');
    const reply = replies(page).first();
    await expect(reply).toContainText('alpha beta');
    await expect(reply.getByRole('alert')).toContainText('scripted provider failed');
    await reply.getByRole('button', { name: 'Try again' }).click();
    await expect(reply.getByRole('alert')).toBeVisible();
    await expect(questions(page)).toHaveCount(1);
  });
});
