// A long conversation of one day: its end is shown at once, and one can go back in it to the very first line without losing one's place.
import { expect, questions, test } from '../fixtures.ts';

const lines = 600;

/** A chat as SillyTavern keeps it, all of it said on one day. */
function chatOfOneDay(): Buffer {
  const at = (index: number): string => new Date(Date.UTC(2024, 0, 5, 8, 0, index)).toISOString();
  const message = (index: number) => ({ name: index % 2 === 0 ? 'Nora' : 'Ana', is_user: index % 2 === 1, is_system: false, mes: `Line ${index} of a long talk about lighthouses.`, send_date: at(index), extra: {} });
  const all = [{ user_name: 'Ana', character_name: 'Nora', create_date: at(0), chat_metadata: {} }, ...Array.from({ length: lines }, (_, index) => message(index))];
  return Buffer.from(all.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

test('a long day is opened at its end and read back to its first line', async ({ app }) => {
  const { page } = app;
  await page.goto(`${page.url().split('#')[0]}#/data/imports`);
  await page.locator('input[type=file]').setInputFiles({ name: 'Nora.jsonl', mimeType: 'application/json', buffer: chatOfOneDay() });
  await page.getByRole('button', { name: 'Bring it in', exact: true }).click();
  await expect(page.getByText('Brought in')).toBeVisible();
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  await page.getByRole('navigation', { name: 'Chats' }).getByRole('link').first().click();
  const end = questions(page).filter({ hasText: `Line ${lines - 1} of` });
  await expect(end).toBeInViewport();

  const log = page.getByRole('log');
  const drawn = async (): Promise<number[]> => [...(await log.innerText()).matchAll(/Line (\d+) of/g)].map(([, number]) => Number(number));
  await log.hover();
  let least = lines;
  await expect(async () => {
    await page.mouse.wheel(0, -3000);
    const numbers = await drawn();
    // What comes in above pushes nothing away: between two looks no more is passed than lies on some screens.
    expect(least - Math.max(...numbers)).toBeLessThan(60);
    least = Math.min(...numbers);
    expect(least).toBe(0);
  }).toPass({ intervals: [80], timeout: 30_000 });
  await expect(page.getByText('Line 0 of a long talk')).toBeInViewport();
  await page.getByRole('button', { name: 'Latest' }).click();
  await expect(end).toBeInViewport();
});
