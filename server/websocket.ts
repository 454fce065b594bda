// The WebSocket at /api/rpc that the screens speak: the whole contract over one connection.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import * as z from 'zod';
import { isDeeperThan } from '../core/index.ts';
import type { Engine } from '../core/index.ts';
import type { Auth } from './auth.ts';
import type { Connections } from './connections.ts';
import { refuseUpgrade, type Gate } from './gate.ts';
import { protectedOriginRefusal } from './origin-guard.ts';
import type { HostHooks } from './procedure-hooks.ts';
import { maximumBodyBytes, maximumJsonDepth } from './request-body.ts';

export const socketPath = '/api/rpc';
const maximumSockets = 200;
/** A client that does not read its answers is cut off when this much waits for it. */
const maximumWaitingBytes = 32 * 1024 * 1024;
const heartbeatMs = 30_000;

export type Sockets = {
  /** For the HTTP server's `upgrade` event. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
};

export function createSockets(parts: { engine: Engine; gate: Gate; auth: Auth; connections: Connections; hooks: HostHooks }): Sockets {
  const handler = new RPCHandler(parts.engine.router, { clientInterceptors: [parts.hooks.errors, parts.hooks.streams] });
  const server = new WebSocketServer({ noServer: true, maxPayload: maximumBodyBytes, perMessageDeflate: false, clientTracking: true });
  const alive = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, heartbeatMs);
  heartbeat.unref();

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      const refusal = upgradeRefusal(request);
      if (refusal) return refuseUpgrade(socket, refusal);
      server.handleUpgrade(request, socket, head, (client) => {
        alive.add(client);
        client.on('pong', () => alive.add(client));
        client.on('error', () => client.terminate());
        const forget = parts.connections.add(() => endSocket(client));
        client.once('close', forget);
        void handler.upgrade(guardedSocket(client), { context: {} });
      });
    },
    close() {
      clearInterval(heartbeat);
      for (const client of server.clients) endSocket(client);
      server.close();
    },
  };

  function upgradeRefusal(request: IncomingMessage): ReturnType<Gate> {
    const refusal = parts.gate(request);
    if (refusal) return refusal;
    const credential = parts.auth.check(request.rawHeaders);
    if (!credential) return { status: 401, reason: 'The socket needs the token printed at start, or the cookie given for it.' };
    if (request.url !== socketPath) return { status: 400, reason: `The socket is at ${socketPath}.` };
    if (server.clients.size >= maximumSockets) return { status: 429, reason: `There are already ${maximumSockets} sockets open.` };
    return protectedOriginRefusal({ url: request.url, rawHeaders: request.rawHeaders }, { changesThings: true, credential });
  }
}

/** What oRPC sees of a socket: messages that are too deep never reach it, and a client that does not read is let go. */
function guardedSocket(client: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  const send = (data: Parameters<WebSocket['send']>[0]): void => {
    if (client.readyState !== client.OPEN) return;
    if (client.bufferedAmount > maximumWaitingBytes) client.terminate();
    else client.send(data);
  };
  const addEventListener = (type: string, listener: (event: { data?: unknown }) => void): void => {
    if (type === 'close') client.on('close', () => listener({}));
    if (type !== 'message') return;
    client.on('message', (data, isBinary) => {
      const text = isBinary ? '' : data.toString();
      if (isBinary || !isReadable(text)) client.close(1007, 'not a request');
      else listener({ data: text });
    });
  };
  return { send, addEventListener } as Pick<WebSocket, 'addEventListener' | 'send'>;
}

/** The outside of oRPC's messages (kind 3: part of a stream, 4: cancel, else a request); what is inside is judged by the contract. */
const messageSchema = z.union([
  z.object({ i: z.string().max(64), t: z.union([z.literal(3), z.literal(4)]), p: z.record(z.string(), z.unknown()).optional() }),
  z.object({ i: z.string().max(64), t: z.literal(1).optional(), p: z.object({ u: z.string().max(8192).refine((url) => URL.canParse(url, 'http://orpc')), h: z.record(z.string(), z.unknown()).optional() }) }),
]);

function isReadable(text: string): boolean {
  if (isDeeperThan(text, maximumJsonDepth)) return false;
  try {
    return messageSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

function endSocket(client: WebSocket): void {
  client.close(1001, 'going away');
  setTimeout(() => client.terminate(), 300).unref();
}
