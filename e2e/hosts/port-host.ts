// The renderer over a real MessageChannel, as in the desktop window: the page's own port is joined to a Node port that the engine answers on.
// The page comes from a plain file server of the test; no socket of ours is involved.
import { readFile } from 'node:fs/promises';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { RPCHandler } from '@orpc/server/message-port';
import type { Page } from '@playwright/test';
import { openEngine, productFolder } from '../../core/index.ts';
import type { Engine } from '../../core/index.ts';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
// A secure context, as the desktop window's own scheme is.
const origin = 'http://luminora.localhost';

/** What a port carries, as it can pass between the page and Node: text, or bytes as numbers. */
type Carried = string | number[];

export type PortHost = { dataFolder: string; restart(): Promise<void>; close(): Promise<void> };

export async function openPortHost(page: Page, config: Record<string, unknown>): Promise<PortHost> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'luminora-e2e-port-'));
  await writeFile(join(dataFolder, 'config.json'), JSON.stringify(config), { mode: 0o600 });
  let engine: Engine = await openEngine({ dataFolder, productFolder, env: {} });
  let enginePort: MessagePort | null = null;

  await page.route(`${origin}/**`, async (route) => {
    const path = normalize(new URL(route.request().url()).pathname);
    const file = join(productFolder, 'dist', 'renderer', path === '/' ? 'index.html' : path);
    try {
      await route.fulfill({ body: await readFile(file), contentType: types[extname(file)] ?? 'application/octet-stream' });
    } catch {
      await route.fulfill({ status: 404, body: '' });
    }
  });
  await page.exposeFunction('luminoraToEngine', (data: Carried) => enginePort?.postMessage(typeof data === 'string' ? data : Uint8Array.from(data)));
  await page.exposeFunction('luminoraOpenPort', () => {
    const { port1, port2 } = new MessageChannel();
    new RPCHandler(engine.router).upgrade(port1, { context: {} });
    port1.start();
    port2.on('message', (data: string | Uint8Array) => {
      const carried: Carried = typeof data === 'string' ? data : [...data];
      void page.evaluate((message) => (window as unknown as { luminoraFromEngine?: (data: unknown) => void }).luminoraFromEngine?.(message), carried).catch(() => undefined);
    });
    enginePort?.close();
    enginePort = port2;
  });
  // What the preload does in the desktop app, with the port's other end carried to Node.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'userAgent', { get: () => `${'Mozilla/5.0'} Electron/0 test` });
    const bridge = window as unknown as { luminoraToEngine(data: unknown): void; luminoraOpenPort(): Promise<void>; luminoraFromEngine(data: unknown): void };
    let isAsked = false;
    window.addEventListener('message', (event) => {
      if ((event.data as { type?: unknown } | null)?.type !== 'luminora-port-request' || isAsked) return;
      isAsked = true;
      const { port1, port2 } = new MessageChannel();
      const pagePort = port1 as unknown as { addEventListener(type: 'message', listener: (message: { data: unknown }) => void): void; start(): void };
      pagePort.addEventListener('message', (message) => bridge.luminoraToEngine(typeof message.data === 'string' ? message.data : [...new Uint8Array(message.data as ArrayBuffer)]));
      pagePort.start();
      bridge.luminoraFromEngine = (data) => port1.postMessage(typeof data === 'string' ? data : Uint8Array.from(data as number[]));
      void bridge.luminoraOpenPort().then(() => window.postMessage({ type: 'luminora-port' }, location.origin, [port2]));
    });
  });
  const open = () => page.goto(`${origin}/`);
  await open();
  return {
    dataFolder,
    async restart() {
      await page.goto('about:blank');
      await engine.close();
      engine = await openEngine({ dataFolder, productFolder, env: {} });
      await open();
    },
    async close() {
      enginePort?.close();
      await engine.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
