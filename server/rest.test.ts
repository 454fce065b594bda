// REST as a stranger to the code would use and abuse it.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maximumCardBytes, turnResultSchema } from '../core/contract/index.ts';
import { maximumOpenStreams } from './procedure-hooks.ts';
import { maximumBodyBytes } from './request-body.ts';
import { restRoutes } from './routes.ts';
import { secretWord } from './testing/contract-engine.ts';
import { rawRequest, sendRaw } from './testing/raw-request.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let target: TestServer;
beforeAll(async () => {
  target = await startTestServer();
});
afterAll(() => target.close());

function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${target.server.url}/api/v1${path}`, {
    method, headers: { authorization: `Bearer ${target.server.token()}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
type ErrorAnswer = { error: { code: string; message: string; details: Record<string, unknown> } };

describe('turns', () => {
  it('answer one JSON object, or a stream when it is asked for', async () => {
    const whole = await ask('POST', '/sessions/s1/messages', { message: 'hola', client_message_id: 'c1' });
    const result = turnResultSchema.parse(await whole.json());
    expect([whole.status, result.user_message.client_message_id, result.message.content.includes(secretWord), result.trace?.message_id]).toEqual([200, 'c1', true, 'a1']);
    const stream = await ask('POST', '/sessions/s1/messages', { message: 'hola' }, { accept: 'text/event-stream' });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const types = [...(await stream.text()).matchAll(/"type":"([a-z-]+)"/g)].map((match) => match[1]);
    expect([types[0], types.at(-1), types.filter((type) => type === 'text-delta').length]).toEqual(['message-saved', 'turn-end', 5]);
  });

  it('fail in JSON with the status of their code, and keep what is inside to themselves', async () => {
    const ours = await ask('POST', '/sessions/s1/messages', { message: 'throw-ours' });
    expect([ours.status, ((await ours.json()) as ErrorAnswer).error.code]).toEqual([409, 'model_missing']);
    const other = await ask('POST', '/sessions/s1/messages', { message: 'throw-other' });
    const text = await other.text();
    expect([other.status, text.includes(secretWord), text.includes('incident')]).toEqual([500, false, true]);
  });
});

describe('answers', () => {
  it('name a new session twice', async () => {
    const response = await ask('POST', '/sessions', { personality: 'luna', user_id: 'ana' });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ id: 's1', session_id: 's1', user_id: 'ana', personality: 'luna' });
  });

  it('refuse a deletion whose options stand in the address, where they would be passed over', async () => {
    const refused = await ask('DELETE', '/models/local/canned?precision=fp32');
    expect([refused.status, ((await refused.json()) as ErrorAnswer).error]).toMatchObject([400, { code: 'invalid_input', message: expect.stringContaining('{"precision":"fp32"}') }]);
    expect(await (await ask('DELETE', '/models/local/canned', { precision: 'fp32' })).json()).toEqual({ freed_bytes: 2 });
    expect((await ask('DELETE', '/models/local/canned', { precision: 'half' })).status).toBe(400);
    expect((await ask('DELETE', '/models/local/canned', { precission: 'fp32' })).status).toBe(400);
  });

  it('have one error shape', async () => {
    const cases: [Response, number, string][] = [
      [await ask('GET', '/nowhere'), 404, 'not_found'], [await ask('GET', '/sessions/absent'), 404, 'not_found'], [await ask('PUT', '/sessions'), 405, 'invalid_input'],
      [await ask('GET', '/facts?limit=abc'), 400, 'invalid_input'], [await ask('GET', '/sessions?limit=0'), 400, 'invalid_input'], [await ask('POST', '/search_memories', { query: '' }), 400, 'invalid_input'],
      [await ask('POST', '/search_memories', {}), 400, 'invalid_input'], [await ask('PATCH', '/settings', { changes: [] }), 400, 'invalid_input'],
    ];
    for (const [response, status, code] of cases) {
      const body = (await response.json()) as ErrorAnswer;
      expect([response.url, response.status, body.error.code]).toEqual([response.url, status, code]);
      expect([typeof body.error.message, typeof body.error.details]).toEqual(['string', 'object']);
    }
    const wrong = (await (await ask('POST', '/sessions/s1/messages', { message: 5 })).json()) as ErrorAnswer;
    expect(wrong.error.details['issues']).toMatchObject([{ path: ['message'] }]);
  });

  it('carry the protective headers and never allow another origin', async () => {
    for (const response of [await ask('GET', '/health'), await fetch(target.server.url), await ask('GET', '/nowhere'), await fetch(`${target.server.url}/api/v1/health`)]) {
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('describe themselves: OpenAPI lists every route of the contract', async () => {
    const document = (await (await ask('GET', '/openapi.json')).json()) as { openapi: string; paths: Record<string, Record<string, { responses: Record<string, { content: object }> }>> };
    expect(document.openapi).toMatch(/^3\.1/);
    for (const route of restRoutes()) expect(document.paths[route.path]?.[route.method.toLowerCase()]?.responses['default'], route.path).toBeDefined();
    expect(Object.keys(document.paths['/sessions/{session_id}/messages']?.['post']?.responses['200']?.content ?? {})).toEqual(['application/json', 'text/event-stream']);
  });
});

describe('malformed requests', () => {
  const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  const bodies: [string, string | undefined, string][] = [
    ['empty', '', 'application/json'], ['broken', '{"message":', 'application/json'], ['an array', '[]', 'application/json'], ['null', 'null', 'application/json'], ['a number', '1e999', 'application/json'], ['a string', '"x"', 'application/json'],
    ['deep', deep(10_000), 'application/json'], ['deep objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), 'application/json'], ['a prototype', '{"__proto__":{"message":"x"},"constructor":{"prototype":{}}}', 'application/json'],
    ['lone surrogate', '{"message":"\\ud800","limit":"x"}', 'application/json'], ['a form', 'message=x', 'application/x-www-form-urlencoded'], ['text', '{"message":"x"}', 'text/plain'], ['multipart', '--x\r\n\r\n--x--', 'multipart/form-data; boundary=x'],
    ['a bad multipart', 'x', 'multipart/form-data'], ['no type', '{"message":"x"}', ''], ['a long key', `{"${'k'.repeat(100_000)}":1}`, 'application/json'], ['very long', `{"message":"${'x'.repeat(3_000_000)}"}`, 'application/json'], ['NUL', '\u0000', 'application/json'],
  ];

  it('are answered with 4xx on every route that takes a body, never with 5xx', async () => {
    for (const route of restRoutes().filter((each) => each.method !== 'GET')) {
      for (const [name, body, type] of bodies) {
        const response = await ask(route.method, route.path.replaceAll(/\{[^}]+\}/g, 's1'), body, { 'content-type': type });
        await response.text();
        expect(response.status, `${route.method} ${route.path} with ${name}`).toBeLessThan(500);
      }
    }
    expect((await ask('POST', '/search_memories', deep(10_000))).status).toBe(400);
    expect((await ask('POST', '/search_memories', `{"query":"${'x'.repeat(maximumBodyBytes)}"}`)).status).toBe(413);
    expect((await fetch(`${target.server.url}/auth/exchange`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: 'x'.repeat(20_000) }) })).status).toBe(413);
  }, 60_000);

  it('but the largest card there may be is none', async () => {
    const data = Buffer.alloc(maximumCardBytes, 7).toString('base64');
    expect((await ask('POST', '/cards/import', JSON.stringify({ file_name: 'large.png', data }))).status).toBe(201);
    expect((await ask('POST', '/cards/import', JSON.stringify({ file_name: 'larger.png', data: `${data}AAAA` }))).status).toBe(400);
  });

  it('on the wire do not end the server', async () => {
    const host: [string, string] = ['Host', `127.0.0.1:${target.port}`];
    const token: [string, string] = ['Authorization', `Bearer ${target.server.token()}`];
    const texts = [
      'nonsense\r\n\r\n', 'GET\r\n\r\n', '\u0000\u0001\u0002', `GET / HTTP/9.9\r\n\r\n`, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'CONNECT evil.com:443 HTTP/1.1\r\nHost: evil.com:443\r\n\r\n', rawRequest('GET', '/', [host, ['X-Large', 'x'.repeat(1_000_000)]]),
      rawRequest('POST', '/api/v1/sessions', [host, token, ['Content-Type', 'application/json'], ['Content-Length', '5'], ['Transfer-Encoding', 'chunked']]) + '0\r\n\r\n',
      rawRequest('POST', '/api/v1/sessions', [host, token, ['Content-Type', 'application/json'], ['Transfer-Encoding', 'chunked']]) + 'zz\r\n',
      rawRequest('POST', '/api/v1/sessions', [host, token, ['Content-Type', 'application/json'], ['Content-Length', '-1']]), rawRequest('GET', '/api/v1/sessions/%E0%A4%A', [host, token]), rawRequest('GET', '/api/v1/facts?limit[]=1&limit[a][b]=2&__proto__[x]=1', [host, token]),
      rawRequest('GET', '//', [host]), rawRequest('GET', '/%', [host]), rawRequest('GET', '/../../../../etc/passwd', [host]), rawRequest('GET', '/assets/..%2f..%2f..%2fetc/passwd', [host]), rawRequest('GET', '/assets/%2e%2e/%2e%2e/etc/passwd', [host]), rawRequest('GET', '/.git/config', [host]), rawRequest('GET', '/assets\\..\\..\\x', [host]), rawRequest('GET', '/index.html%00.js', [host]),
    ];
    for (const text of texts) {
      const answer = await sendRaw(target.port, text, { quietMs: 400 });
      expect(answer.status, text.slice(0, 60)).toBeLessThan(500);
      expect(answer.body).not.toContain('root:');
    }
    expect((await ask('GET', '/health')).status).toBe(200);
  }, 20_000);
});

describe('load', () => {
  it('answers quickly while others send slowly', async () => {
    const slow = Array.from({ length: 50 }, () => connect(target.port, '127.0.0.1').on('error', () => {}));
    await Promise.all(slow.map((socket) => once(socket, 'connect')));
    for (const socket of slow) socket.write(`POST /api/v1/sessions HTTP/1.1\r\nHost: 127.0.0.1:${target.port}\r\nX-Slow: `);
    const startedAt = performance.now();
    expect((await ask('GET', '/health')).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    for (const socket of slow) socket.destroy();
  });

  it('refuses one stream too many and frees those that were left', async () => {
    // The response is kept: one that is collected closes its stream.
    const open = async (): Promise<{ status: number; response: Response; leave: () => void }> => {
      const abort = new AbortController();
      const response = await fetch(`${target.server.url}/api/v1/events`, { headers: { authorization: `Bearer ${target.server.token()}` }, signal: abort.signal });
      return { status: response.status, response, leave: () => abort.abort() };
    };
    // What the tests before left open must be gone first.
    await expect.poll(() => target.engine.counts.watches, { timeout: 10_000 }).toBe(0);
    const streams = await Promise.all(Array.from({ length: maximumOpenStreams }, open));
    expect(new Set(streams.map((stream) => stream.status))).toEqual(new Set([200]));
    expect((await open()).status).toBe(429);
    for (const stream of streams) stream.leave();
    await expect.poll(() => target.engine.counts.watches, { timeout: 10_000 }).toBe(0);
    const again = await open();
    expect(again.status).toBe(200);
    again.leave();
  }, 60_000);

  it('closes within two seconds with streams open, also towards a client that does not read', async () => {
    const own = await startTestServer();
    const socket = connect(own.port, '127.0.0.1').on('error', () => {});
    socket.write(rawRequest('GET', '/api/v1/events', [['Host', `127.0.0.1:${own.port}`], ['Authorization', `Bearer ${own.server.token()}`]]));
    socket.pause();
    await expect.poll(() => own.engine.counts.watches).toBe(1);
    const startedAt = performance.now();
    await own.close();
    expect(performance.now() - startedAt).toBeLessThan(2500);
    socket.destroy();
  });
});

describe('screens', () => {
  it('have types, caching and nothing beside them', async () => {
    const index = await fetch(target.server.url);
    expect([index.status, index.headers.get('content-type'), index.headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
    const asset = await fetch(`${target.server.url}/assets/app-1a2b3c.js`);
    expect([asset.headers.get('content-type'), asset.headers.get('cache-control')]).toEqual(['text/javascript; charset=utf-8', 'public, max-age=31536000, immutable']);
    expect((await fetch(target.server.url, { headers: { 'if-none-match': index.headers.get('etag') ?? '' } })).status).toBe(304);
    expect((await fetch(`${target.server.url}/package.json`)).status).toBe(404);
    expect((await fetch(target.server.url, { method: 'POST' })).status).toBe(405);
  });
});
