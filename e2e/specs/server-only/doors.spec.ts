// The address printed at start opens the page once; without it there is nothing to see, and a foreign page can do nothing.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { startServerHost } from '../../hosts/server-host.ts';

test('the code in the address works once; another browser is told what to do', async ({ browser }) => {
  const host = await startServerHost({ llm_provider: { name: 'scripted' }, embedding_provider: { name: 'scripted' } });
  try {
    const first = await (await browser.newContext()).newPage();
    await first.goto(host.openUrl);
    await expect(first.getByRole('textbox', { name: 'Message' })).toBeVisible();
    expect(first.url()).not.toContain('code=');
    await first.reload();
    await expect(first.getByRole('textbox', { name: 'Message' })).toBeVisible();
    const second = await (await browser.newContext()).newPage();
    await second.goto(host.openUrl);
    await expect(second.getByRole('heading', { name: 'Open the printed address again' })).toBeVisible();
  } finally {
    await host.close();
  }
});

test('a page of another origin changes and reads nothing', async ({ browser }) => {
  const host = await startServerHost({ llm_provider: { name: 'scripted' }, embedding_provider: { name: 'scripted' } });
  const foreign = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>foreign</title>'));
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  try {
    const context = await browser.newContext();
    const own = await context.newPage();
    await own.goto(host.openUrl);
    await expect(own.getByRole('textbox', { name: 'Message' })).toBeVisible();
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
    const target = new URL(host.url).origin;
    const results = await page.evaluate(async (origin) => {
      const tried: Record<string, string> = {};
      const attempt = async (name: string, work: () => Promise<string>) => { tried[name] = await work().catch(() => 'refused'); };
      await attempt('fetch', async () => (await fetch(`${origin}/api/v1/sessions`, { credentials: 'include' })).text());
      await attempt('simple post', async () => (await fetch(`${origin}/api/v1/sessions`, { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' }, credentials: 'include' })).text());
      await attempt('no-cors post', async () => (await fetch(`${origin}/api/v1/sessions`, { method: 'POST', body: '{}', mode: 'no-cors', credentials: 'include' })).type === 'opaque' ? 'opaque' : 'read');
      await attempt('socket', () => new Promise((resolve, reject) => {
        const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/rpc`);
        socket.onopen = () => resolve('open');
        socket.onerror = () => reject(new Error('refused'));
      }));
      await attempt('events', () => new Promise((resolve, reject) => {
        const source = new EventSource(`${origin}/api/v1/events`, { withCredentials: true });
        source.onmessage = () => resolve('read');
        source.onerror = () => { source.close(); reject(new Error('refused')); };
      }));
      await attempt('beacon', async () => { navigator.sendBeacon(`${origin}/api/v1/sessions`, '{}'); return 'refused'; });
      return tried;
    }, target);
    expect(results).toEqual({ fetch: 'refused', 'simple post': 'refused', 'no-cors post': 'opaque', socket: 'refused', events: 'refused', beacon: 'refused' });
    expect((await host.call('GET', '/sessions') as { sessions: unknown[] }).sessions).toEqual([]);
  } finally {
    foreign.close();
    await host.close();
  }
});
