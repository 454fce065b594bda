// Every door against every forged Host, over bare sockets and with the right token in hand: nothing is answered, and the suite would notice a hole.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';
import { allowedHosts, hostRefusal } from './host-guard.ts';
import { secretWord } from './testing/contract-engine.ts';
import { listDoors, type Door } from './testing/doors.ts';
import { forgeries } from './testing/forged-hosts.ts';
import { rawRequest, sendRaw } from './testing/raw-request.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let target: TestServer;
beforeAll(async () => {
  target = await startTestServer();
});
afterAll(() => target.close());

/** The doors that some forged Host opened. */
async function findHoles(server: TestServer, doors: readonly Door[]): Promise<{ tried: number; holes: string[] }> {
  const holes: string[] = [];
  const all = doors.flatMap((door) => forgeries(server.port).map((forgery) => ({ door, forgery })));
  const queue = [...all];
  const worker = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { door, forgery } = next;
      const headers = [...forgery.hosts, ['Authorization', `Bearer ${server.server.token()}`] as const, ...door.headers];
      const answer = await sendRaw(server.port, rawRequest(door.method, forgery.target?.(door.target) ?? door.target, headers, door.body));
      const isRefused = answer.status === 400 || answer.status === 403;
      if (!isRefused || answer.body.includes(secretWord) || /access-control-allow/i.test(answer.head)) holes.push(`${door.name} with Host ${forgery.name}: ${answer.status}`);
    }
  };
  await Promise.all(Array.from({ length: 12 }, worker));
  return { tried: all.length, holes };
}

describe('forged Host', () => {
  it('knows at least sixty forgeries', () => {
    expect(forgeries(4317).length).toBeGreaterThanOrEqual(60);
  });

  it('is refused on every route, every way', async () => {
    const { tried, holes } = await findHoles(target, listDoors());
    expect(holes).toEqual([]);
    expect(tried).toBe(listDoors().length * forgeries(target.port).length);
  }, 60_000);

  it('is all that was wrong: the same requests with the right Host are answered', async () => {
    for (const door of listDoors()) {
      const answer = await sendRaw(target.port, rawRequest(door.method, door.target, [['Host', `localhost:${target.port}`], ['Authorization', `Bearer ${target.server.token()}`], ...door.headers], door.body));
      expect(door.kind === 'exchange' ? [0, 403] : [0, 401, 403], `${door.name}: ${answer.body}`).not.toContain(answer.status);
    }
  });

  it.each([
    ['the screens', (path: string) => path.startsWith('/assets/')],
    ['streams', (path: string) => path.endsWith('/events')],
    ['the socket', (path: string) => path === '/api/rpc'],
    ['unknown addresses', (path: string) => path === '/nowhere'],
  ])('a planted hole on %s is found', async (_name, isUnguarded) => {
    const leaky = await startTestServer({
      makeGate: (hosts, origins) => {
        const guard = createGate(hosts, origins);
        return (request) => (isUnguarded(request.url ?? '') ? null : guard(request));
      },
    });
    try {
      const { holes } = await findHoles(leaky, listDoors().filter((door) => isUnguarded(door.target)));
      expect(holes.length).toBeGreaterThan(20);
    } finally {
      await leaky.close();
    }
  }, 120_000);
});

describe('hostRefusal', () => {
  it('answers to the bound names only', () => {
    expect([...allowedHosts(4317, '127.0.0.1')]).toEqual(['127.0.0.1:4317', 'localhost:4317']);
    expect([...allowedHosts(4317, '::1')]).toEqual(['127.0.0.1:4317', 'localhost:4317', '[::1]:4317']);
    expect([...allowedHosts(80, '127.0.0.1')]).toContain('localhost');
    expect([...allowedHosts(4317, '192.168.1.5', ['companion.lan'])]).toEqual(['127.0.0.1:4317', 'localhost:4317', '192.168.1.5:4317', 'companion.lan:4317']);
    expect([...allowedHosts(4317, '0.0.0.0')]).toEqual(['127.0.0.1:4317', 'localhost:4317']);
  });

  it('lets a plain request pass', () => {
    expect(hostRefusal({ url: '/', rawHeaders: ['hOsT', 'localhost:1'] }, allowedHosts(1, '127.0.0.1'))).toBeNull();
  });
});
