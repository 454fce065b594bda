// Every protected door against every way of not being the owner; one-time codes; what a rotated token ends.
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { codeLifetimeMs, createAuth } from './auth.ts';
import { secretWord } from './testing/contract-engine.ts';
import { listDoors } from './testing/doors.ts';
import { rawRequest, sendRaw } from './testing/raw-request.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let target: TestServer;
let now = 1_800_000_000_000;
beforeAll(async () => {
  target = await startTestServer({ now: () => now });
});
afterAll(() => target.close());

const protectedDoors = listDoors().filter((door) => door.kind === 'protected');

function exchange(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${target.server.url}/auth/exchange`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
}

function newCode(): string {
  return new URL(target.server.openUrl()).hash.slice('#code='.length);
}

async function newCookie(): Promise<string> {
  return (await exchange({ code: newCode() })).headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('a request without the right credential', () => {
  const wrong = 'A'.repeat(43);
  const forms = (token: string, port: number): [string, [string, string][], ((path: string) => string)?][] => [
    ['no token', []],
    ['a wrong token', [['Authorization', `Bearer ${wrong}`]]],
    ['an empty token', [['Authorization', 'Bearer ']]],
    ['the token without scheme', [['Authorization', token]]],
    ['the token as Basic', [['Authorization', `Basic ${Buffer.from(`user:${token}`).toString('base64')}`]]],
    ['the token as Token', [['Authorization', `Token ${token}`]]],
    ['the token and more', [['Authorization', `Bearer ${token}, Bearer ${wrong}`]]],
    ['two Authorization headers', [['Authorization', `Bearer ${token}`], ['Authorization', `Bearer ${wrong}`]]],
    ['half the token', [['Authorization', `Bearer ${token.slice(0, 20)}`]]],
    ['X-API-Key', [['X-API-Key', token]]],
    ['X-Auth-Token', [['X-Auth-Token', token]]],
    ['Proxy-Authorization', [['Proxy-Authorization', `Bearer ${token}`]]],
    ['the token as cookie', [['Cookie', `luminora_${port}=${token}`]]],
    ['a wrong cookie', [['Cookie', `luminora_${port}=${wrong}`]]],
    ['the subprotocol', [['Sec-WebSocket-Protocol', token]]],
    ['the query', [], (path) => `${path}?token=${token}&access_token=${token}&code=${token}`],
  ];

  it('is refused on every route, every way', async () => {
    let tried = 0;
    for (const door of protectedDoors) {
      for (const [name, headers, address] of forms(target.server.token(), target.port)) {
        const answer = await sendRaw(target.port, rawRequest(door.method, address?.(door.target) ?? door.target, [['Host', `127.0.0.1:${target.port}`], ...headers, ...door.headers], door.body));
        expect([door.name, name, answer.status]).toEqual([door.name, name, 401]);
        expect(answer.body).not.toContain(secretWord);
        tried += 1;
      }
    }
    expect(tried).toBe(protectedDoors.length * 16);
  }, 60_000);

  it('is refused under every spelling of a protected path', async () => {
    for (const path of ['/%61pi/v1/health', '/api%2fv1/health', '//api/v1/health', '/x/../api/v1/health', '/./api/v1/health', '/API/v1/health', '/api/v1/health/', '/api/v1/health%00', '/api\\v1/health', '/;/api/v1/health']) {
      const answer = await sendRaw(target.port, rawRequest('GET', path, [['Host', `127.0.0.1:${target.port}`]]));
      expect([path, answer.body.includes(secretWord)]).toEqual([path, false]);
      expect([400, 401, 404], path).toContain(answer.status);
    }
  });
});

describe('the one-time code', () => {
  it('gives a cookie and the token, once', async () => {
    const code = newCode();
    const first = await exchange({ code });
    expect(first.status).toBe(200);
    expect(await first.json()).toEqual({ token: target.server.token() });
    expect(first.headers.get('set-cookie')).toMatch(new RegExp(`^luminora_${target.port}=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=/$`));
    expect((await exchange({ code })).status).toBe(401);
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await fetch(`${target.server.url}/api/v1/sessions`, { headers: { cookie } })).status).toBe(200);
  });

  it('ends after ten minutes', async () => {
    const code = newCode();
    now += codeLifetimeMs;
    expect((await exchange({ code })).status).toBe(401);
  });

  it('may be the token itself, and nothing else', async () => {
    expect((await exchange({ code: target.server.token() })).status).toBe(200);
    expect((await exchange({ token: target.server.token() })).status).toBe(200);
    for (const body of [{}, [], null, { code: 1 }, { code: '' }, { code: 'nonsense' }, { code: ['a'] }, { token: { length: 43 } }, 'text']) {
      expect([400, 401]).toContain((await exchange(body)).status);
    }
  });

  it('is not given to a foreign page', async () => {
    expect((await exchange({ code: newCode() }, { origin: 'http://evil.com' })).status).toBe(403);
  });

  it('can be asked for anew by who has the token', async () => {
    const response = await fetch(`${target.server.url}/auth/code`, { method: 'POST', headers: { authorization: `Bearer ${target.server.token()}` } });
    const { open_url: openUrl } = (await response.json()) as { open_url: string };
    expect((await exchange({ code: new URL(openUrl).hash.slice(6) })).status).toBe(200);
  });

  it('is forgotten when too many were made', () => {
    const auth = createAuth({ port: 1, now: () => 0 });
    const first = auth.issueCode();
    for (let index = 0; index < 40; index++) auth.issueCode();
    expect(auth.exchange(first)).toBeNull();
  });
});

describe('a rotated token', () => {
  it('ends ten streams and ten sockets within a second, and neither token nor cookie is taken again', async () => {
    const own = await startTestServer();
    try {
      const old = own.server.token();
      const authorization = `Bearer ${old}`;
      const streams = await Promise.all(Array.from({ length: 10 }, () => fetch(`${own.server.url}/api/v1/events`, { headers: { authorization } })));
      const sockets = Array.from({ length: 10 }, () => new WebSocket(`${own.server.url.replace('http', 'ws')}/api/rpc`, { headers: { authorization } }));
      await Promise.all(sockets.map((socket) => once(socket, 'open')));
      const session = (await fetch(`${own.server.url}/auth/exchange`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: old }) })).headers.get('set-cookie') ?? '';
      const startedAt = performance.now();
      const ended = [...streams.map((stream) => stream.text().catch(() => 'cut')), ...sockets.map((socket) => once(socket, 'close'))];
      const token = own.server.rotateToken();
      await Promise.all(ended);
      expect(performance.now() - startedAt).toBeLessThan(1000);
      expect(token).not.toBe(old);
      expect((await fetch(`${own.server.url}/api/v1/health`, { headers: { authorization } })).status).toBe(401);
      expect((await fetch(`${own.server.url}/api/v1/health`, { headers: { cookie: session.split(';')[0] ?? '' } })).status).toBe(401);
      expect((await fetch(`${own.server.url}/api/v1/health`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
      const refused = new WebSocket(`${own.server.url.replace('http', 'ws')}/api/rpc`, { headers: { authorization } });
      await expect(once(refused, 'open')).rejects.toThrow('401');
    } finally {
      await own.close();
    }
  });
});

describe('another origin', () => {
  const origins = (port: number): string[] => ['http://evil.com', 'https://evil.com', 'null', 'file://', `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`, 'http://127.0.0.1', `http://localhost.evil.com:${port}`, `http://localhost:${port}.evil.com`, `http://LOCALHOST:${port}`, `http://localhost:${port}/`, '', 'chrome-extension://abc', `http://[::1]:${port}`];

  it('is refused on every door, token and cookie in hand', async () => {
    const cookie = await newCookie();
    for (const door of listDoors()) {
      for (const origin of origins(target.port)) {
        for (const credential of [['Authorization', `Bearer ${target.server.token()}`], ['Cookie', cookie]] as [string, string][]) {
          const answer = await sendRaw(target.port, rawRequest(door.method, door.target, [['Host', `127.0.0.1:${target.port}`], ['Origin', origin], credential, ...door.headers], door.body));
          expect([door.name, origin, answer.status]).toEqual([door.name, origin, 403]);
          expect(answer.body).not.toContain(secretWord);
          expect(answer.head.toLowerCase()).not.toContain('access-control-');
        }
      }
    }
  }, 60_000);

  it('is refused by what the browser says of it, and a cookie alone changes nothing', async () => {
    const cookie = await newCookie();
    const post = async (headers: [string, string][]): Promise<number> => (await sendRaw(target.port, rawRequest('POST', '/api/v1/sessions', [['Host', `127.0.0.1:${target.port}`], ...headers], '{}'))).status;
    for (const site of ['cross-site', 'same-site']) {
      for (const door of listDoors().filter((each) => each.kind === 'protected')) {
        const answer = await sendRaw(target.port, rawRequest(door.method, door.target, [['Host', `127.0.0.1:${target.port}`], ['Sec-Fetch-Site', site], ['Sec-Fetch-Mode', 'navigate'], ['Sec-Fetch-Dest', 'document'], ['Cookie', cookie], ...door.headers], door.body));
        expect([door.name, answer.status]).toEqual([door.name, 403]);
      }
    }
    expect(await post([['Cookie', cookie]])).toBe(403);
    expect(await post([['Cookie', cookie], ['Sec-Fetch-Site', 'same-origin']])).toBe(201);
    expect(await post([['Cookie', cookie], ['Origin', `http://127.0.0.1:${target.port}`]])).toBe(201);
    expect(await post([['Authorization', `Bearer ${target.server.token()}`]])).toBe(201);
  }, 20_000);

  it('may link to the first page but not embed or fetch it', async () => {
    const get = async (headers: [string, string][]): Promise<number> => (await sendRaw(target.port, rawRequest('GET', '/', [['Host', `localhost:${target.port}`], ['Sec-Fetch-Site', 'cross-site'], ...headers]))).status;
    expect(await get([['Sec-Fetch-Mode', 'navigate'], ['Sec-Fetch-Dest', 'document']])).toBe(200);
    expect(await get([['Sec-Fetch-Mode', 'navigate'], ['Sec-Fetch-Dest', 'iframe']])).toBe(403);
    expect(await get([['Sec-Fetch-Mode', 'no-cors'], ['Sec-Fetch-Dest', 'script']])).toBe(403);
  });
});
