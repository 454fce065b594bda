// Hands a page of ours one end of a message channel whose other end speaks the contract.
import type { IpcMainEvent, MessagePortMain } from 'electron';
import { RPCHandler } from '@orpc/server/message-port';
import type { Engine } from '../core/index.ts';
import type { ElectronParts } from './electron-parts.ts';
import { isAppUrl } from './guards.ts';
import { errorHook } from '../server/procedure-hooks.ts';

export const portRequestChannel = 'luminora-port-request';
export const portChannel = 'luminora-port';
/** A page asks again until it has its port, so a few are normal; more than these are not kept. */
const maximumPorts = 8;

/** True when the top frame of one of our own pages asks. */
export function isOwnFrame(event: Pick<IpcMainEvent, 'senderFrame'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isAppUrl(frame.url);
}

/** @param engine may still be starting; its page waits for the port */
export function offerEnginePort(electron: Pick<ElectronParts, 'ipcMain' | 'MessageChannelMain'>, engine: Promise<Pick<Engine, 'router'>>): void {
  const handler = engine.then(({ router }) => new RPCHandler(router, { clientInterceptors: [errorHook(undefined, () => crypto.randomUUID())] }));
  handler.catch(() => {});
  const ports = new Map<number, MessagePortMain[]>();
  const waiting = new Set<number>();

  electron.ipcMain.on(portRequestChannel, (event) => {
    const page = event.sender;
    if (!isOwnFrame(event) || waiting.has(page.id)) return;
    waiting.add(page.id);
    handler.then((rpc) => {
      waiting.delete(page.id);
      if (page.isDestroyed() || !isOwnFrame(event)) return;
      const { port1, port2 } = new electron.MessageChannelMain();
      rpc.upgrade(port1);
      port1.start();
      page.postMessage(portChannel, null, [port2]);
      remember(page, port1);
    }).catch(() => waiting.delete(page.id));
  });

  function remember(page: IpcMainEvent['sender'], port: MessagePortMain): void {
    const open = ports.get(page.id) ?? [];
    if (!ports.has(page.id)) {
      page.once('destroyed', () => {
        for (const each of ports.get(page.id) ?? []) each.close();
        ports.delete(page.id);
      });
    }
    open.push(port);
    if (open.length > maximumPorts) open.shift()?.close();
    ports.set(page.id, open);
  }
}
