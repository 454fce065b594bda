// A thousand messages over fifty sessions at once, on a real engine over HTTP: none is lost, none is there twice, each session keeps its order, and the memory comes back.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MessageView, TurnResult } from '../core/contract/index.ts';
import { createTestEngine, type TestEngine } from '../core/testing/test-engine.ts';
import { startServer, type RunningServer } from './index.ts';

const sessionCount = 50;
const perSession = 20;
/** Of a process that has done the same before: caches are full, what grows now stays. In megabytes; five rounds grew by 0 and 27, the first of those by 18. */
const mostGrowth = { heap: 10, rss: 60 };

let test: TestEngine;
let server: RunningServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-screens-'));
  test = await createTestEngine({ script: { replies: ['I see.', 'Go on, please.'] } });
  server = await startServer({ engine: test.engine, port: 0, rendererFolder: folder });
}, 30_000);
afterAll(async () => {
  await server.close();
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

let lostConnections = 0;

/** What was cut off (a connection the server had let go, a machine too busy) is asked again, as clients do: for that a message has an id of its own. */
async function ask<Answer>(method: string, path: string, body?: unknown): Promise<{ status: number; answer: Answer }> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method, headers: { authorization: `Bearer ${server.token()}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      if (attempt === 5) throw error;
      return null;
    });
    if (response !== null && response.status !== 408) return { status: response.status, answer: (await response.json()) as Answer };
    lostConnections += 1;
  }
}

/** The same every time (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const textOf = (session: number, index: number): string => `Message ${index} of conversation ${session}: I like walking in the hills.`;

/** Says everything in one session, one after the other; at random an id is sent twice at once, or an earlier one once more. Answers how many requests that took. */
async function talk(id: string, session: number, count: number): Promise<number> {
  const random = randomOf(session + 1);
  let requests = 0;
  const send = async (index: number): Promise<TurnResult | null> => {
    requests += 1;
    const { status, answer } = await ask<TurnResult>('POST', `/sessions/${id}/messages`, { message: textOf(session, index), client_message_id: `${session}-${index}` });
    if (status === 409) return null;
    expect(status, JSON.stringify(answer)).toBe(200);
    expect(answer.user_message.content).toBe(textOf(session, index));
    return answer;
  };
  for (let index = 0; index < count; index += 1) {
    const chance = random();
    const [first, twin] = await Promise.all([send(index), ...(chance < 0.15 ? [send(index)] : [])]);
    expect(first).not.toBeNull();
    if (twin) expect(twin.user_message.id).toBe(first!.user_message.id);
    if (chance > 0.85 && index > 0) await send(Math.floor(random() * index));
  }
  return requests;
}

async function everything(id: string): Promise<MessageView[]> {
  const all: MessageView[] = [];
  for (let before: string | null = ''; before !== null;) {
    const { answer }: { answer: { messages: MessageView[]; next_before: string | null } } = await ask('GET', `/sessions/${id}/messages?limit=30${before === '' ? '' : `&before=${before}`}`);
    all.unshift(...answer.messages);
    before = answer.next_before;
  }
  return all;
}

async function memoryNow(): Promise<{ heap: number; rss: number }> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let times = 0; times < 3; times += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20 };
}

it('1,000 messages at once over 50 sessions', async () => {
  const open = async () => (await ask<{ session_id: string }>('POST', '/sessions', { user_id: 'many' })).answer.session_id;
  // The same once before it is measured: what a process takes when it is first busy, it keeps for the next time.
  const warm = await Promise.all(Array.from({ length: sessionCount }, open));
  await Promise.all(warm.map((id, index) => talk(id, 1000 + index, perSession)));
  await test.engine.jobsIdle();
  const before = await memoryNow();

  const ids = await Promise.all(Array.from({ length: sessionCount }, open));
  const start = performance.now();
  const requests = await Promise.all(ids.map((id, session) => talk(id, session, perSession)));
  const seconds = (performance.now() - start) / 1000;
  await test.engine.jobsIdle();
  const after = await memoryNow();

  for (const [session, id] of ids.entries()) {
    const messages = await everything(id);
    const said = messages.filter(({ speaker }) => speaker === 'user');
    expect(said.map(({ content }) => content)).toEqual(Array.from({ length: perSession }, (_, index) => textOf(session, index)));
    expect(new Set(said.map(({ client_message_id: client }) => client)).size).toBe(perSession);
    expect(messages.map(({ speaker, status }) => `${speaker} ${status}`)).toEqual(Array.from({ length: 2 * perSession }, (_, index) => (index % 2 === 0 ? 'user complete' : 'assistant complete')));
    expect(messages.every(({ sibling_ids: siblings }) => siblings.length === 1)).toBe(true);
    expect(messages.map(({ id: one }) => one)).toEqual(messages.map(({ id: one }) => one).toSorted());
  }
  const growth = { heap: after.heap - before.heap, rss: after.rss - before.rss };
  process.stdout.write(`${sessionCount * perSession} messages over ${sessionCount} sessions, ${requests.reduce((sum, count) => sum + count, 0)} requests (${lostConnections} cut off and sent again) in ${seconds.toFixed(1)} s: 0 lost, 0 twice; heap ${before.heap.toFixed(0)} -> ${after.heap.toFixed(0)} MB, resident ${before.rss.toFixed(0)} -> ${after.rss.toFixed(0)} MB\n`);
  expect(growth.heap).toBeLessThan(mostGrowth.heap);
  expect(growth.rss).toBeLessThan(mostGrowth.rss);
}, 900_000);
