// Processes killed at random moments: what was acknowledged is there, and every effect of it exactly once.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../contract/entities.ts';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { productFolder } from '../../luminora.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { createTestEngine } from '../test-engine.ts';

const kills = Number(process.env['LUMINORA_CRASH_KILLS'] ?? 30);

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'luminora-crash-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const data = () => join(folder, 'data');

/** Starts a process and kills it a random while after its first acknowledgement. Gives what it acknowledged. */
function runAndKill(script: string, args: readonly string[], longestMs: number): Promise<string[]> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, script), data(), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compile-cache') } });
    let output = '';
    let errors = '';
    let timer: NodeJS.Timeout | undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      timer ??= setTimeout(() => child.kill('SIGKILL'), Math.random() * longestMs);
    });
    child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
    child.on('error', fail);
    child.on('close', (_code, signal) => {
      clearTimeout(timer);
      if (signal === 'SIGKILL') done([...output.matchAll(/^ack (.+)\n/gm)].map((match) => match[1]!));
      else fail(new Error(`${script} ended by itself: ${errors}`));
    });
  });
}

async function inStorage<Result>(work: (storage: StorageProvider) => Promise<Result>): Promise<Result> {
  const storage = openSqliteStorage(join(data(), 'luminora.db'), { dataFolder: data(), migrationsFolder: join(productFolder, 'migrations'), clock: systemClock, log: silentLog, secret: async () => undefined });
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

/** How often each message was felt: it may also have brought a milestone. */
async function eventsByMessage(storage: StorageProvider, userId: string): Promise<Map<string | null, number>> {
  const counts = new Map<string | null, number>();
  for (const event of await storage.affinity.events({ user_id: userId, personality: 'luna', limit: 100_000 })) if (event.kind === 'interaction') counts.set(event.message_id, (counts.get(event.message_id) ?? 0) + 1);
  return counts;
}

describe('a process killed in the middle of turns and jobs', () => {
  it('goes on where it was: nothing acknowledged is lost, every effect is there once', async () => {
    const acked = new Set<number>();
    for (let kill = 0; kill < kills; kill += 1) {
      // The last acknowledged message is sent again, as a client does that lost its connection.
      const acks = await runAndKill('talker.ts', [String(Math.max(0, ...acked))], 700);
      for (const number of acks) acked.add(Number(number));
    }
    const test = await createTestEngine({ dataFolder: data() });
    await test.engine.jobsIdle();
    await test.close();

    await inStorage(async (storage) => {
      const [session] = await storage.sessions.list({ user_id: 'default', limit: 10 });
      const messages: Message[] = await storage.messages.path({ leaf_id: session!.active_leaf_id!, limit: 100_000 });
      const said = messages.filter(({ speaker }) => speaker === 'user');
      const numbers = said.map(({ client_message_id }) => Number(client_message_id!.slice('client-'.length)));
      expect([...acked].filter((number) => !numbers.includes(number))).toEqual([]);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(await storage.messages.count({ session_id: session!.id })).toBeGreaterThanOrEqual(messages.length);
      expect(messages.filter(({ status }) => status === 'streaming')).toEqual([]);

      const withWords = messages.filter(({ content }) => content !== '').map(({ id }) => id);
      const [space] = await storage.embeddings.spaces();
      const vectors = (await storage.embeddings.scan({ space_id: space!.id, limit: 100_000 })).map(({ message_id }) => message_id);
      expect(withWords.filter((id) => vectors.filter((other) => other === id).length !== 1)).toEqual([]);
      const facts = await storage.facts.list({ user_id: 'default', include_past: true, limit: 100_000 });
      const wrongFacts = said.filter(({ id, content }) => facts.filter((fact) => fact.source_message_ids.includes(id)).length !== (content.includes('tengo') ? 1 : 0));
      expect(wrongFacts.map(({ content }) => content)).toEqual([]);
      expect(facts.filter(({ valid_to }) => valid_to === null)).toHaveLength(1);
      const events = await eventsByMessage(storage, 'default');
      // The very last message may have died before it was felt; nobody has asked for its reply since.
      const unfelt = said.filter(({ id }) => events.get(id) !== 1).map(({ id }) => id);
      expect(unfelt.filter((id) => id !== said.at(-1)!.id)).toEqual([]);
      expect([...events.values()].filter((count) => count > 1)).toEqual([]);
      for (const state of ['pending', 'running', 'failed', 'done'] as const) expect(await storage.jobs.count(state)).toBe(0);
      process.stdout.write(`killed ${kills} times in turns and jobs: ${acked.size} acknowledged, ${said.length} stored, 0 lost, 0 twice\n`);
    });
  }, 240_000);

  it.each([['none', 0], ['outside', 1]] as const)('a handler with its effect planted %s of the commit shows', async (plant, least) => {
    const acked: string[] = [];
    for (let kill = 0; kill < 5; kill += 1) acked.push(...await runAndKill('worker.ts', [plant], 25));
    const twice = await inStorage(async (storage) => {
      const events = await eventsByMessage(storage, 'ana');
      return acked.filter((key) => (events.get(key) ?? 0) > 1);
    });
    if (least === 0) expect(twice).toEqual([]);
    else expect(twice.length).toBeGreaterThanOrEqual(least);
  }, 60_000);
});
