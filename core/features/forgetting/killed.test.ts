// A process that dies while it forgets: nothing is forgotten, or everything is, and what lies beside the rows is cleared at the next start.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../lib/log.ts';
import { createTestEngine } from '../../testing/test-engine.ts';
import { createTestMemory } from '../../testing/test-memory.ts';
import { createForgettingService } from './index.ts';
import type { Unfinished } from './index.ts';

const name = 'Zulema';
let place: string;
const told = 40;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'luminora-forget-killed-'));
  const test = await createTestEngine({ dataFolder: join(place, 'whole'), script: { replies: [`¿Y qué dijo ${name}?`] } });
  const { id } = await test.engine.client.sessions.create({ personality: 'luna' });
  await test.say(id, `Mi hermana se llama ${name}.`);
  for (let index = 0; index < told; index += 1) await test.say(id, `Ayer ${name} me contó la historia número ${index}.`);
  await test.engine.jobsIdle();
  await test.close();
}, 120_000);
afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));

const holdsName = (folder: string): boolean => readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(name));

async function killAfter(folder: string, ms: number): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/forgetter.ts'), folder, name], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  await new Promise<void>((done) => child.stdout.on('data', (chunk: Buffer) => {
    if (chunk.includes('ready')) child.stdin.write('go\n');
    if (chunk.includes('begin')) setTimeout(done, ms);
  }));
  child.kill('SIGKILL');
  await ended;
}

describe('a forgetting that is killed', () => {
  it.each([5, 25, 60, 120, 250, 3000])('after %i ms happened whole or not at all', async (ms) => {
    const folder = join(place, `killed-${ms}`);
    cpSync(join(place, 'whole'), folder, { recursive: true });
    await killAfter(folder, ms);
    const test = await createTestEngine({ dataFolder: folder });
    const { client } = test.engine;
    const [session] = (await client.sessions.list({})).sessions;
    const facts = (await client.memory.facts({})).facts.length;
    const named = (await client.sessions.history({ session_id: session!.id, limit: 200 })).messages.filter(({ content }) => content.includes(name)).length;
    await test.close();
    expect([[1, 2 * told + 2], [0, 0]]).toContainEqual([facts, named]);
    expect(holdsName(folder)).toBe(facts === 1);
    if (ms === 3000) expect(facts).toBe(0);
  }, 60_000);

  it('clears after the next start what it had not cleared, by ids alone', async () => {
    const memory = await createTestMemory();
    const { storage, ids, clock } = memory;
    const message = await memory.say(`Mi hermana se llama ${name}.`);
    const cleared: Unfinished[] = [];
    const make = (clear: (work: Unfinished) => Promise<void>) => createForgettingService({
      storage, ids, clock, log: silentLog, embedder: { spaceId: async () => null, embed: async () => null }, rest: async () => () => undefined, copies: async () => ({ backups: 0, snapshots_kept: 0 }),
      clear, deriveAnew: async () => undefined, tell: async () => undefined,
    });
    await expect(make(() => Promise.reject(new Error('the process died'))).forget('ana', { kind: 'message', id: message.id })).rejects.toThrow('died');
    expect((await storage.messages.get(message.id))?.content).toBe('');
    const left = (await storage.settings.all()).filter(({ id }) => id.startsWith('unfinished-forgetting/'));
    expect(left).toHaveLength(1);
    expect(JSON.stringify(left)).not.toContain(name);
    const next = make(async (work) => void cleared.push(work));
    expect([await next.finishUnfinished(), await next.finishUnfinished()]).toEqual([1, 0]);
    expect(cleared).toMatchObject([{ messages: [message.id], sessions: [{ id: 's', messages: [message.id] }] }]);
    await memory.close();
  });
});
