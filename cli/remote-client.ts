// The contract spoken to another Luminora process over its WebSocket.
import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { Client } from '../core/contract/index.ts';

const connectMs = 3000;

/** @throws when nobody answers there within three seconds, or the token is not taken */
export async function connectClient(owner: { url: string; token: string }): Promise<{ client: Client; close(): Promise<void> }> {
  const socket = new WebSocket(`${owner.url.replace('http:', 'ws:')}/api/rpc`, { headers: { authorization: `Bearer ${owner.token}` }, handshakeTimeout: connectMs });
  await once(socket, 'open');
  socket.on('error', () => socket.terminate());
  const client: Client = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  return {
    client,
    async close() {
      if (socket.readyState === socket.CLOSED) return;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
