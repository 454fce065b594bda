// Episodes from the message to the row and back: on a real storage, a real index and real jobs. The embeddings are hashes: what needs meaning is tested with the model.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../contract/events.ts';
import type { Message, RecalledItem } from '../../../contract/entities.ts';
import type { Episode } from '../../../contract/episodes.ts';
import { createJobRunner } from '../../../jobs/job-runner.ts';
import type { JobRunner } from '../../../jobs/job-runner.ts';
import { createScriptedEmbeddings } from '../../../providers/embeddings/scripted.ts';
import { createTestMemory } from '../../../testing/test-memory.ts';
import type { TestMemory } from '../../../testing/test-memory.ts';
import type { MemoryAnalyser } from '../analysis.ts';
import { createMessageClassification, createMessageClassifier } from '../classification/index.ts';
import { createEmbedder } from '../embedder.ts';
import { searchTerms } from '../stop-words.ts';
import { createEpisodes } from './create-episodes.ts';
import type { Episodes } from './create-episodes.ts';
import { forget } from './forgotten.ts';
import { episodeSpace } from './index-episode.ts';
import { knownEpisodes } from './known-episodes.ts';
import { reinforceJobs } from './reinforce.ts';

const model = createScriptedEmbeddings({ dimension: 16 });
const spaceId = model.space().id;
const signal = new AbortController().signal;
/** Words alone: what the cues of the rules do not say, nobody does. */
const analyser: MemoryAnalyser = {
  version: () => 'test',
  analyse: ({ text }) => ({ language: 'en', emotion: 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: 0, interactions: [], life_event: null, importance: /urgent/.test(text) ? 7 : 2 }),
};

let memory: TestMemory;
let episodes: Episodes;
let jobs: JobRunner;
let events: EngineEvent[];
let settings = { isOn: true, frequency: 5 };
beforeEach(async () => {
  settings = { isOn: true, frequency: 5 };
  events = [];
  memory = await createTestMemory();
  await memory.storage.commit([{ op: 'insert', entity: 'embedding_space', record: { ...model.space(), created_at: 0 } }]);
  const embedder = createEmbedder(async () => model, memory);
  episodes = createEpisodes({ ...memory, embedder, broadcast: (event) => events.push(event), settings: () => settings, hasVectors: () => true });
  jobs = createJobRunner({ ...memory, handlers: episodes.handlers });
});
afterEach(async () => {
  await jobs.stop();
  await memory.close();
});

async function settle(): Promise<void> {
  jobs.kick();
  await jobs.idle();
}
/** Says it, classifies it as the index job does, and lets the jobs run. */
async function say(content: string, more: Partial<Message> = {}): Promise<Message> {
  const message = await memory.say(content, more);
  const classifier = createMessageClassifier({ ...memory, analyser, factCategories: () => [], nearestCategory: async () => null });
  const classification = createMessageClassification({ storage: memory.storage, embedder: { embed: async () => null }, classifier, after: episodes.trigger });
  await memory.storage.commit(await classification.changesFor(message, null, null));
  await settle();
  return message;
}
const answer = (content: string) => say(content, { speaker: 'assistant' });
const known = () => knownEpisodes(memory.storage, { user_id: 'ana', limit: 100 });
const sourcesOf = (all: readonly Episode[]) => all.map((episode) => episode.source_message_ids);

describe('detection', () => {
  it('of something of weight comes at once, and what is said about it next extends the one episode', async () => {
    const first = await say('Mi perro murió ayer');
    expect((await known()).map(({ title, source, personality }) => ({ title, source, personality }))).toEqual([{ title: 'Mi perro murió ayer', source: 'rules', personality: 'luna' }]);
    const reply = await answer('Lo siento mucho');
    const second = await say('Era mi mejor amigo');
    const [episode, ...others] = await known();
    expect(others).toEqual([]);
    expect(episode).toMatchObject({ type: 'emotional_moment', summary: 'Mi perro murió ayer. Era mi mejor amigo.', source_message_ids: [first.id, reply.id, second.id], ended_at: second.created_at, never_decays: true });
    expect(episode!.tags).toContain('sad');
    expect(events.filter(({ type }) => type === 'episode-changed')).toHaveLength(3);
  });

  it('done again changes nothing', async () => {
    const message = await say('Mi perro murió ayer');
    const before = await known();
    const job = { id: 'j', kind: 'detect-episodes', key: 'again', payload: { message_id: message.id, session_id: 's' }, state: 'running' as const, attempts: 1, run_at: 0, error: null, created_at: 0, updated_at: 0 };
    expect((await episodes.handlers['detect-episodes']!(job, signal)).changes).toEqual([]);
    expect((await episodes.handlers['detect-episodes']!({ ...job, payload: { message_id: 'gone' } }, signal)).changes).toEqual([]);
    expect(await known()).toEqual(before);
  });

  it('looks now and then at talk of no weight, at every message where asked to, and never when switched off', async () => {
    const looks = async (count: number) => {
      let added = 0;
      for (let turn = 0; turn < count; turn += 1) {
        const message = await memory.say(`nothing ${turn}`);
        added += (await episodes.trigger(message, { importance_score: 2, life_event: null, emotions: [], emotion: 'neutral', interactions: [], sentiment_score: 0, privacy: 'public' } as never)).length;
        await memory.say('ok', { speaker: 'assistant' });
      }
      return added;
    };
    expect(await looks(10)).toBe(2);
    settings = { isOn: true, frequency: 1 };
    expect(await looks(3)).toBe(3);
    settings = { isOn: false, frequency: 1 };
    expect(await looks(3)).toBe(0);
    settings = { isOn: true, frequency: 1000 };
    await say('urgent');
    expect(await memory.storage.count('job')).toBe(0);
    settings = { isOn: false, frequency: 1 };
    await say('Mi gato murió');
    expect(await known()).toEqual([]);
  });

  it('a day of long talk about nothing leaves one routine, which grows', async () => {
    const talk = async (from: number, to: number) => {
      for (let turn = from; turn < to; turn += 1) {
        await say(`Today I cooked dish number ${turn} for dinner`);
        await answer('Nice');
      }
    };
    await talk(0, 10);
    const [routine, ...others] = await known();
    expect(others).toEqual([]);
    expect(routine).toMatchObject({ type: 'routine', never_decays: false });
    expect(routine!.importance).toBeLessThanOrEqual(3);
    expect(routine!.tags).toContain('routine');
    await talk(10, 20);
    const grown = await known();
    expect(grown.map(({ id }) => id)).toEqual([routine!.id]);
    expect(grown[0]!.source_message_ids.length).toBeGreaterThan(routine!.source_message_ids.length);
    memory.clock.time += 3 * 86_400_000;
    await talk(20, 30);
    expect((await known()).map(({ type }) => type)).toEqual(['routine', 'routine']);
  });

  it('two happenings of one window are two, and stay two', async () => {
    await say('Mi perro murió ayer');
    await answer('Lo siento');
    await say('Por cierto, me han ascendido a jefa');
    await answer('Enhorabuena');
    await say('Empiezo el lunes en la oficina nueva');
    expect((await known()).map(({ type }) => type).sort()).toEqual(['achievement', 'emotional_moment']);
  });
});

describe('branches', () => {
  it('what was said on a branch left behind is not recalled, and returns with it', async () => {
    const first = await say('Mi perro murió ayer');
    const reply = await answer('Lo siento');
    const old = await say('Era mi mejor amigo');
    const before = sourcesOf(await known());
    const edited = await say('Me gritó el veterinario', { parent_id: reply.id });
    expect(sourcesOf(await known())).toEqual([expect.not.arrayContaining([old.id])]);
    expect(JSON.stringify(await known())).not.toContain('mejor amigo');
    await memory.storage.commit([{ op: 'activate-branch', session_id: 's', leaf_id: old.id }]);
    expect(sourcesOf(await known())).toEqual(before);
    await memory.storage.commit([{ op: 'activate-branch', session_id: 's', leaf_id: edited.id }]);
    expect((await known())[0]!.source_message_ids[0]).toBe(first.id);
    await say('Hola otra vez', { parent_id: null });
    expect(await known()).toEqual([]);
  });

  it('a message left behind before its job ran makes no episode', async () => {
    const message = await memory.say('Mi perro murió ayer');
    const jobsFor = await episodes.trigger(message, { importance_score: 8, life_event: null, emotions: [], emotion: 'neutral', interactions: [], sentiment_score: 0, privacy: 'public' } as never);
    expect(jobsFor).toHaveLength(1);
    await memory.say('Hola', { parent_id: null });
    await memory.storage.commit(jobsFor);
    await settle();
    expect(await memory.storage.count('episode')).toBe(0);
  });

  it('what the user wrote or pinned stands while any of it is on screen', async () => {
    await say('Mi perro murió ayer');
    const reply = await answer('Lo siento');
    await say('Era mi mejor amigo');
    const [episode] = await known();
    await memory.storage.commit([{ op: 'update', entity: 'episode', id: episode!.id, set: { title: 'Mi Max', source: 'user' } }]);
    await say('Le echo de menos', { parent_id: reply.id });
    expect((await known()).map(({ title }) => title)).toEqual(['Mi Max']);
  });
});

describe('the user decides', () => {
  it('a deleted episode is not made again of the same words, one put back is', async () => {
    const first = await say('Mi perro murió ayer');
    const [episode] = await known();
    await memory.storage.commit([{ op: 'delete', entity: 'episode', id: episode!.id }, await forget(memory.storage, episode!, true, 0)]);
    await answer('Lo siento');
    await say('Hola, ¿qué tal?');
    expect(await known()).toEqual([]);
    await memory.storage.commit([await forget(memory.storage, episode!, false, 0)]);
    expect(await memory.storage.count('setting')).toBe(0);
    await say('¿Me cuentas un chiste?');
    expect(sourcesOf(await known())[0]).toContain(first.id);
  });

  it('words of the user stay when the episode grows', async () => {
    await say('Mi perro murió ayer');
    const [episode] = await known();
    await memory.storage.commit([{ op: 'update', entity: 'episode', id: episode!.id, set: { title: 'Adiós, Max', summary: 'Max se fue.', importance: 3, source: 'user' } }]);
    await say('Era mi mejor amigo');
    expect(await known()).toMatchObject([{ title: 'Adiós, Max', summary: 'Max se fue.', importance: 3, source: 'user', source_message_ids: [expect.anything(), expect.anything()] }]);
  });

  it('words of a model stay until the user says more about it', async () => {
    await say('Mi perro murió ayer');
    const [episode] = await known();
    await memory.storage.commit([{ op: 'update', entity: 'episode', id: episode!.id, set: { title: 'Murió el perro', summary: 'El perro del usuario murió.', source: 'ollama/llama' } }]);
    const reply = await answer('Lo siento');
    expect(await known()).toMatchObject([{ title: 'Murió el perro', source: 'ollama/llama', source_message_ids: [expect.anything(), reply.id] }]);
    await say('Era mi mejor amigo');
    expect(await known()).toMatchObject([{ title: 'Mi perro murió ayer', source: 'rules' }]);
  });

  it('an edit made while the job looks wins', async () => {
    await say('Mi perro murió ayer');
    const next = await memory.say('Era mi mejor amigo');
    const job = { id: 'j', kind: 'detect-episodes', key: 'k', payload: { message_id: next.id, session_id: 's' }, state: 'running' as const, attempts: 1, run_at: 0, error: null, created_at: 0, updated_at: 0 };
    const outcome = await episodes.handlers['detect-episodes']!(job, signal);
    const [episode] = await known();
    await memory.storage.commit([{ op: 'update', entity: 'episode', id: episode!.id, set: { title: 'Max', source: 'user', updated_at: episode!.updated_at + 1 } }]);
    await expect(memory.storage.commit(outcome.changes)).rejects.toMatchObject({ code: 'conflict' });
    expect((await known())[0]!.title).toBe('Max');
  });
});

describe('being recalled', () => {
  const item = (episode: Episode, more: Partial<RecalledItem> = {}): RecalledItem => ({
    kind: 'episode', id: episode.id, text: '', speaker: null, session_id: 's', message_id: null, created_at: 0, score: 1, parts: { words: 0, meaning: 0, context: 0, time: 0, person: 0, recency: 0, importance: 0 }, reason: 'hit', is_in_prompt: false, ...more,
  });
  it('counts once per turn, however many replies it gets, and not when the prompt held it already', async () => {
    await say('Mi perro murió ayer');
    const [episode] = await known();
    const recall = async (question: Message, recalled: RecalledItem[]) => {
      await memory.storage.commit(reinforceJobs(memory, { session_id: 's', user_message_id: question.id, recalled }));
      await settle();
      const { recall_count, last_recalled_at } = (await memory.storage.episodes.get(episode!.id))!;
      return [recall_count, last_recalled_at];
    };
    const [one, two] = [await memory.say('¿Te acuerdas de mi perro?'), await memory.say('¿Y ahora?')];
    expect(await recall(one, [item(episode!, { is_in_prompt: true })])).toEqual([0, null]);
    expect(await recall(one, [item(episode!)])).toEqual([1, one.created_at]);
    expect(await recall(one, [item(episode!)])).toEqual([1, one.created_at]);
    expect(await recall(two, [item(episode!)])).toEqual([2, two.created_at]);
    await memory.storage.commit([{ op: 'delete', entity: 'episode', id: episode!.id }, ...reinforceJobs(memory, { session_id: 's', user_message_id: two.id, recalled: [item(episode!)] })]);
    await settle();
    expect(await memory.storage.count('job')).toBe(0);
  });
});

describe('the index', () => {
  const indexed = () => memory.vectors.listOwnerIds(episodeSpace(spaceId), null, 100);
  it('holds every episode, is mended at start, and forgets', async () => {
    await say('Mi perro murió ayer');
    const [episode] = await known();
    expect(await indexed()).toEqual([episode!.id]);
    expect(await memory.storage.count('episode_embedding')).toBe(1);
    await memory.vectors.dropSpace(episodeSpace(spaceId));
    let added = 0;
    await episodes.catchUp(spaceId, () => { added += 1; }, signal);
    expect([await indexed(), added]).toEqual([[episode!.id], 0]);
    await memory.storage.commit([{ op: 'delete', entity: 'episode_embedding', id: `${spaceId}/${episode!.id}` }]);
    await episodes.catchUp(spaceId, () => { added += 1; }, signal);
    expect([await indexed(), added]).toEqual([[], 1]);
    await settle();
    expect(await indexed()).toEqual([episode!.id]);
    expect(await episodes.idsOfSession('ana', 's')).toEqual([episode!.id]);
    await episodes.forgetVectors([episode!.id]);
    expect(await indexed()).toEqual([]);
  });

  it('does not keep an episode that was deleted while its vector was made', async () => {
    settings = { isOn: true, frequency: 5 };
    await say('Mi perro murió ayer');
    const [episode] = await known();
    const job = { id: 'j', kind: 'index-episode', key: 'k', payload: { episode_id: episode!.id, session_id: 's' }, state: 'running' as const, attempts: 1, run_at: 0, error: null, created_at: 0, updated_at: 0 };
    const outcome = await episodes.handlers['index-episode']!(job, signal);
    await memory.storage.commit([{ op: 'delete', entity: 'episode_embedding', id: `${spaceId}/${episode!.id}` }, { op: 'delete', entity: 'episode', id: episode!.id }]);
    await expect(memory.storage.commit(outcome.changes)).rejects.toMatchObject({ code: 'conflict' });
    await outcome.undone?.();
    expect(await indexed()).toEqual([]);
    expect((await episodes.handlers['index-episode']!(job, signal)).changes).toEqual([]);
  });
});

describe('recall by words', () => {
  const ask = (text: string, filters = {}) => episodes.source.search({ user_id: 'ana', text, vector: null, terms: searchTerms(text), now: memory.clock.now(), limit: 5, filters });
  it('answers a question about the episode, and nothing else', async () => {
    await say('Mi perro murió ayer');
    expect((await ask('¿te acuerdas de mi perro?')).map(({ kind, text, reason }) => ({ kind, text, reason }))).toEqual([{ kind: 'episode', text: 'Mi perro murió ayer.', reason: 'hit' }]);
    expect((await ask('do you remember my dog?'))).toHaveLength(1);
    for (const other of ['¿qué tiempo hace?', 'cuéntame un chiste', '']) expect(await ask(other)).toEqual([]);
  });
  it('keeps to the filters, to the user and to what stands', async () => {
    const message = await say('Mi perro murió ayer');
    const passes = async (filters: object) => (await ask('mi perro', filters)).length === 1;
    expect(await Promise.all([{ session_id: 's' }, { personality: 'luna' }, { from: message.created_at }, { to: message.created_at }, { kinds: ['episode'] }].map(passes))).toEqual([true, true, true, true, true]);
    expect(await Promise.all([{ session_id: 'x' }, { personality: 'x' }, { from: message.created_at + 1 }, { to: message.created_at - 1 }, { kinds: ['fact'] }, { speaker: 'user' }, { emotions: ['sadness'] }].map(passes))).toEqual(Array.from({ length: 7 }, () => false));
    expect(await episodes.source.search({ user_id: 'eva', text: 'mi perro', vector: null, terms: ['perro'], now: 0, limit: 5 })).toEqual([]);
    settings = { isOn: false, frequency: 5 };
    expect(await ask('mi perro')).toEqual([]);
    settings = { isOn: true, frequency: 5 };
    await memory.say('Hola', { parent_id: null });
    expect(await ask('mi perro')).toEqual([]);
  });
  it('of two alike the important one and the fresh one come first', async () => {
    await say('My cat was ill and we had a fight about my cat');
    const [episode] = await known();
    const copy = (id: string, more: Partial<Episode>): Episode => ({ ...episode!, id, never_decays: false, source_message_ids: [], ...more });
    await memory.storage.commit([
      { op: 'insert', entity: 'episode', record: copy('z-faded', { importance: 5, ended_at: memory.clock.now() - 400 * 86_400_000, started_at: 0 }) }, { op: 'insert', entity: 'episode', record: copy('a-heavy', { importance: 10 }) },
      { op: 'insert', entity: 'episode', record: copy('a-kept', { importance: 5, ended_at: memory.clock.now() - 400 * 86_400_000, started_at: 0, is_pinned: true }) },
    ]);
    const found = await ask('my cat');
    expect(found.map(({ id }) => id).slice(0, 1)).toEqual(['a-heavy']);
    expect(found.at(-1)!.id).toBe('z-faded');
    expect(found.find(({ id }) => id === 'a-kept')!.reason).toBe('pinned');
    for (const { score, parts } of found) expect(parts.words + parts.meaning + parts.importance).toBeCloseTo(score);
  });
});
