// ST11 to ST13 and ST29 to ST31: records come back as they were written, in the order of their ids, also after opening again.
import { expect } from 'vitest';
import type { Entities, EntityName } from '../changes.ts';
import type { Cases } from './place.ts';
import {
  insert, insertChain, makeAffinity, makeAffinityEvent, makeAsset, makeCached, makeClassification, makeEmbedding, makeEpisode, makeEpisodeEmbedding, makeFact, makeJob, makeLorebook, makeMessage, makeMood, makePersonality, makeProposal, makeSession, makeSetting, makeSpace,
  makeSummary, makeTombstone, makeTrace, makeUsage,
} from './records.ts';

const oddTexts = ['', ' ', 'NUL\0inside', '🐶👩‍👩‍👧‍👦 e\u0301 ñ Ω 漢字 العربية', '"; DROP TABLE messages; --', "it's 100% _under_ \\ back", '\u202Ereversed', 'line\r\nend\tdone', '𝔘𝔫𝔦'.repeat(1000), 'x'.repeat(300_000)];

export const recordCases: Cases = (test, bench) => {
  test('ST11 every kind of record comes back equal', async () => {
    const records: { [E in EntityName]: Entities[E] } = {
      session: makeSession('s1', { title: 'Día 🐶', prompt_start_id: 'm1', prompt_summary: 'Antes, el mar 🐶', project: 'barco' }),
      message: makeMessage('m1', { client_message_id: 'c1', context: 'recalled', model: 'ollama/luna', status: 'failed', created_at: -5, error: { code: 'provider_timeout', message: 'slow', retryable: true, details: { ms: 5 } } }),
      fact: makeFact('f1', { value: ['a', 'b'], is_pinned: true, local_only: true, valid_to: 9, superseded_by: 'f2', tags: ['date:2026-05-01', 'viaje 🐶'] }),
      mood: makeMood('d1', { message_id: 'm1', intensity: 0.1 + 0.2, parameters: { humor: 0.1 + 0.2 } }),
      affinity: makeAffinity({ last_interaction_at: -7, counters: { day: '2026-01-01', gained: 0.1 + 0.2, lost: 1, rules: { insult: { count: 2, moved: -3, last_at: 9 } } }, milestones: { friend: 12 } }),
      affinity_event: makeAffinityEvent('a1', { delta: -3.75, message_id: 'm1', kind: 'revert', reverts: 'a0' }),
      trace: makeTrace('t1', {
        message_id: 'm1', usage: { prompt_tokens: 1, completion_tokens: 2, evaluated_prompt_tokens: null },
        recalled: [{ kind: 'message', id: 'm0', text: 'Max', speaker: 'user', session_id: 's1', message_id: 'm0', created_at: 1, score: 0.5, parts: { words: 0.2, meaning: 0.3, context: 0.1, time: 0.05, person: 0.02, recency: 0, importance: 0 }, reason: 'hit', is_in_prompt: true }],
      }),
      job: makeJob('j1', { payload: { session_id: 's1', deep: [{ ok: true }] }, state: 'failed', error: 'no', attempts: 3 }),
      embedding_space: makeSpace('e5'),
      message_embedding: makeEmbedding('e5', 'm1', [0.1, -1e-7, 3e38]),
      cached_embedding: makeCached('e5/abc', [0.25, 1e-3, -7]),
      setting: makeSetting('theme', [null, 1.5, 'x', { y: false }]),
      usage: makeUsage('u1', { evaluated_prompt_tokens: 3 }),
      personality: makePersonality('luna'),
      character_asset: makeAsset('luna', 'portrait', { bytes: Uint8Array.from({ length: 70_000 }, (_value, index) => index % 256) }),
      lorebook: makeLorebook('l1', { is_enabled: false }),
      episode: makeEpisode('e1', { tags: ['🐶'], source_message_ids: ['m1', 'm0'], started_at: -5, importance: 0.1 + 0.2, never_decays: true, is_pinned: true, recall_count: 3, last_recalled_at: 9 }),
      episode_embedding: makeEpisodeEmbedding('e5', 'e1', [0.1, -1e-7, 3e38]),
      classification: makeClassification('m1', { emotions: [], life_event: 'wedding', language: null, sentiment_score: -0.1 - 0.2 }),
      summary: makeSummary('y1', { content: 'NUL\0 🐶', started_at: -5, source_message_ids: ['m1', 'm0'] }),
      proposal: makeProposal('p1', { reason: 'forgotten', fact: { ...makeProposal('p1').fact, value: ['a', '🐶'], confidence: 0.1 + 0.2 } }),
      tombstone: makeTombstone('b1', { hashes: ['00ff', 'ff00'], vector: Float32Array.from([0.1, -1e-7, 3e38]) }),
    };
    const order: EntityName[] = ['session', 'message', 'fact', 'mood', 'affinity', 'affinity_event', 'trace', 'job', 'embedding_space', 'message_embedding', 'cached_embedding', 'setting', 'usage', 'personality', 'character_asset', 'lorebook', 'episode', 'episode_embedding', 'classification', 'summary', 'proposal', 'tombstone'];
    await bench.storage().commit(order.map((entity) => insert(entity, records[entity])));
    const storage = await bench.reopen();
    expect(await storage.sessions.get('s1')).toEqual(records.session);
    expect(await storage.messages.get('m1')).toEqual(records.message);
    expect(await storage.facts.get('f1')).toEqual(records.fact);
    expect(await storage.moods.latest('s1')).toEqual(records.mood);
    expect(await storage.affinity.get('ana', 'luna')).toEqual(records.affinity);
    expect(await storage.affinity.events({ user_id: 'ana', personality: 'luna', limit: 5 })).toEqual([records.affinity_event]);
    expect(await storage.traces.forMessage('m1')).toEqual(records.trace);
    await storage.commit([{ op: 'update', entity: 'job', id: 'j1', set: { state: 'running' } }]);
    expect(await storage.jobs.running()).toEqual([{ ...records.job, state: 'running' }]);
    expect(await storage.embeddings.spaces()).toEqual([records.embedding_space]);
    expect(await storage.embeddings.get({ space_id: 'e5', message_ids: ['m1'] })).toEqual([records.message_embedding]);
    expect(await storage.embeddings.cached(['e5/abc', 'none'])).toEqual([records.cached_embedding]);
    expect(await storage.settings.get('theme')).toEqual(records.setting);
    expect(await storage.personalities.get('luna')).toEqual(records.personality);
    expect(await storage.moods.latestOf({ user_id: 'ana', personality: 'luna' })).toEqual(records.mood);
    expect(await storage.moods.forMessage('m1')).toEqual(records.mood);
    expect(await storage.affinity.event('a1')).toEqual(records.affinity_event);
    expect(await storage.affinity.revertOf('a0')).toEqual(records.affinity_event);
    expect(await storage.characterAssets.get('luna', 'portrait')).toEqual(records.character_asset);
    expect(await storage.lorebooks.get('l1')).toEqual(records.lorebook);
    expect(await storage.lorebooks.list()).toEqual([records.lorebook]);
    expect(await storage.episodes.get('e1')).toEqual(records.episode);
    expect(await storage.episodes.scanEmbeddings({ space_id: 'e5', limit: 5 })).toEqual([records.episode_embedding]);
    expect(await storage.classifications.getMany(['m1'])).toEqual([records.classification]);
    expect(await storage.summaries.get('y1')).toEqual(records.summary);
    expect(await storage.proposals.get('p1')).toEqual(records.proposal);
    expect(await storage.tombstones.list('ana')).toEqual([records.tombstone]);
    for (const entity of order) expect(await storage.count(entity)).toBe(1);
    // Left behind, it is told so, and comes back with its branch.
    await storage.commit([{ op: 'activate-branch', session_id: 's1', leaf_id: null }]);
    expect(await storage.messages.get('m1')).toEqual({ ...records.message, is_active: false });
  });

  test('ST11 any text comes back equal', async () => {
    const messages = await insertChain(bench, 's1', oddTexts.length, (index) => ({ content: oddTexts[index] ?? '', client_message_id: `${index} ${(oddTexts[index] ?? '').slice(0, 50)}` }));
    const leaf = messages.at(-1);
    const read = await bench.storage().messages.path({ leaf_id: leaf?.id ?? '', limit: 100 });
    expect(read.map((message) => message.content)).toEqual(oddTexts);
    for (const message of messages) expect((await bench.storage().messages.getByClientId('s1', message.client_message_id ?? ''))?.id).toBe(message.id);
  });

  test('ST11 a lone surrogate becomes the replacement character', async () => {
    await insertChain(bench, 's1', 1, () => ({ content: 'a\uD800b' }));
    expect((await bench.storage().messages.children({ session_id: 's1', parent_id: null }))[0]?.content).toBe('a\uFFFDb');
    expect((await bench.storage().health()).status).toBe('ok');
  });

  test('ST12 a clock that goes back and equal times change no order', async () => {
    const times = [5_000_000_000_000, 5_000_000_000_000, 1000, -1000, 1000];
    const messages = await insertChain(bench, 's1', times.length, (index) => {
      bench.clock.set(times[index] ?? 0);
      return { created_at: times[index] ?? 0 };
    });
    bench.clock.set(1_800_000_000_000);
    const path = await bench.storage().messages.path({ leaf_id: messages.at(-1)?.id ?? '', limit: 10 });
    expect(path).toEqual(messages);
    const moods = times.map((time) => makeMood(bench.ids.next(), { created_at: time }));
    await bench.storage().commit(moods.map((mood) => insert('mood', mood)));
    expect(await bench.storage().moods.latest('s1')).toEqual(moods.at(-1));
  });

  test('ST13 nothing there, nothing asked for', async () => {
    const storage = bench.storage();
    expect(await storage.sessions.get('x')).toBeNull();
    expect(await storage.sessions.list({ user_id: 'ana', limit: 5 })).toEqual([]);
    expect(await storage.sessions.list({ user_id: 'ana', limit: 5, before: 'x' })).toEqual([]);
    expect(await storage.sessions.count('ana')).toBe(0);
    expect(await storage.messages.get('x')).toBeNull();
    expect(await storage.messages.getMany(['x'])).toEqual([]);
    expect(await storage.messages.getMany([])).toEqual([]);
    expect(await storage.messages.path({ leaf_id: 'x', limit: 5 })).toEqual([]);
    expect(await storage.messages.siblings(['x'])).toEqual(new Map());
    expect(await storage.messages.children({ session_id: 'x', parent_id: null })).toEqual([]);
    expect(await storage.messages.neighbours({ ids: ['x'], distance: 3 })).toEqual([]);
    expect(await storage.messages.search({ user_id: 'ana', terms: ['hola'], limit: 5 })).toEqual([]);
    expect(await storage.messages.withoutEmbedding({ space_id: 'x', limit: 5 })).toEqual([]);
    expect(await storage.messages.streaming()).toEqual([]);
    expect(await storage.messages.count({})).toBe(0);
    expect(await storage.facts.get('x')).toBeNull();
    expect(await storage.facts.list({ user_id: 'ana', limit: 5 })).toEqual([]);
    expect(await storage.facts.fromMessages(['x'])).toEqual([]);
    expect(await storage.facts.fromMessages([])).toEqual([]);
    expect(await storage.episodes.get('x')).toBeNull();
    expect(await storage.episodes.getMany(['x'])).toEqual([]);
    expect(await storage.episodes.list({ user_id: 'ana', limit: 5, before: 'x' })).toEqual([]);
    expect(await storage.episodes.fromMessages(['x'])).toEqual([]);
    expect(await storage.episodes.withoutEmbedding({ space_id: 'x', limit: 5 })).toEqual([]);
    expect(await storage.episodes.scanEmbeddings({ space_id: 'x', limit: 5 })).toEqual([]);
    expect(await storage.classifications.getMany(['x'])).toEqual([]);
    expect(await storage.classifications.ofContent({ content_hash: 'x', analyser: 'x' })).toBeNull();
    expect(await storage.classifications.list({ user_id: 'ana', limit: 5 })).toEqual([]);
    expect(await storage.classifications.messagesWithout({ analyser: 'x', limit: 5 })).toEqual([]);
    expect(await storage.moods.latest('x')).toBeNull();
    expect(await storage.moods.list({ session_id: 'x', limit: 5 })).toEqual([]);
    expect(await storage.moods.list({ user_id: 'x', personality: 'luna', limit: 5 })).toEqual([]);
    expect(await storage.moods.latestOf({ user_id: 'x', personality: 'luna' })).toBeNull();
    expect(await storage.moods.forMessage('x')).toBeNull();
    expect(await storage.affinity.event('x')).toBeNull();
    expect(await storage.affinity.revertOf('x')).toBeNull();
    expect(await storage.characterAssets.list(null)).toEqual([]);
    expect(await storage.characterAssets.get('x', 'portrait')).toBeNull();
    expect(await storage.lorebooks.get('x')).toBeNull();
    expect(await storage.lorebooks.list()).toEqual([]);
    expect(await storage.affinity.get('ana', 'luna')).toBeNull();
    expect(await storage.traces.forMessage('x')).toBeNull();
    expect(await storage.traces.recalling({ user_id: 'x', ids: ['x'] })).toEqual([]);
    expect(await storage.summaries.get('x')).toBeNull();
    expect(await storage.proposals.get('x')).toBeNull();
    expect(await storage.tombstones.list('ana')).toEqual([]);
    expect(await storage.jobs.due({ now: 1e15, limit: 5 })).toEqual([]);
    expect(await storage.jobs.nextDueAt()).toBeNull();
    expect(await storage.embeddings.spaces()).toEqual([]);
    expect(await storage.embeddings.scan({ space_id: 'x', limit: 5 })).toEqual([]);
    expect(await storage.settings.get('x')).toBeNull();
    expect(await storage.settings.all()).toEqual([]);
    expect(await storage.personalities.list()).toEqual([]);
    expect(await storage.greatestId()).toBeNull();
    const messages = await insertChain(bench, 's1', 2);
    expect(await storage.messages.path({ leaf_id: messages[1]?.id ?? '', limit: 0 })).toEqual([]);
    expect(await storage.sessions.list({ user_id: 'ana', limit: 0 })).toEqual([]);
    expect(await storage.messages.search({ user_id: 'ana', terms: ['hola'], limit: 0 })).toEqual([]);
  });

  test('ST29 the greatest id seeds the next ids', async () => {
    const messages = await insertChain(bench, 's1', 3);
    expect(await bench.storage().greatestId()).toBe(messages.at(-1)?.id);
    const kinds = ['fact', 'mood', 'affinity_event', 'job', 'summary', 'proposal', 'tombstone'] as const;
    const make = { fact: makeFact, mood: makeMood, affinity_event: makeAffinityEvent, job: makeJob, summary: makeSummary, proposal: makeProposal, tombstone: makeTombstone };
    for (const kind of kinds) {
      const id = bench.ids.next();
      await bench.storage().commit([insert(kind, make[kind](id))]);
      expect(await bench.storage().greatestId()).toBe(id);
    }
    const id = await bench.storage().greatestId();
    await bench.storage().commit([insert('session', makeSession('zzz')), insert('setting', makeSetting('zzz'))]);
    expect(await bench.storage().greatestId()).toBe(id);
  });

  test('ST30 closing and opening again', async () => {
    const messages = await insertChain(bench, 's1', 3);
    const storage = await bench.reopen();
    expect(await storage.messages.path({ leaf_id: messages[2]?.id ?? '', limit: 9 })).toEqual(messages);
    expect(await storage.messages.search({ user_id: 'ana', terms: ['hola'], limit: 9 })).toHaveLength(3);
    await storage.close();
    await storage.close();
    await expect(storage.commit([insert('setting', makeSetting('a'))])).rejects.toMatchObject({ code: 'storage_failed' });
  });

  test('ST31 health', async () => {
    const health = await bench.storage().health();
    expect(health).toMatchObject({ component: 'storage', status: 'ok', instructions: null });
    expect(health.latency_ms).toBeGreaterThanOrEqual(0);
    await bench.storage().close();
    const closed = await bench.storage().health();
    expect(closed.status).toBe('error');
    expect(closed.instructions).not.toBeNull();
  });
};
