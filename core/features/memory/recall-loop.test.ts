// What memory puts into a prompt must never come back as something the user said: 200 turns, and the same check against learners that are wrong on purpose.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fact, Job, Message } from '../../contract/entities.ts';
import { createIdSource } from '../../lib/ids.ts';
import { silentLog } from '../../lib/log.ts';
import { productFolder } from '../../luminora.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { createTestEngine } from '../../testing/test-engine.ts';
import { createLearnFacts } from './learn-facts.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});
const lines = (facts: readonly Fact[]) => facts.map(({ key, value }) => `${key}=${String(value)}`).sort();

describe('a companion that repeats what it recalled', () => {
  it('adds no fact in 200 turns; what the user says meanwhile is learnt', async () => {
    const test = await createTestEngine({
      script: { rules: [{ match: String.raw`\[Memoria: ([^\]]*)\]`, reply: 'Sé esto: $1. Me llamo Pedro, tengo 40 años y mi perro se llama Rex. I live in Oslo.' }], replies: ['Vivo en Oslo y me encanta el queso.'], context_tokens: 100_000 },
    });
    undo.push(() => test.close());
    const { client } = test.engine;
    const session = await client.sessions.create({});
    const told: Record<number, string> = { 0: 'Me llamo Ana y tengo 28 años', 1: 'Mi perro se llama Max', 60: 'Toco el violín', 120: 'Ahora vivo en Soria', 180: 'Tengo 29 años' };
    let recalledFacts = 0;
    for (let turn = 0; turn < 200; turn += 1) {
      const asked = turn % 3 === 0 ? '¿Cómo me llamo y cuántos años tengo?' : turn % 3 === 1 ? '¿Qué sabes de mi perro?' : `Cuéntame algo sobre el número ${turn}`;
      const end = (await test.say(session.id, told[turn] ?? asked)).at(-1);
      // A person pauses; learning waits for such pauses.
      if (told[turn] !== undefined || turn % 10 === 0) await test.engine.jobsIdle();
      if (end?.type === 'turn-end' && turn % 20 === 3) recalledFacts += (await client.chat.trace({ message_id: end.message.id })).recalled.filter(({ kind }) => kind === 'fact').length;
    }
    await test.engine.jobsIdle();
    expect(recalledFacts).toBeGreaterThan(10);
    expect(lines((await client.memory.facts({})).facts)).toEqual(['age=29', 'home_city=Soria', 'name=Ana', 'pet_dog=Max', 'plays_instrument=violín']);
  }, 120_000);
});

describe('the check itself', () => {
  const recalled = '[Memoria: tengo 40 años. Mi perro se llama Rex. I live in Oslo.]';
  const clock = { now: () => 1_700_000_000_000 };

  /** Facts after fifty questions with a recalled block beside them, each answered with the block, learnt by a learner that sees what `seen` makes of a message. */
  async function learn(seen: (message: Message) => Message): Promise<string[]> {
    const folder = mkdtempSync(join(tmpdir(), 'luminora-loop-'));
    const ids = createIdSource(clock);
    const storage: StorageProvider = openSqliteStorage(join(folder, 'luminora.db'), { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock, log: silentLog, secret: async () => undefined });
    undo.push(() => rmSync(folder, { recursive: true, force: true }), () => storage.close());
    await storage.commit([{ op: 'insert', entity: 'session', record: { id: 's', user_id: 'ana', personality: 'luna', title: '', created_at: 0, last_activity_at: 0, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } }]);
    const handing: StorageProvider = { ...storage, commit: (changes) => storage.commit(changes), messages: { ...storage.messages, get: async (id) => { const message = await storage.messages.get(id); return message && seen(message); } } };
    const learner = createLearnFacts({ storage: handing, clock, ids, broadcast: () => undefined });
    for (let turn = 0; turn < 50; turn += 1) {
      for (const speaker of ['user', 'assistant'] as const) {
        const message: Message = {
          id: ids.next(), session_id: 's', user_id: 'ana', parent_id: null, depth: 0, speaker, content: speaker === 'user' ? '¿Qué sabes de mí?' : recalled.slice(10, -1), status: 'complete', is_active: true, client_message_id: null,
          context: speaker === 'user' ? recalled : null, model: null, error: null, created_at: clock.now(),
        };
        const job: Job = { id: ids.next(), kind: 'learn-facts', key: message.id, payload: { message_id: message.id }, state: 'running', attempts: 1, run_at: 0, error: null, created_at: 0, updated_at: 0 };
        await storage.commit([{ op: 'insert', entity: 'message', record: message }]);
        await storage.commit((await learner(job, new AbortController().signal)).changes);
      }
    }
    return lines(await storage.facts.list({ user_id: 'ana', limit: 100 }));
  }

  it('finds nothing learnt by the learner as it is', async () => expect(await learn((message) => message)).toEqual([]));
  it('catches one that reads what was recalled', async () => expect(await learn((message) => ({ ...message, content: `${message.context?.slice(10, -1) ?? ''} ${message.content}` }))).not.toEqual([]));
  it('the block itself, with its brackets, tells the rules nothing even then', async () => expect(await learn((message) => ({ ...message, content: `${message.context ?? ''} ${message.content}` }))).toEqual([]));
  it('catches one that listens to the companion', async () => expect(await learn((message) => ({ ...message, speaker: 'user' }))).not.toEqual([]));
});
