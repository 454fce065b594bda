// What the preload does: a request of our own page goes to the main process, the port that comes back goes to the page.
import type { IpcRenderer } from 'electron';

/** The little of `window` that is needed; this file is compiled without the browser's types. */
export type Page = {
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', listener: (event: { source: unknown; origin: string; data: unknown }) => void): void;
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};

export function passPort(page: Page, ipc: Pick<IpcRenderer, 'on' | 'send'>): void {
  page.addEventListener('message', (event) => {
    const isOurs = event.source === page && event.origin === page.location.origin;
    if (isOurs && (event.data as { type?: unknown } | null)?.type === 'luminora-port-request') ipc.send('luminora-port-request');
  });
  ipc.on('luminora-port', (event) => {
    const [port] = event.ports;
    if (port) page.postMessage({ type: 'luminora-port' }, page.location.origin, [port]);
  });
}
