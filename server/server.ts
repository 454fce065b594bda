// Starts the headless host: HTTP, server-sent events, the WebSocket and the screens on one loopback address.
import { createServer } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Engine, Log } from '../core/index.ts';
import { createApp } from './app.ts';
import { createAuth } from './auth.ts';
import { createConnections } from './connections.ts';
import { createGate, refuse } from './gate.ts';
import { allowedHosts } from './host-guard.ts';
import { allowedOrigins } from './origin-guard.ts';
import { listen, shutDown } from './listening.ts';
import { errorHook, maximumOpenStreams, streamLimitHook } from './procedure-hooks.ts';
import { createRest } from './rest.ts';
import { secureHeaders } from './secure-headers.ts';
import { createStaticFiles } from './static.ts';
import { createSockets } from './websocket.ts';

export type ServerOptions = {
  engine: Engine;
  /** 0 takes a free one. */
  port: number;
  host?: string;
  /** Folder of the built screens. */
  rendererFolder: string;
  log?: Log;
  /** Milliseconds since the Unix epoch. */
  now?: () => number;
  /** Makes the incident numbers under which unexpected failures are logged. */
  ids?: { next(): string };
  /** Further host names this server answers to, for a bind beyond this machine. */
  extraHosts?: readonly string[];
};

export type RunningServer = {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** The address to open in a browser, with a one-time code; a new one at every reading. */
  openUrl(): string;
  token(): string;
  /** Ends every stream and socket, forgets every cookie and code; answers the new token. */
  rotateToken(): string;
  /** Ends what is open and frees the port, within two seconds. */
  close(): Promise<void>;
};

export function startServer(options: ServerOptions): Promise<RunningServer> {
  return startGuardedServer(options, createGate);
}

/** The same with the guard handed in: the tests plant a hole in it to see that they would notice. Not exported by index.ts. */
export async function startGuardedServer(options: ServerOptions, makeGate: typeof createGate): Promise<RunningServer> {
  const { engine, host = '127.0.0.1', log, now = Date.now, ids = { next: () => crypto.randomUUID() } } = options;
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2000, keepAliveTimeout: 10_000, maxHeaderSize: 16 * 1024 });
  server.maxConnections = 2000;
  const port = await listen(server, options.port, host);

  const hosts = allowedHosts(port, host, options.extraHosts);
  const gate = makeGate(hosts, allowedOrigins(hosts));
  const auth = createAuth({ port, now });
  const connections = createConnections();
  const hooks = { errors: errorHook(log, () => ids.next()), streams: streamLimitHook({ open: 0, maximum: maximumOpenStreams }) };
  const shownHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const url = `http://${shownHost}:${port}`;
  const openUrl = (): string => `${url}/#code=${auth.issueCode()}`;

  const app = createApp({
    auth, connections, openUrl,
    rest: createRest(engine, hooks),
    staticFiles: createStaticFiles(options.rendererFolder, now),
    headers: secureHeaders(hosts),
    onFailure(error) {
      const incident = ids.next();
      log?.error('request-failed', { incident, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      return incident;
    },
  });
  const sockets = createSockets({ engine, gate, auth, connections, hooks });
  const listener = getRequestListener((request, bindings) => app.fetch(request, bindings as HttpBindings), { hostname: `${shownHost}:${port}`, overrideGlobalObjects: false });

  server.on('request', (request, response) => {
    const refusal = gate(request);
    if (refusal) return refuse(response, refusal);
    void listener(request, response);
  });
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  log?.info('server-listening', { url });

  return {
    url, openUrl,
    token: () => auth.token(),
    rotateToken() {
      const token = auth.rotate();
      connections.endAll();
      return token;
    },
    async close() {
      sockets.close();
      await shutDown(server, () => connections.endAll());
    },
  };
}
