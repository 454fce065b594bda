// The app's life over the stand-in: order, flags, guards, the port, closing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { MessagePort } from 'node:worker_threads';
import { LuminoraError, type Client } from '../core/contract/index.ts';
import type { Engine } from '../core/index.ts';
import { createTestEngine } from '../core/testing/test-engine.ts';
import { startMain } from './app.ts';
import { createElectronStandIn, type ElectronStandIn, type FrameStandIn } from './testing/electron-stand-in.ts';
import { readWindowState } from './window-state.ts';

let folder: string;
let electron: ElectronStandIn;
const ownFrame: FrameStandIn = { url: 'app://luminora/index.html', parent: null };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-app-'));
  electron = createElectronStandIn({ userData: folder, appPath: process.cwd() });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Start = { engine?: Engine; open?: () => Promise<Engine>; argv?: string[]; standIn?: ElectronStandIn };
function start({ engine, open, argv = [], standIn = electron }: Start): Promise<void> {
  return startMain(standIn.parts, { argv, env: {}, builtFolder: '/built', openEngine: open ?? (async () => engine as Engine) });
}
const emptyEngine = { router: {}, close: async () => {} } as unknown as Engine;

function askForPort(frame: FrameStandIn | null): void {
  const contents = electron.windows[0]?.webContents;
  electron.ipcMain.emit('luminora-port-request', { sender: contents, senderFrame: frame });
}

describe('start', () => {
  it('opens one window with every wall up', async () => {
    await start({ engine: emptyEngine });
    const [window] = electron.windows;
    expect(electron.windows).toHaveLength(1);
    expect(window?.options['webPreferences']).toMatchObject({
      sandbox: true, contextIsolation: true, webSecurity: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webviewTag: false, allowRunningInsecureContent: false, devTools: false, preload: join('/built', 'preload.cjs'),
    });
    expect(window?.loadedUrl).toBe('app://luminora/index.html');
    const order = electron.calls.map((call) => call.name);
    expect(order.indexOf('app.enableSandbox')).toBeLessThan(order.indexOf('app.whenReady'));
    expect(order.indexOf('protocol.registerSchemesAsPrivileged')).toBeLessThan(order.indexOf('app.whenReady'));
    expect([...electron.handlers.keys()].sort()).toEqual(['permission-check', 'permission-device', 'permission-request', 'protocol-app']);
  });

  it('ends at once when another one runs, and that one comes to the front', async () => {
    const second = createElectronStandIn({ userData: folder, appPath: process.cwd(), hasLock: false });
    await start({ standIn: second, open: () => Promise.reject(new Error('must not be opened')) });
    expect([second.windows.length, second.called('app.quit').length]).toEqual([0, 1]);
    await start({ engine: emptyEngine });
    electron.app.emit('second-instance');
    expect(electron.windows[0]?.calls).toEqual(['restore', 'show', 'focus']);
    expect(electron.windows).toHaveLength(1);
  });

  it('says in the system language why the engine did not start, and ends with its status', async () => {
    await start({ open: () => Promise.reject(new LuminoraError('data_folder_in_use', 'Open in process 42.')) });
    expect(electron.called('dialog.showErrorBox')[0]).toEqual(['Luminora no pudo iniciarse', expect.stringContaining('Open in process 42.\n\nQué hacer: ')]);
    expect(electron.called('app.exit')).toEqual([[11]]);
  });

  it('takes the data folder from the command line', async () => {
    const asked: (string | undefined)[] = [];
    await startMain(electron.parts, { argv: ['luminora', '--data', '/tmp/elsewhere'], env: {}, builtFolder: '/built', openEngine: async ({ dataFolder }) => {
      asked.push(dataFolder);
      return emptyEngine;
    } });
    expect([asked, electron.parts.app.getPath('userData')]).toEqual([['/tmp/elsewhere'], join('/tmp/elsewhere', 'window')]);
  });
});

describe('end', () => {
  it('closes the engine once, before the app is gone', async () => {
    let closes = 0;
    await start({ engine: { ...emptyEngine, close: async () => void (closes += 1) } });
    electron.app.emit('window-all-closed');
    electron.parts.app.quit();
    await expect.poll(() => electron.called('ended').length).toBe(1);
    expect(closes).toBe(1);
  });

  it('remembers where the window was, while a screen still shows that place', async () => {
    await start({ engine: emptyEngine });
    electron.windows[0]?.emit('close');
    const file = join(folder, 'window.json');
    expect(readWindowState(file, [{ x: 0, y: 0, width: 1000, height: 800 }])).toEqual({ bounds: { x: 10, y: 20, width: 900, height: 700 }, is_maximized: false });
    expect(readWindowState(file, [{ x: 5000, y: 0, width: 1000, height: 800 }])).toBeNull();
    const again = createElectronStandIn({ userData: folder, appPath: process.cwd() });
    await start({ standIn: again, engine: emptyEngine });
    expect(again.windows[0]?.options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
  });
});

describe('walls', () => {
  const elsewhere = ['https://evil.com/', 'http://127.0.0.1:8080/', 'file:///etc/passwd', 'file://server/share', 'app://evil/', 'app://luminora.evil/', 'app://luminora:81/', 'javascript:alert(1)', 'data:text/html,x', 'about:blank', 'blob:app://evil/1', 'chrome://settings', 'devtools://x', 'ftp://evil.com/', 'view-source:app://luminora/', 'smb://x/y', 'ms-msdt:/id', 'vbscript:x', 'ws://evil.com', '//evil.com', 'app://user@luminora/', 'not a url'];

  it('keep every page at home, whichever way it tries to leave', async () => {
    await start({ engine: emptyEngine });
    const contents = electron.windows[0]?.webContents;
    expect(elsewhere.length).toBeGreaterThanOrEqual(20);
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      for (const url of elsewhere) {
        let isStopped = false;
        contents?.emit(name, { url, preventDefault: () => (isStopped = true) });
        expect([name, url, isStopped]).toEqual([name, url, true]);
      }
      let isStopped = false;
      contents?.emit(name, { url: 'app://luminora/index.html#x', preventDefault: () => (isStopped = true) });
      expect(isStopped).toBe(false);
    }
    let isStopped = false;
    contents?.emit('will-attach-webview', { preventDefault: () => (isStopped = true) });
    expect(isStopped).toBe(true);
  });

  it('deny every new window and hand only web pages and mail to the system', async () => {
    await start({ engine: emptyEngine });
    const open = electron.windows[0]?.webContents.openHandler;
    for (const url of [...elsewhere.filter((each) => !each.startsWith('https:')), 'https://example.org/', 'mailto:ana@example.org']) expect(open?.({ url })).toEqual({ action: 'deny' });
    expect(electron.called('shell.openExternal')).toEqual([['https://example.org/'], ['mailto:ana@example.org']]);
  });

  it('deny permissions both ways', async () => {
    await start({ engine: emptyEngine });
    const request = electron.handlers.get('permission-request') as unknown as (contents: unknown, permission: string, callback: (answer: boolean) => void, details: unknown) => void;
    const check = electron.handlers.get('permission-check') as unknown as (contents: unknown, permission: string, origin: string) => boolean;
    const device = electron.handlers.get('permission-device') as unknown as () => boolean;
    const ask = (permission: string, url: string): boolean => {
      let answer: boolean | undefined;
      request(electron.windows[0]?.webContents, permission, (given) => (answer = given), { requestingUrl: url });
      return answer === true;
    };
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'display-capture', 'openExternal', 'fileSystem', 'usb']) {
      expect([permission, ask(permission, 'app://luminora/'), check(null, permission, 'app://luminora')]).toEqual([permission, false, false]);
    }
    expect([ask('clipboard-sanitized-write', 'app://luminora/'), check(null, 'clipboard-sanitized-write', 'app://luminora'), ask('clipboard-sanitized-write', 'https://evil.com'), device()]).toEqual([true, true, false, false]);
  });

  it('serve the screens with a policy, and only as app://luminora', async () => {
    await start({ engine: emptyEngine });
    const serve = electron.handlers.get('protocol-app') as unknown as (request: Request) => Promise<Response>;
    const answer = await serve(new Request('app://luminora/nowhere.html'));
    expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([404, expect.stringContaining("default-src 'none'")]);
    for (const url of ['app://evil/index.html', 'app://luminora/../../package.json', 'app://luminora/%2e%2e/package.json', 'app://luminora/..%5cpackage.json']) expect((await serve(new Request(url))).status).toBe(404);
  });
});

describe('the port', () => {
  it('is given to our own top frame and nobody else', async () => {
    await start({ engine: emptyEngine });
    for (const frame of [null, { url: 'https://evil.com/', parent: null }, { url: 'app://evil/', parent: null }, { url: 'about:blank', parent: null }, { url: 'app://luminora/', parent: ownFrame }, { url: '', parent: null }]) askForPort(frame);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(electron.windows[0]?.webContents.posted).toEqual([]);
    askForPort(ownFrame);
    await expect.poll(() => electron.windows[0]?.webContents.posted.length).toBe(1);
    expect(electron.windows[0]?.webContents.posted[0]?.channel).toBe('luminora-port');
  });

  it('is given once while the engine starts, however often the page asks, and old ones are let go', async () => {
    let begin: (engine: Engine) => void = () => {};
    const started = start({ open: () => new Promise((resolve) => (begin = resolve)) });
    await expect.poll(() => electron.windows.length).toBe(1);
    for (let index = 0; index < 20; index++) askForPort(ownFrame);
    begin(emptyEngine);
    await started;
    await new Promise((resolve) => setTimeout(resolve, 20));
    const posted = electron.windows[0]?.webContents.posted ?? [];
    expect(posted).toHaveLength(1);
    let closed = 0;
    posted[0]?.ports[0]?.on('close', () => (closed += 1));
    for (let index = 0; index < 8; index++) {
      askForPort(ownFrame);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await expect.poll(() => closed).toBe(1);
  });

  it('carries the whole contract of a real engine', async () => {
    const test = await createTestEngine({ realEmbeddings: true });
    try {
      await start({ engine: test.engine });
      askForPort(ownFrame);
      await expect.poll(() => electron.windows[0]?.webContents.posted.length).toBe(1);
      const port = electron.windows[0]?.webContents.posted[0]?.ports[0] as MessagePort;
      const client: Client = createORPCClient(new RPCLink({ port }));
      port.start();
      const session = await client.sessions.create({});
      const types: string[] = [];
      for await (const event of await client.chat.send({ session_id: session.id, message: 'Mi perro se llama Max', client_message_id: 'c1' })) types.push(event.type);
      expect([types[0], types.at(-1), types.includes('text-delta')]).toEqual(['message-saved', 'turn-end', true]);
      expect((await client.sessions.history({ session_id: session.id })).messages.map((message) => message.speaker)).toEqual(['user', 'assistant']);
      await expect(client.sessions.get({ session_id: 'absent' })).rejects.toMatchObject({ data: { code: 'not_found' } });
      await expect(client.memory.search({ query: '' })).rejects.toMatchObject({ data: { code: 'invalid_input' } });
      const watch = await client.system.events();
      expect((await watch.next()).value).toMatchObject({ type: 'alive' });
      await watch.return?.();
      port.close();
    } finally {
      await test.close();
    }
  }, 20_000);
});
