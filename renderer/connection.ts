// The only door to the engine: a message port in the desktop window, a WebSocket in a browser. Reconnects by itself; the client stays the same object.
import { createORPCClient, DynamicLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ClientLink, ClientContext } from '@orpc/client';
import { restPrefix, type Client } from '../core/contract/index.ts';

/** denied: the session is not valid and only a new printed address helps. */
export type ConnectionState = { phase: 'connecting' | 'open' | 'lost' | 'denied'; /** When the next attempt comes. */ retry_at: number | null };
export type Connection = {
  readonly client: Client;
  readonly kind: 'port' | 'socket';
  state(): ConnectionState;
  subscribe(listener: (state: ConnectionState) => void): () => void;
  /** Tries now instead of waiting. */
  retry(): void;
};
type Link = ClientLink<ClientContext>;
/** What a transport does: reports the link when it is up, and its end. */
type Transport = (up: (link: Link) => void, down: (isDenied: boolean) => void) => void;

const firstDelayMs = 400;
const longestDelayMs = 10_000;
const longestWaitMs = 8_000;

/** Chooses the transport and begins to connect. */
export function connect(page: Window = window): Connection {
  const isDesktop = !page.location.protocol.startsWith('http') || page.navigator.userAgent.includes('Electron/');
  return createConnection(isDesktop ? 'port' : 'socket', isDesktop ? portTransport(page) : socketTransport(page));
}

/** Keeps one transport alive: waits longer after each failure, and makes calls wait for the link a little. */
export function createConnection(kind: Connection['kind'], transport: Transport): Connection {
  let state: ConnectionState = { phase: 'connecting', retry_at: null };
  let link: Link | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<(state: ConnectionState) => void>();
  const change = (next: ConnectionState): void => { state = next; for (const listener of [...listeners]) listener(next); };

  const attempt = (): void => {
    clearTimeout(timer);
    if (failures === 0) change({ phase: 'connecting', retry_at: null });
    transport(
      (ready) => { failures = 0; link = ready; change({ phase: 'open', retry_at: null }); },
      (isDenied) => {
        link = null;
        if (isDenied) return change({ phase: 'denied', retry_at: null });
        const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** failures++);
        change({ phase: 'lost', retry_at: Date.now() + delay });
        timer = setTimeout(attempt, delay);
      },
    );
  };
  const linkWhenOpen = (): Promise<Link> => new Promise((resolve, reject) => {
    if (link) return resolve(link);
    const end = (): void => { listeners.delete(listener); clearTimeout(limit); };
    const listener = (next: ConnectionState): void => {
      if (link) { end(); resolve(link); } else if (next.phase === 'denied') { end(); reject(new Error('denied')); }
    };
    const limit = setTimeout(() => { end(); reject(new Error('not connected')); }, longestWaitMs);
    listeners.add(listener);
  });

  attempt();
  return {
    client: createORPCClient<Client>(new DynamicLink(linkWhenOpen)),
    kind,
    state: () => state,
    subscribe(listener) { listeners.add(listener); return () => listeners.delete(listener); },
    retry() { if (state.phase === 'lost') attempt(); },
  };
}

/** Asks the preload for a port, again and again until it comes. */
function portTransport(page: Window): Transport {
  return (up, down) => {
    const ask = (): void => page.postMessage({ type: 'luminora-port-request' }, '*');
    const again = setInterval(ask, 500);
    const receive = (event: MessageEvent<unknown>): void => {
      const port = event.ports[0];
      if (event.source !== page || !port || (event.data as { type?: unknown } | null)?.type !== 'luminora-port') return;
      page.removeEventListener('message', receive);
      clearInterval(again);
      port.addEventListener('close', () => down(false));
      up(new PortLink({ port }));
      port.start();
    };
    page.addEventListener('message', receive);
    ask();
  };
}

/** Exchanges the one-time code once, then opens the socket; a refused socket asks whether the session is the reason. */
function socketTransport(page: Window): Transport {
  let exchanged: Promise<void> | null = null;
  return (up, down) => {
    exchanged ??= exchangeCode(page);
    void exchanged.then(() => {
      const address = new URL('/api/rpc', page.location.href);
      address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
      address.hash = '';
      const socket = new WebSocket(address);
      let wasOpen = false;
      socket.addEventListener('open', () => { wasOpen = true; up(new SocketLink({ websocket: socket })); });
      socket.addEventListener('close', () => { if (wasOpen) down(false); else void isSessionRefused().then(down); });
    });
  };
}

async function exchangeCode(page: Window): Promise<void> {
  const address = new URL(page.location.href);
  // The printed address carries a one-time code; a program that starts Luminora may hand over the token itself the same way.
  const given = [new URLSearchParams(address.hash.slice(1)), address.searchParams].flatMap((words) => [words.get('code'), words.get('token')]);
  const code = given.find((word) => word !== null && word !== '');
  if (!code) return;
  address.hash = '';
  address.searchParams.delete('code');
  address.searchParams.delete('token');
  page.history.replaceState(null, '', address);
  await fetch('/auth/exchange', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }), credentials: 'same-origin' }).catch(() => undefined);
}

async function isSessionRefused(): Promise<boolean> {
  const answer = await fetch(`${restPrefix}/models/status`, { credentials: 'same-origin' }).catch(() => undefined);
  return answer !== undefined && (answer.status === 401 || answer.status === 403);
}
