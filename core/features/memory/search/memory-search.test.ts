// The whole search on a real storage, a real index and the shipped model: what a person asks finds what was said, on the branch that counts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fact, Message, RecalledItem } from '../../../contract/entities.ts';
import type { SearchFilters } from '../../../contract/memory.ts';
import { createIdSource } from '../../../lib/ids.ts';
import { silentLog } from '../../../lib/log.ts';
import { productFolder } from '../../../luminora.ts';
import type { EmbeddingModel } from '../../../providers/embeddings/embeddings.ts';
import { localEmbeddingOptions, localEmbeddings } from '../../../providers/embeddings/local.ts';
import { openSqliteStorage } from '../../../providers/storage/sqlite/open.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { sqliteVecStore } from '../../../providers/vectors/sqlite-vec.ts';
import type { VectorStore } from '../../../providers/vectors/vectors.ts';
import { createClassificationWeights } from '../classification/weights.ts';
import { createEmbedder } from '../embedder.ts';
import { createIndexMessage } from '../index-message.ts';
import { createMemorySearch, type MemorySearchParts, type SearchQuery } from './memory-search.ts';

let model: EmbeddingModel;
let folder: string;
let storage: StorageProvider;
let vectors: VectorStore;
const now = Date.UTC(2023, 5, 14);
const clock = { now: () => now };
const ids = createIdSource(clock);
const secret = async () => undefined;
beforeAll(async () => {
  model = await localEmbeddings.create(localEmbeddingOptions.parse({}), { fetch: () => Promise.reject(new Error('no network')), clock, log: silentLog, modelsFolder: join(productFolder, 'models'), downloadsFolder: join(tmpdir(), 'none'), secret });
});
afterAll(() => model.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-search-'));
  const deps = { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock, log: silentLog, secret };
  storage = openSqliteStorage(join(folder, 'luminora.db'), deps);
  vectors = await sqliteVecStore.create(sqliteVecStore.options.parse({}), deps);
  await vectors.ensureSpace(model.space().id, model.space().dimension);
  await storage.commit([{ op: 'insert', entity: 'embedding_space', record: { ...model.space(), created_at: 0 } }]);
});
afterEach(async () => {
  await vectors.close();
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

const embedder = () => createEmbedder(async () => model, { log: silentLog, clock });
const noModel = () => createEmbedder(() => Promise.reject(new Error('no model')), { log: silentLog, clock });

/** Says texts one after another in a session of their own; "luna: ..." is the companion's. With `indexed` false, without vectors. */
async function talk(texts: readonly string[], more: { user_id?: string; personality?: string; at?: number; indexed?: boolean } = {}): Promise<Message[]> {
  const session_id = ids.next();
  const user_id = more.user_id ?? 'ana';
  await storage.commit([{ op: 'insert', entity: 'session', record: { id: session_id, user_id, personality: more.personality ?? 'luna', title: '', created_at: 0, last_activity_at: 0, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } }]);
  const said: Message[] = [];
  for (const text of texts) {
    said.push({
      id: ids.next(), session_id, user_id, parent_id: said.at(-1)?.id ?? null, depth: said.length, speaker: text.startsWith('luna: ') ? 'assistant' : 'user', content: text.replace('luna: ', ''), status: 'complete', is_active: true,
      client_message_id: null, context: null, model: null, error: null, created_at: (more.at ?? now) + said.length * 1000,
    });
  }
  await storage.commit(said.map((record) => ({ op: 'insert', entity: 'message', record })));
  if (more.indexed !== false) for (const message of said) await index(message);
  return said;
}
async function index(message: Message): Promise<void> {
  const job = createIndexMessage({ storage, vectors, embedder: embedder(), clock, hasVectors: () => true, changesFor: async () => [] });
  const record = { id: ids.next(), kind: 'index-message', key: message.id, payload: { message_id: message.id }, state: 'running' as const, attempts: 1, run_at: 0, error: null, created_at: 0, updated_at: 0 };
  await storage.commit((await job(record, new AbortController().signal)).changes);
}
const searcher = (parts: Partial<MemorySearchParts> = {}) => createMemorySearch({ storage, vectors, embedder: embedder(), clock, log: silentLog, neighbours: () => 1, ...parts });
const ask = async (text: string, more: Partial<SearchQuery> = {}, parts: Partial<MemorySearchParts> = {}): Promise<RecalledItem[]> => (await searcher(parts)({ user_id: 'ana', text, limit: 5, ...more })).items;
const texts = (items: readonly RecalledItem[]) => items.map(({ text }) => text);

const chatter = ['El tren sale a las ocho y media', 'luna: ¿Y llegas a tiempo?', 'Ayer compré harina para el bizcocho', 'La reunión con mi jefa fue larguísima', 'luna: Descansa un poco.', 'Mi perro se llama Max', 'luna: ¡Qué nombre tan bonito!', 'Estoy leyendo una novela de piratas', 'El domingo iremos a la playa'];
const smallTalk = ['The train leaves at half past eight', 'luna: Will you make it?', 'I bought flour for the cake yesterday', 'My dog is called Max', 'luna: What a lovely name!', 'I am reading a novel about pirates', 'We are going to the beach on Sunday'];

describe('search by other words', () => {
  it('finds the dog for "mascota" and for "pet", in either language', async () => {
    await talk(chatter);
    await talk(smallTalk, { user_id: 'bo' });
    for (const query of ['cuando hablamos de mi mascota', 'qué te conté de mi animal', 'what did I say about my pet?']) expect(texts(await ask(query))[0], query).toBe('Mi perro se llama Max');
    for (const query of ['when we talked about my pet', 'cuando hablamos de mi mascota']) expect(texts(await ask(query, { user_id: 'bo' }))[0], query).toBe('My dog is called Max');
  });

  it('does so without vectors too, by themes and by what was learnt', async () => {
    const said = await talk([...chatter, 'Max ya tiene cinco años', 'luna: Qué mayor.'], { indexed: false });
    const found = await searcher({ embedder: noModel() })({ user_id: 'ana', text: 'cuando hablamos de mi mascota', limit: 5 });
    expect(found).toMatchObject({ keyword_only: true, terms: ['mascota'] });
    expect(found.items[0]?.text).toBe('Mi perro se llama Max');
    const fact: Fact = { id: ids.next(), user_id: 'ana', scope: '', category: 'relationships', key: 'pet_iguana', value: 'Max', confidence: 1, source_message_ids: [said.at(-2)!.id], tags: [], source: 'rules-es', valid_from: 0, valid_to: null, superseded_by: null, is_pinned: false, local_only: false, created_at: 0, updated_at: 0 };
    await storage.commit([{ op: 'insert', entity: 'fact', record: fact }]);
    expect(texts(await ask('mi iguana', {}, { embedder: noModel() }))[0]).toBe('Max ya tiene cinco años');
  });

  it('endings and accents do not matter, and whole words do', async () => {
    await talk(['Cantábamos canciones antiguas', 'Nada que ver']);
    expect(texts(await ask('cancion', {}, { embedder: noModel() }))[0]).toBe('Cantábamos canciones antiguas');
    expect(texts(await ask('nadar', {}, { embedder: noModel(), neighbours: () => 0 }))).not.toContain('Cantábamos canciones antiguas');
  });
});

describe('who and when', () => {
  const named = { speaker_names: { user: 'Ana', assistant: 'Luna' } };
  it('a name asks for what that one said', async () => {
    await talk(['I would love to see Japan one day', 'luna: I would love to see Iceland one day']);
    expect(texts(await ask('Where would Luna love to go?', named))[0]).toContain('Iceland');
    expect(texts(await ask('Where would Ana love to go?', named))[0]).toContain('Japan');
  });

  it('a time in the question finds what was said then', async () => {
    for (const [month, what] of [[2, 'the museum'], [4, 'the theatre'], [5, 'the market']] as const) await talk([`I went to ${what} with Tom`], { at: Date.UTC(2023, month, 3, 12) });
    expect(texts(await ask('where did I go with Tom last May?'))[0]).toContain('theatre');
    expect(texts(await ask('¿dónde fui con Tom en marzo?'))[0]).toContain('museum');
    expect((await ask('where did I go with Tom last May?'))[0]?.parts.time).toBeGreaterThan(0);
  });

  it('nothing but a time finds what was said then among much else', async () => {
    for (let week = 0; week < 60; week += 1) await talk([`note ${week} about the garden`, `note ${week} about the street`, `note ${week} about the shop`], { at: now - (week + 5) * 7 * 86_400_000, indexed: false });
    await talk(['The cupboard fell on my foot'], { at: now - 8 * 86_400_000, indexed: false });
    expect(texts(await ask('¿de qué hablamos la semana pasada?', {}, { embedder: noModel() }))[0]).toBe('The cupboard fell on my foot');
  });
});

describe('what may be found', () => {
  it('never a branch left behind, nor by its words; again when it is taken up', async () => {
    const [first, second] = await talk(['The lighthouse of Vigo is white', 'luna: I like lighthouses']);
    const sibling: Message = { ...second!, id: ids.next(), content: 'Windmills are better', created_at: now };
    await storage.commit([{ op: 'insert', entity: 'message', record: { ...sibling, is_active: false } }]);
    await index(sibling);
    const shown = async (text: string) => texts(await ask(text, { limit: 20 }));
    expect(await shown('windmills')).not.toContain('Windmills are better');
    await storage.commit([{ op: 'activate-branch', session_id: first!.session_id, leaf_id: sibling.id }]);
    expect(await shown('windmills')).toContain('Windmills are better');
    expect(await shown('I like lighthouses')).not.toContain('I like lighthouses');
  });

  it('nothing of a session that was deleted, no word of it in the files', async () => {
    const said = await talk(['The xylophone is in the attic']);
    await storage.commit([{ op: 'delete-session', session_id: said[0]!.session_id }]);
    expect(await ask('xylophone')).toEqual([]);
    expect((await storage.messages.wordCounts(['xylophon'])).counts.size).toBe(0);
  });

  it('filters narrow by session, companion, speaker and time', async () => {
    const [one] = await talk(['the dog barks', 'luna: a dog is a friend'], { at: 1000 });
    const [two] = await talk(['my dog sleeps', 'luna: dogs do'], { personality: 'sol', at: 50_000 });
    const filtered = async (filters: SearchFilters) => (await ask('dog', { filters, limit: 20 })).map(({ text }) => text).sort();
    expect(await filtered({ session_id: two!.session_id })).toEqual(['dogs do', 'my dog sleeps']);
    expect(await filtered({ personality: 'luna' })).toEqual(['a dog is a friend', 'the dog barks']);
    expect(await filtered({ speaker: 'user' })).toEqual(['my dog sleeps', 'the dog barks']);
    expect(await filtered({ from: one!.created_at, to: 2000 })).toEqual(['a dog is a friend', 'the dog barks']);
    expect(await filtered({ from: 60_000 })).toEqual([]);
    expect(await filtered({ kinds: ['episode'] })).toEqual([]);
  });

  it('classification weighs and filters: the same question with and without', async () => {
    const [dull, grave] = [(await talk(['the dog is at the vet again'], { at: now }))[0]!, (await talk(['the dog is at the vet today'], { at: now - 1 }))[0]!];
    const classify = (message: Message, importance: 'low' | 'critical', score: number) => storage.commit([{ op: 'insert', entity: 'classification', record: {
      id: message.id, user_id: 'ana', session_id: message.session_id, content_hash: message.id, category: 'relationships', importance, importance_score: score, emotion: 'sadness', emotions: ['sadness'], sentiment: 'neutral', sentiment_score: 0, interactions: [], life_event: null,
      privacy: 'personal', language: 'en', analyser: 'test', created_at: 0,
    } } as never]);
    await classify(dull, 'low', 0);
    await classify(grave, 'critical', 10);
    const query = { text: 'dog at the vet', vector: null };
    const classifications = createClassificationWeights(storage);
    expect((await ask(query.text, query)).map(({ id }) => id)).toEqual([dull.id, grave.id]);
    const weighed = await ask(query.text, query, { classifications });
    expect(weighed.map(({ id }) => id)).toEqual([grave.id, dull.id]);
    expect(weighed[0]!.parts.importance).toBeGreaterThan(weighed[1]!.parts.importance);
    expect((await ask(query.text, { ...query, filters: { importance: ['low'] } }, { classifications })).map(({ id }) => id)).toEqual([dull.id]);
  });

  it('neighbours come along as far as the configuration says', async () => {
    await talk(['a', 'b', 'c', 'the lighthouse', 'd', 'e', 'f'].map((text) => (text.length === 1 ? `luna: nothing ${text}` : text)), { indexed: false });
    const with_ = async (distance: number) => (await ask('lighthouse', { limit: 20 }, { embedder: noModel(), neighbours: () => distance })).map(({ text, reason }) => `${text} ${reason}`).sort();
    expect(await with_(0)).toEqual(['the lighthouse hit']);
    expect(await with_(1)).toEqual(['nothing c neighbour', 'nothing d neighbour', 'the lighthouse hit']);
    expect(await with_(2)).toHaveLength(5);
  });

  it('other sources take part by their score, and by their kind', async () => {
    await talk(['the dog barks'], { indexed: false });
    const item: RecalledItem = { kind: 'episode', id: 'e', text: 'an episode', speaker: null, session_id: null, message_id: null, created_at: 0, score: 9, parts: { words: 9, meaning: 0, context: 0, time: 0, person: 0, recency: 0, importance: 0 }, reason: 'hit', is_in_prompt: false };
    const otherSources = [{ kind: 'episode' as const, search: async () => [item] }];
    expect(texts(await ask('dog', { vector: null }, { otherSources }))).toEqual(['an episode', 'the dog barks']);
    expect(texts(await ask('dog', { vector: null, filters: { kinds: ['message'] } }, { otherSources }))).toEqual(['the dog barks']);
    expect(texts(await ask('dog', { vector: null, filters: { kinds: ['episode'] } }, { otherSources }))).toEqual(['an episode']);
  });
});
