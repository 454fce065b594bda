// Nothing a model writes may run, call out or leave the page.
import { expect, replies, say, test } from '../fixtures.ts';

const hostile = [
  '<script>window.hacked = 1</script>', '<img src=x onerror="window.hacked = 2">', '[click](javascript:window.hacked=3)', '![pixel](http://192.0.2.1/pixel.png?secret=1)',
  '<iframe src="http://192.0.2.1/"></iframe>', '<svg onload="window.hacked=4">', '[data](data:text/html,<script>window.hacked=5</script>)', '<a href="vbscript:x">x</a>',
  '![ref][1]\n\n[1]: http://192.0.2.1/ref.png', '<style>body{background:url(http://192.0.2.1/css)}</style>', '<form action="http://192.0.2.1/"><button>send</button></form>',
  '```html\n<script>window.hacked = 6</script>\n```', '<math><mtext></mtext><script>window.hacked=7</script></math>', '<https://192.0.2.1/auto>', '<details open ontoggle="window.hacked=8">',
].join('\n\n');

test.describe('a hostile reply', () => {
  test.use({ script: { replies: [hostile] } });

  test('runs nothing, requests nothing and navigates nowhere', async ({ app }) => {
    const { page } = app;
    const outside: string[] = [];
    page.on('request', (request) => { if (new URL(request.url()).hostname === '192.0.2.1') outside.push(request.url()); });
    page.on('dialog', () => outside.push('dialog'));
    await say(page, 'Hello');
    await expect(replies(page).first()).toContainText('window.hacked = 6');
    await expect(replies(page).first()).toHaveAttribute('data-status', 'complete');
    // Nothing to wait for: what must not happen gets half a second to happen.
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
    expect(await replies(page).first().locator('script, iframe, form, style, img[src^="http"]').count()).toBe(0);
    for (const href of await replies(page).first().locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) expect(href).toMatch(/^(https?:|mailto:|#|$)/);
    expect(outside).toEqual([]);
  });

  test('the check itself can fail: a planted script is seen', async ({ app }) => {
    await app.page.evaluate(() => { (window as unknown as { hacked?: number }).hacked = 1; });
    expect(await app.page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBe(1);
  });
});
