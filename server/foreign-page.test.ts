// A real browser on foreign pages, logged in to the server beside them: nothing can be read, changed, opened or embedded.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContext } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing/test-server.ts';

const browserFile = [process.env['LUMINORA_CHROMIUM'], chromium.executablePath(), '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path !== undefined && path !== '' && existsSync(path));

/** Runs in the page: every way a page knows to reach another server, and what it got. */
async function attack({ url, token }: { url: string; token: string }): Promise<Record<string, string>> {
  const outcome: Record<string, string> = {};
  const page = globalThis as unknown as {
    document: { createElement(name: string): Record<string, unknown>; body: { append(element: unknown): void } };
    EventSource: new (address: string, options: object) => { onmessage: () => void; onerror: () => void; close(): void };
    navigator: { sendBeacon(address: string, body: string): boolean };
  };
  const attempt = async (name: string, work: () => Promise<string>): Promise<void> => {
    outcome[name] = await work().catch(() => 'blocked');
  };
  const read = async (path: string, init: RequestInit): Promise<string> => (await (await fetch(url + path, { credentials: 'include', ...init })).text()) || 'opaque';
  const element = (name: string, path: string): Promise<string> => new Promise((resolve) => {
    const made = page.document.createElement(name);
    Object.assign(made, { onload: () => resolve('loaded'), onerror: () => resolve('blocked'), src: url + path });
    page.document.body.append(made);
  });
  await attempt('fetch', () => read('/api/v1/facts', {}));
  await attempt('fetch with token', () => read('/api/v1/facts', { headers: { authorization: `Bearer ${token}` } }));
  await attempt('simple post', () => read('/api/v1/sessions', { method: 'POST', mode: 'no-cors', body: '{}' }));
  await attempt('json post', () => read('/api/v1/sessions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }));
  await attempt('exchange', () => read('/auth/exchange', { method: 'POST', mode: 'no-cors', body: JSON.stringify({ code: token }) }));
  await attempt('image', () => element('img', '/assets/app-1a2b3c.js'));
  await attempt('script', () => element('script', '/assets/app-1a2b3c.js'));
  await attempt('event source', () => new Promise((resolve) => {
    const source = new page.EventSource(`${url}/api/v1/events`, { withCredentials: true });
    source.onmessage = () => resolve('loaded');
    source.onerror = () => { source.close(); resolve('blocked'); };
  }));
  await attempt('socket', () => new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/rpc`);
    socket.onopen = () => resolve('loaded');
    socket.onerror = () => resolve('blocked');
  }));
  page.navigator.sendBeacon(`${url}/api/v1/sessions/s1/messages`, JSON.stringify({ message: 'x' }));
  return outcome;
}

describe.runIf(browserFile !== undefined)('a foreign page in a real browser', () => {
  let target: TestServer;
  let foreign: Server;
  let browser: Browser;
  let context: BrowserContext;
  const changes: string[] = [];
  beforeAll(async () => {
    target = await startTestServer();
    foreign = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<body>elsewhere'));
    await once(foreign.listen(0, '127.0.0.1'), 'listening');
    browser = await chromium.launch({ executablePath: browserFile ?? '', args: ['--no-sandbox'] });
    context = await browser.newContext();
    const own = await context.newPage();
    await own.goto(target.server.url);
    const token = target.server.token();
    expect(await own.evaluate(async (code) => (await fetch('/auth/exchange', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) })).status, token)).toBe(200);
    expect(await own.evaluate(async () => (await fetch('/api/v1/sessions')).status)).toBe(200);
    context.on('response', (response) => {
      if (response.url().startsWith(target.server.url) && response.status() < 300) changes.push(`${response.request().method()} ${response.url()}`);
    });
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    foreign?.close();
    await target?.close();
  });

  it.each(['another port', 'another name', 'no origin'])('on %s gets nothing', async (place) => {
    const { port } = foreign.address() as AddressInfo;
    const page = await context.newPage();
    await page.goto(place === 'no origin' ? 'data:text/html,<body>elsewhere' : `http://${place === 'another port' ? '127.0.0.1' : 'localhost'}:${port}/`);
    const outcome = await page.evaluate(attack, { url: target.server.url, token: target.server.token() });
    expect(Object.keys(outcome)).toHaveLength(9);
    expect([...new Set(Object.values(outcome))].filter((got) => got !== 'blocked' && got !== 'opaque')).toEqual([]);
    const form = await context.newPage();
    await form.setContent(`<form method="post" enctype="text/plain" action="${target.server.url}/api/v1/sessions"><input name='{"a":"' value='"}'></form>`);
    await form.evaluate(() => (globalThis as unknown as { document: { forms: { submit(): void }[] } }).document.forms[0]?.submit());
    await form.waitForLoadState();
    expect(await form.innerText('body')).not.toContain('axolotl');
    await Promise.all([page.close(), form.close()]);
    expect([changes, target.engine.counts.begun]).toEqual([[], 0]);
  }, 30_000);
});
