// The parts of memory on a storage of their own: what moves a fact, what mends the index, what an embedder does when its model fails.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fact, Job, Message } from '../../contract/entities.ts';
import { createIdSource } from '../../lib/ids.ts';
import { silentLog } from '../../lib/log.ts';
import { productFolder } from '../../luminora.ts';
import { createScriptedEmbeddings } from '../../providers/embeddings/scripted.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { sqliteVecStore } from '../../providers/vectors/sqlite-vec.ts';
import type { VectorStore } from '../../providers/vectors/vectors.ts';
import { createEmbedder } from './embedder.ts';
import { factSentence } from './fact-sentence.ts';
import { createIndexMessage } from './index-message.ts';
import { standing } from './known-facts.ts';
import { createLearnFacts } from './learn-facts.ts';
import { mendIndex } from './mend-index.ts';
import { createRecall } from './recall.ts';
import type { RecallRequest } from './recall.ts';
import { createMemorySearch } from './search/memory-search.ts';

let folder: string;
let storage: StorageProvider;
let vectors: VectorStore;
const clock = { now: () => 1_700_000_000_000 };
const ids = createIdSource(clock);
const model = createScriptedEmbeddings({ dimension: 16 });
const space = model.space();
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-memory-'));
  const deps = { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock, log: silentLog, secret: async () => undefined };
  storage = openSqliteStorage(join(folder, 'luminora.db'), deps);
  vectors = await sqliteVecStore.create(sqliteVecStore.options.parse({}), deps);
  await vectors.ensureSpace(space.id, space.dimension);
  await storage.commit([
    { op: 'insert', entity: 'embedding_space', record: { ...space, created_at: 0 } },
    { op: 'insert', entity: 'session', record: { id: 's', user_id: 'ana', personality: 'luna', title: '', created_at: 0, last_activity_at: 0, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } },
  ]);
});
afterEach(async () => {
  await vectors.close();
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

async function say(content: string, more: Partial<Message> = {}): Promise<Message> {
  const message: Message = {
    id: ids.next(), session_id: 's', user_id: 'ana', parent_id: null, depth: 0, speaker: 'user', content, status: 'complete', is_active: true, client_message_id: null, context: null, model: null, error: null, created_at: clock.now(), ...more,
  };
  await storage.commit([{ op: 'insert', entity: 'message', record: message }]);
  return message;
}
const job = (messageId: string): Job => ({ id: ids.next(), kind: 'k', key: messageId, payload: { message_id: messageId }, state: 'running', attempts: 1, run_at: 0, error: null, created_at: 0, updated_at: 0 });
const signal = new AbortController().signal;

describe('learning', () => {
  const learn = async (message: Message) => {
    const told: string[] = [];
    const outcome = await createLearnFacts({ storage, clock, ids, broadcast: (event) => told.push(event.type) })(job(message.id), signal);
    await storage.commit(outcome.changes);
    outcome.committed?.();
    return told.filter((type) => type === 'facts-learnt').length;
  };
  const all = async () => (await storage.facts.list({ user_id: 'ana', include_past: true, limit: 100 })).map(({ value, valid_to, source_message_ids }) => ({ value, isCurrent: valid_to === null, sources: source_message_ids.length }));

  it('supersedes, repeats, and does nothing twice', async () => {
    const [first, again, later] = [await say('Tengo 28 años'), await say('tengo 28 años'), await say('tengo 29 años')];
    expect(await learn(first)).toBe(1);
    expect(await learn(first)).toBe(0);
    expect(await learn(again)).toBe(0);
    expect(await all()).toEqual([{ value: 28, isCurrent: true, sources: 2 }]);
    expect(await learn(later)).toBe(1);
    expect(await all()).toEqual([{ value: 28, isCurrent: false, sources: 2 }, { value: 29, isCurrent: true, sources: 1 }]);
    const [old, now] = await storage.facts.list({ user_id: 'ana', include_past: true, limit: 10 });
    expect(old!.superseded_by).toBe(now!.id);
  });

  it('what was said before changes nothing, whatever the order of the jobs and the clock', async () => {
    const [first, later] = [await say('tengo 28 años', { created_at: clock.now() + 1e9 }), await say('tengo 29 años', { created_at: 5 })];
    await learn(later);
    expect(await learn(first)).toBe(0);
    expect(await all()).toEqual([{ value: 29, isCurrent: true, sources: 1 }]);
  });

  it('what the user set by hand stays, and only the user is listened to', async () => {
    const fact: Fact = { id: 'f', user_id: 'ana', scope: '', category: 'personal_info', key: 'name', value: 'Anita', confidence: 1, source_message_ids: [], tags: [], source: 'user', valid_from: 0, valid_to: null, superseded_by: null, is_pinned: false, local_only: false, created_at: 0, updated_at: 0 };
    await storage.commit([{ op: 'insert', entity: 'fact', record: fact }]);
    await learn(await say('Me llamo Ana'));
    await learn(await say('Me llamo Luna', { speaker: 'assistant' }));
    expect((await createLearnFacts({ storage, clock, ids, broadcast: () => undefined })(job('gone'), signal)).changes).toEqual([]);
    expect(await all()).toEqual([{ value: 'Anita', isCurrent: true, sources: 0 }]);
  });
});

describe('standing facts', () => {
  const fact = (id: string, superseded_by: string | null, valid_to: number | null): Fact => ({ id, user_id: 'ana', scope: '', category: 'other', key: 'k', value: id, confidence: 1, source_message_ids: [], tags: [], source: 'x', valid_from: 0, valid_to, superseded_by, is_pinned: false, local_only: false, created_at: 0, updated_at: 0 });
  const chain = [fact('a', 'b', 1), fact('b', 'c', 2), fact('c', null, null)];
  it.each([[['a', 'b', 'c'], ['c']], [['a', 'b'], ['b']], [['a', 'c'], ['c']], [['a'], ['a']], [[], []]])('of a chain, with %j live: %j', (live, expected) => {
    expect(standing(chain, ({ id }) => live.includes(id)).map(({ id }) => id)).toEqual(expected);
  });
  it('one that was ended by hand stays ended', () => {
    expect(standing([fact('a', null, 1), fact('b', 'gone', 1)], () => true)).toEqual([]);
  });
});

describe('a fact as a sentence', () => {
  it.each([['pet_dog', 'Max', 'es', 'El perro del usuario se llama Max'], ['pet_iguana', 'Max', 'es', 'El iguana del usuario se llama Max'], ['pet_dog', 'Max', 'en', "The user's dog is called Max"], ['age', 28, 'en', 'The user is 28 years old'], ['favourite_colour', ['red', 'blue'], 'en', 'favourite colour: red, blue']] as const)('%s %j in %s', (key, value, language, sentence) => {
    expect(factSentence({ key, value: value as Fact['value'] }, language)).toBe(sentence);
  });
});

describe('the index', () => {
  const embedder = createEmbedder(async () => model, { log: silentLog, clock });
  it('is made to agree with the rows', async () => {
    const messages = [];
    for (let number = 0; number < 1100; number += 1) messages.push(await say(`number ${number}`));
    const [vector] = await model.embed(['x'], 'query');
    await storage.commit(messages.map(({ id }) => ({ op: 'insert', entity: 'message_embedding', record: { id: `${space.id}/${id}`, space_id: space.id, message_id: id, user_id: 'ana', session_id: 's', vector: vector!, created_at: 0 } })));
    const entry = (owner_id: string) => ({ owner_id, user_id: 'ana', session_id: 's', vector: vector! });
    await vectors.upsert(space.id, [...messages.slice(0, 600).map(({ id }) => entry(id)), entry('orphan-1'), entry('orphan-2')]);
    expect(await mendIndex({ storage, vectors, log: silentLog }, space.id)).toEqual({ added: 500, removed: 2 });
    expect(await mendIndex({ storage, vectors, log: silentLog }, space.id)).toEqual({ added: 0, removed: 0 });
  });

  it('gets a message with words, and gives it back when its row could not be kept', async () => {
    const index = createIndexMessage({ storage, vectors, embedder, clock, hasVectors: () => true, changesFor: async () => [] });
    const message = await say('words');
    const outcome = await index(job(message.id), signal);
    expect(outcome.changes).toHaveLength(1);
    expect(await vectors.listOwnerIds(space.id, null, 10)).toEqual([message.id]);
    await outcome.undone?.();
    expect(await vectors.listOwnerIds(space.id, null, 10)).toEqual([]);
    for (const left of [await say(' '), await say('x', { status: 'failed' }), await say('x', { status: 'streaming', speaker: 'assistant' })]) expect((await index(job(left.id), signal)).changes).toEqual([]);
    expect((await index(job('gone'), signal)).changes).toEqual([]);
    const none = createEmbedder(() => Promise.reject(new Error('no')), { log: silentLog, clock });
    await expect(createIndexMessage({ storage, vectors, embedder: none, clock, hasVectors: () => true, changesFor: async () => [] })(job(message.id), signal)).rejects.toMatchObject({ code: 'provider_unavailable' });
  });

  it('that fails leaves words to find by', async () => {
    await say('lighthouse');
    const broken = { ...vectors, query: () => Promise.reject(new Error('no')) };
    const search = createMemorySearch({ storage, vectors: broken, embedder, clock, log: silentLog, neighbours: () => 0 });
    expect(await search({ user_id: 'ana', text: 'lighthouse', limit: 5 })).toMatchObject({ keyword_only: true, items: [{ text: 'lighthouse' }] });
  });
});

describe('the embedder', () => {
  it('asks the model once per text, and leaves one that failed alone for a while', async () => {
    let now = 0;
    let tries = 0;
    const asked: string[][] = [];
    const embedder = createEmbedder(async () => {
      tries += 1;
      if (tries < 3) throw new Error('no');
      return { ...model, embed: async (texts, use) => { asked.push([...texts]); return model.embed(texts, use); } };
    }, { log: silentLog, clock: { now: () => now } });
    expect(await embedder.embed(['a'], 'query')).toBeNull();
    expect(await embedder.spaceId()).toBeNull();
    expect(tries).toBe(1);
    now = 30_000;
    expect(await embedder.spaceId()).toBeNull();
    embedder.replace();
    expect(await embedder.spaceId()).toBe(space.id);
    expect(tries).toBe(3);
    const vectorsOf = await embedder.embed(['a', 'b', 'a'], 'query');
    expect(vectorsOf).toHaveLength(3);
    expect(vectorsOf![0]).toBe(vectorsOf![2]);
    await embedder.embed(['b'], 'query');
    expect(asked).toEqual([['a', 'b']]);
  });
});

describe('recall', () => {
  const request = (more: Partial<RecallRequest> = {}): RecallRequest => ({ user_id: 'ana', personality: 'luna', project: '', text: 'dog', vector: null, language: 'en', message_id: 'now', promptMessageIds: new Set(), promptContexts: [], limit: 10, tokenBudget: 500, ...more });
  const recall = () => createRecall({ storage, search: createMemorySearch({ storage, vectors, embedder: createEmbedder(async () => model, { log: silentLog, clock }), clock, log: silentLog, neighbours: () => 1 }) });
  const remember = (key: string, value: string, more: Partial<Fact> = {}) => storage.commit([{ op: 'insert', entity: 'fact', record: { id: ids.next(), user_id: 'ana', scope: '', category: 'other', key, value, confidence: 1, source_message_ids: [], tags: [], source: 'x', valid_from: 0, valid_to: null, superseded_by: null, is_pinned: false, local_only: false, created_at: 0, updated_at: 0, ...more } }]);

  it('tells apart what is pinned for this companion, and true on the branch on screen', async () => {
    const said = await say('Vivo en Soria');
    await remember('everywhere', 'Max', { is_pinned: true });
    await remember('here', 'Luna', { is_pinned: true, scope: 'luna' });
    await remember('elsewhere', 'Sol', { is_pinned: true, scope: 'sol' });
    await remember('town', 'Soria', { is_pinned: true, source_message_ids: [said.id] });
    const pinned = async () => (await recall()(request())).pinned.map(({ key }) => key).sort();
    expect(await pinned()).toEqual(['everywhere', 'here', 'town']);
    await storage.commit([{ op: 'update', entity: 'message', id: said.id, set: { is_active: false } }]);
    expect(await pinned()).toEqual(['everywhere', 'here']);
  });

  it('says nothing twice: not what the prompt shows, nor what was recalled before, quotation marks or not', async () => {
    const shown = await say('the dog sleeps');
    await say('he said "good dog"');
    await say('a dog on the beach');
    const { items } = await recall()(request({ promptMessageIds: new Set([shown.id]), promptContexts: [`[Memory: 2023-11-14 the user said: "he said 'good dog'".]`] }));
    expect(Object.fromEntries(items.map(({ text, is_in_prompt }) => [text, is_in_prompt]))).toEqual({ 'the dog sleeps': true, 'he said "good dog"': true, 'a dog on the beach': false });
  });

  it('a fact that is asked for is sent again, another that was sent is not', async () => {
    await remember('dog', 'Max');
    await remember('town', 'Soria');
    await remember('secret of another', 'x', { scope: 'other' });
    await remember('pinned', 'always', { is_pinned: true });
    const { items } = await recall()(request({ promptContexts: ['[Memory: dog: Max. town: Soria.]'] }));
    expect(items.map(({ text, is_in_prompt, reason }) => [text, is_in_prompt, reason])).toEqual([['dog: Max', false, 'about-user'], ['pinned: always', true, 'pinned'], ['town: Soria', true, 'about-user']]);
  });

  it('of more facts than a turn can hold, sends the pinned, then those asked for, then the latest', async () => {
    for (let number = 0; number < 40; number += 1) await remember(`a${String(number).padStart(2, '0')}`, 'x', { updated_at: number });
    await remember('dog', 'Max');
    await remember('zebra', 'always', { is_pinned: true });
    const texts = (await recall()(request({ tokenBudget: 5000 }))).items.map(({ text }) => text);
    expect(texts).toEqual([...Array.from({ length: 18 }, (_, index) => `a${index + 22}: x`), 'dog: Max', 'zebra: always']);
  });

  it('keeps its budget', async () => {
    for (let number = 0; number < 10; number += 1) await say(`dog ${'word '.repeat(30)} ${number}`);
    expect((await recall()(request({ tokenBudget: 120 }))).items).toHaveLength(2);
    expect((await recall()(request({ tokenBudget: 0 }))).items).toEqual([]);
  });
});
