// node e2e/bench/long-screen.bench.ts [--messages 100000] [--runs 30]
// How long a conversation takes to stand on the screen of a real browser, from the click on it to the frame that shows its last message; beside one of ten messages, in turn.
// Needs Chromium (LUMINORA_CHROMIUM) and the built screens (scripts/build-renderer.mjs). A missed floor ends with exit status 1.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { productFolder } from '../../core/index.ts';
import { createTestEngine } from '../../core/testing/test-engine.ts';
import { startServer } from '../../server/index.ts';
import { fillConversation } from '../../bench/long-conversation.ts';
import { describe, isWithinFloor, summarize } from '../../bench/statistics.ts';

const { values: options } = parseArgs({ options: { messages: { type: 'string', default: '100000' }, runs: { type: 'string', default: '30' } } });
const size = Number(options.messages);
const short = 10;

const folder = await mkdtemp(join(tmpdir(), 'luminora-bench-screen-'));
await fillConversation(folder, size, 'Long one');
await fillConversation(folder, short, 'Short one');
const test = await createTestEngine({ dataFolder: folder, defaults: { features: { semantic_search: false, summaries: false } } });
const server = await startServer({ engine: test.engine, port: 0, rendererFolder: join(productFolder, 'dist', 'renderer') });
const browser = await chromium.launch({ executablePath: process.env['LUMINORA_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
  await test.engine.jobsIdle();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  await page.goto(server.openUrl());
  await page.getByRole('link', { name: 'Long one' }).waitFor();
  /** Clicks, and looks before each frame is drawn whether the last message stands in it, within the window. */
  const open = (title: string, last: string): Promise<number> => page.evaluate(({ title: name, last: words }) => new Promise<number>((resolve, reject) => {
    const link = [...document.querySelectorAll('a')].find((one) => one.textContent?.includes(name));
    if (!link) return void reject(new Error(`no link to ${name}`));
    const begun = performance.now();
    const look = () => {
      const box = [...document.querySelectorAll('article')].at(-1);
      const { top, bottom } = box?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
      if (box?.textContent?.includes(words) && top >= 0 && bottom <= window.innerHeight) resolve(performance.now() - begun);
      else if (performance.now() - begun > 10_000) reject(new Error(`${name} did not appear`));
      else requestAnimationFrame(look);
    };
    link.click();
    requestAnimationFrame(look);
  }), { title, last });
  const times: Record<'long' | 'short', number[]> = { long: [], short: [] };
  for (let run = 0; run < Number(options.runs) + 3; run += 1) {
    const long = await open('Long one', `${size - 1} `);
    const other = await open('Short one', `${short - 1} `);
    // The first three are a browser's that has compiled nothing yet.
    if (run >= 3) { times.long.push(long); times.short.push(other); }
  }
  const results = [
    { name: `a conversation of ${size} on the screen`, unit: 'ms', values: summarize(times.long), floor: { value: 'p95', limit: 100 } },
    { name: `one of ${short}`, unit: 'ms', values: summarize(times.short), floor: null },
  ];
  for (const result of results) process.stdout.write(`${describe(result)}\n`);
  if (!results.every(isWithinFloor)) process.exitCode = 1;
} finally {
  await browser.close();
  await server.close();
  await test.close();
  await rm(folder, { recursive: true, force: true });
}
