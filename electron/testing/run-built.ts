// Loads the built main and preload scripts over the stand-in, in a process of its own, plays a page that asks for its port and talks
// through it, and prints what happened as one line of JSON. Run by built.test.ts.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import type { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { Client } from '../../core/contract/index.ts';
import { createElectronStandIn } from './electron-stand-in.ts';

const root = resolve(import.meta.dirname, '../..');
const built = join(root, 'dist', 'electron');
const dataFolder = process.argv[process.argv.indexOf('--data') + 1] ?? '';
const standIn = createElectronStandIn({ userData: dataFolder, appPath: root, locale: 'en-US' });
const names = Object.keys(standIn.parts);
Object.assign(globalThis, { electronStandIn: standIn.parts });
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: 'stand-in:electron', shortCircuit: true } : next(specifier, context)),
  load: (url, context, next) => (url === 'stand-in:electron' ? { format: 'module', shortCircuit: true, source: `const electron = globalThis.electronStandIn;\n${names.map((name) => `export const ${name} = electron.${name};`).join('\n')}\nexport default electron;` } : next(url, context)),
});

async function until<T>(read: () => T | undefined): Promise<T> {
  for (;;) {
    const value = read();
    if (value !== undefined) return value;
    await new Promise((wait) => setTimeout(wait, 10));
  }
}

await import(pathToFileURL(join(built, 'main.js')).href);
const window = await until(() => standIn.windows[0]);

/** The renderer's side: a global object with the preload in it, and an ipcRenderer wired to the main side's stand-in. */
const ipcListeners = new Map<string, (event: { ports: MessagePort[] }) => void>();
const pageListeners: ((event: { source: unknown; origin: string; data: unknown }) => void)[] = [];
const received: { message: unknown; origin: string; ports: MessagePort[] }[] = [];
const sent: string[] = [];
const required: string[] = [];
const page = createContext({
  location: { origin: 'app://luminora' },
  addEventListener: (_type: string, listener: (typeof pageListeners)[number]) => void pageListeners.push(listener),
  postMessage: (message: unknown, origin: string, ports: MessagePort[]) => void received.push({ message, origin, ports }),
});
function preloadRequire(name: string): unknown {
  required.push(name);
  if (name !== 'electron') throw new Error(`A sandboxed preload cannot load ${name}.`);
  return {
    ipcRenderer: {
      on: (channel: string, listener: (event: { ports: MessagePort[] }) => void) => void ipcListeners.set(channel, listener),
      send(channel: string) {
        sent.push(channel);
        standIn.ipcMain.emit(channel, { sender: window.webContents, senderFrame: { url: window.loadedUrl, parent: null } });
      },
    },
  };
}
const before = Object.getOwnPropertyNames(page);
/** Electron runs a preload script inside a function, as here. */
const preload = runInContext(`(function (require, module, exports) {${readFileSync(join(built, 'preload.cjs'), 'utf8')}\n})`, page) as (require: unknown, module: unknown, exports: unknown) => void;
preload(preloadRequire, { exports: {} }, {});
const exposed = Object.getOwnPropertyNames(page).filter((name) => !before.includes(name));
const self: unknown = runInContext('globalThis', page);
const say = (event: { source: unknown; origin: string; data: unknown }): void => pageListeners.forEach((listener) => listener(event));

const request = { type: 'luminora-port-request' };
say({ source: {}, origin: 'app://luminora', data: request });
say({ source: self, origin: 'https://evil.com', data: request });
for (const data of [null, 5, 'luminora-port-request', { type: 'other' }]) say({ source: self, origin: 'app://luminora', data });
const sentToStrangers = sent.length;
say({ source: self, origin: 'app://luminora', data: request });
const delivery = await until(() => window.webContents.posted[0]);
ipcListeners.get(delivery.channel)?.({ ports: delivery.ports });
const handed = await until(() => received[0]);
const port = handed.ports[0] as MessagePort;
const client: Client = createORPCClient(new RPCLink({ port }));
port.start();
const session = await client.sessions.create({});
const events: string[] = [];
for await (const event of await client.chat.send({ session_id: session.id, message: 'Mi perro se llama Max' })) events.push(event.type);
// A model that is still being loaded on a busy machine is not a broken one.
let health = await client.system.health();
while (health.components.some(({ message }) => message.startsWith('No answer within'))) health = await client.system.health();
standIn.parts.app.quit();
await until(() => standIn.called('ended')[0]);

process.stdout.write(`${JSON.stringify({
  preferences: window.options['webPreferences'], url: window.loadedUrl, handlers: [...standIn.handlers.keys()], order: standIn.calls.map((call) => call.name), required: [...new Set(required)],
  exposed, sentToStrangers, sent, message: handed.message, origin: handed.origin, events, components: health.components.map(({ component, status }) => `${component}: ${status}`),
})}\n`);
process.exit(0);
