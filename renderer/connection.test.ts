// The connection over a real message channel, and its manners when it breaks.
import { describe, expect, it } from 'vitest';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { implement } from '@orpc/server';
import { contract } from '../core/contract/index.ts';
import { createConnection } from './connection.ts';
import { isConnectionError, readError } from './request-error.ts';
import { engineError } from './testing/memory-client.ts';

function openPort() {
  const { port1, port2 } = new MessageChannel();
  const os = implement(contract);
  const handler = new RPCHandler({ models: { list: os.models.list.handler(() => ({ models: [] })) } });
  handler.upgrade(port2);
  port2.start();
  port1.start();
  return { link: new RPCLink({ port: port1 }), close: () => { port1.close(); port2.close(); } };
}

describe('createConnection', () => {
  it('lets calls wait until the link is up, and comes back after it was lost', async () => {
    let drop = (): void => {};
    const ports: ReturnType<typeof openPort>[] = [];
    const connection = createConnection('port', (up, down) => {
      drop = () => down(false);
      setTimeout(() => { const port = openPort(); ports.push(port); up(port.link); }, 20);
    });
    expect(connection.state().phase).toBe('connecting');
    expect(await connection.client.models.list()).toEqual({ models: [] });
    drop();
    expect(connection.state()).toMatchObject({ phase: 'lost', retry_at: expect.any(Number) });
    connection.retry();
    expect(await connection.client.models.list()).toEqual({ models: [] });
    expect(connection.state().phase).toBe('open');
    for (const port of ports) port.close();
  });

  it('gives up at once when the session is refused', async () => {
    const connection = createConnection('socket', (_up, down) => setTimeout(() => down(true), 5));
    await expect(connection.client.models.list()).rejects.toThrow();
    expect(connection.state().phase).toBe('denied');
  });
});

it('tells the errors of the engine from those of the connection', () => {
  expect(readError(engineError('model_missing', 'Fetch it.'))).toMatchObject({ code: 'model_missing', message: 'Fetch it.' });
  expect(isConnectionError(readError(new Error('socket closed')))).toBe(true);
});
