// The socket: the same contract as everywhere, and no harm from what is not a request.
import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { maximumCardBytes, type Client, type TurnEvent } from '../core/contract/index.ts';
import { maximumBodyBytes } from './request-body.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let target: TestServer;
beforeAll(async () => {
  target = await startTestServer();
});
afterAll(() => target.close());

async function open(): Promise<WebSocket> {
  const socket = new WebSocket(`${target.server.url.replace('http', 'ws')}/api/rpc`, { headers: { authorization: `Bearer ${target.server.token()}` } });
  await once(socket, 'open');
  return socket;
}

function clientOf(socket: WebSocket): Client {
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

describe('socket', () => {
  it('speaks the contract: calls, streams, errors with their data', async () => {
    const socket = await open();
    const client = clientOf(socket);
    expect((await client.sessions.create({})).id).toBe('s1');
    const events: TurnEvent[] = [];
    for await (const event of await client.chat.send({ session_id: 's1', message: 'hola' })) events.push(event);
    expect([events[0]?.type, events.at(-1)?.type]).toEqual(['message-saved', 'turn-end']);
    await expect(client.sessions.get({ session_id: 'absent' })).rejects.toMatchObject({ code: 'not_found', data: { code: 'not_found', retryable: false } });
    await expect(client.memory.search({ query: '' })).rejects.toMatchObject({ data: { code: 'invalid_input' } });
    await expect((async () => {
      for await (const _event of await client.chat.send({ session_id: 's1', message: 'throw-other' }));
    })()).rejects.toMatchObject({ data: { code: 'internal' } });
    socket.close();
  });

  it('carries the largest card there may be', async () => {
    const socket = await open();
    const data = Buffer.alloc(maximumCardBytes, 7).toString('base64');
    expect((await clientOf(socket).cards.import({ file_name: 'large.png', data })).personality.id).toBe('imported');
    socket.close();
  });

  it('takes the cookie of our own page, and only with its origin', async () => {
    const exchanged = await fetch(`${target.server.url}/auth/exchange`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: target.server.token() }) });
    const cookie = exchanged.headers.get('set-cookie')?.split(';')[0] ?? '';
    const url = `${target.server.url.replace('http', 'ws')}/api/rpc`;
    const good = new WebSocket(url, { headers: { cookie, origin: target.server.url } });
    await once(good, 'open');
    good.close();
    await expect(once(new WebSocket(url, { headers: { cookie } }), 'open')).rejects.toThrow('403');
    await expect(once(new WebSocket(url, { headers: { cookie, origin: 'http://evil.com' } }), 'open')).rejects.toThrow('403');
    await expect(once(new WebSocket(`${url}/other`, { headers: { authorization: `Bearer ${target.server.token()}` } }), 'open')).rejects.toThrow('400');
  });

  it.each<[string, string | Buffer]>([
    ['no JSON', 'hello'], ['a bare value', '5'], ['too deep', '['.repeat(10_000)], ['bytes', Buffer.from([1, 2, 3])], ['too large', 'x'.repeat(maximumBodyBytes + 1)],
  ])('ends with a client that sends %s, and lives on', async (_name, message) => {
    const socket = await open();
    socket.on('error', () => {});
    socket.send(message);
    await once(socket, 'close');
    expect((await fetch(target.server.url)).status).toBe(200);
  });

  it.each(['{}', '{"i":"1"}', '{"i":"3","t":1}', '[1,2,3]', '{"i":{"a":1},"p":{"u":"","b":null}}', '{"i":"5","p":{"u":5}}', '{"i":"6","p":{"u":"http://["}}', '{"i":"7","t":9,"p":{"u":"/x"}}'])('ends with a client that sends %s', async (message) => {
    const socket = await open();
    socket.send(message);
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1007);
  });

  it('answers requests for nothing without harm', async () => {
    const socket = await open();
    const messages = ['{"i":"1","p":{"u":"/nowhere","b":{}}}', '{"i":"2","p":{"u":"http://x/sessions/create","b":{"json":{"user_id":5}}}}', '{"i":"3","t":4}', '{"i":"4","t":3,"p":{"e":"message","d":1}}', '{"i":"5","p":{"u":"http://x/__proto__/x"}}', '{"i":"6","p":{"u":"/constructor"}}', '{"i":"7","p":{"u":"/sessions/create","b":{"json":{},"meta":[[9,"__proto__","x"]]}}}'];
    for (const message of messages) socket.send(message);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await clientOf(socket).sessions.create({})).id).toBe('s1');
    socket.close();
  });

  it('ends its watches when the client is gone', async () => {
    const socket = await open();
    const watch = await clientOf(socket).system.events();
    await watch.next();
    expect(target.engine.counts.watches).toBe(1);
    socket.terminate();
    await expect.poll(() => target.engine.counts.watches, { timeout: 3000 }).toBe(0);
  });
});
