// ST39: sums for statistics, number by number.
import { expect } from 'vitest';
import { analyticsSliceMs as quarter } from '../storage.ts';
import type { Cases } from './place.ts';
import { insert, makeAffinityEvent, makeClassification, makeEpisode, makeFact, makeMessage, makeMood, makeSession, makeTrace, makeUsage } from './records.ts';

const start = 1_699_999_200_000;
const later = start + 4 * quarter;
const all = { from: start, to: start + 100 * quarter };

export const analyticsCases: Cases = (test, bench) => {
  test('ST39 statistics count the active branch, by slices of a quarter of an hour', async () => {
    const assistant = { speaker: 'assistant', parent_id: 'm1', depth: 1 } as const;
    await bench.storage().commit([
      insert('session', makeSession('s1')), insert('session', makeSession('s2', { personality: 'rex' })), insert('session', makeSession('s3', { user_id: 'eva' })),
      insert('message', makeMessage('m1', { content: '  hola,\n\tqué   tal ', created_at: start })),
      insert('message', makeMessage('m2', { ...assistant, content: 'muy bien ☕', status: 'interrupted', created_at: start + quarter - 1 })),
      insert('message', makeMessage('m3', { ...assistant, content: 'left behind', is_active: false, created_at: start })),
      insert('message', makeMessage('m4', { ...assistant, content: 'failed', status: 'failed', created_at: start })),
      insert('message', makeMessage('m5', { session_id: 's2', content: '', created_at: later })), insert('message', makeMessage('m6', { session_id: 's2', content: 'clave: 1234', parent_id: 'm5', depth: 1, created_at: later + 1 })),
      insert('message', makeMessage('m7', { session_id: 's3', user_id: 'eva', created_at: start })), insert('message', makeMessage('m8', { parent_id: 'm2', depth: 2, created_at: all.to })),
      insert('classification', makeClassification('m1', { sentiment_score: 0.5 })), insert('classification', makeClassification('m2')), insert('classification', makeClassification('m3')),
      insert('classification', makeClassification('m5', { session_id: 's2', category: 'health', sentiment: 'negative', emotion: 'sadness', sentiment_score: -0.25 })),
      insert('classification', makeClassification('m6', { session_id: 's2', category: 'health', sentiment: 'negative', emotion: 'sadness', sentiment_score: -0.5, privacy: 'secret' })),
      insert('classification', makeClassification('m7', { session_id: 's3', user_id: 'eva' })),
      insert('mood', makeMood('d1', { message_id: 'm1', created_at: start })), insert('mood', makeMood('d2', { created_at: start + 5, intensity: 0.25 })), insert('mood', makeMood('d3', { message_id: 'm3', mood: 'sad', created_at: start })),
      insert('mood', makeMood('d4', { session_id: 's2', personality: 'rex', mood: 'sad', created_at: later })),
      insert('affinity_event', makeAffinityEvent('v1', { delta: 2, points: 12, created_at: start })), insert('affinity_event', makeAffinityEvent('v2', { delta: -0.5, points: 11.5, level: 'friend', created_at: start + 1 })),
      insert('affinity_event', makeAffinityEvent('v3', { personality: 'rex', delta: 1, points: 1, created_at: later })), insert('affinity_event', makeAffinityEvent('v4', { created_at: all.to })),
      insert('fact', makeFact('f1', { created_at: start - quarter, valid_to: later })), insert('fact', makeFact('f2', { created_at: later, valid_to: start, source_message_ids: ['m5'] })), insert('fact', makeFact('f3', { created_at: later, valid_to: all.to })),
      insert('fact', makeFact('f4', { created_at: all.to })), insert('episode', makeEpisode('e1', { created_at: later })), insert('episode', makeEpisode('e2', { created_at: later, session_id: 's2', personality: 'rex' })),
      insert('usage', makeUsage('u1', { message_id: 'm2', created_at: start })), insert('usage', makeUsage('u2', { message_id: 'm3', created_at: start + 1 })),
      insert('usage', makeUsage('u3', { message_id: 'm4', provider: 'openai', model: 'x', created_at: start })), insert('usage', makeUsage('u4', { message_id: 'm7', created_at: start })),
      insert('trace', makeTrace('t1', { message_id: 'm2' })), insert('trace', makeTrace('t2', { message_id: 'm3' })),
    ]);
    const { analytics } = bench.storage();
    const ana = { user_id: 'ana', ...all };
    const rex = { ...ana, personality: 'rex' };

    expect([await analytics.span({ user_id: 'ana' }), await analytics.span(rex), await analytics.span({ user_id: 'nobody' })]).toEqual([{ first: start, last: all.to }, { first: later, last: later + 1 }, null]);
    const hello = [
      { slice: start, personality: 'luna', speaker: 'assistant', messages: 1, characters: 10, words: 3, longest: 10 },
      { slice: start, personality: 'luna', speaker: 'user', messages: 1, characters: 19, words: 3, longest: 19 },
    ];
    const withRex = [{ slice: later, personality: 'rex', speaker: 'user', messages: 2, characters: 11, words: 2, longest: 11 }];
    expect([await analytics.messages(ana), await analytics.messages(rex), await analytics.messages({ ...ana, from: start + 1, to: later })]).toEqual([[...hello, ...withRex], withRex, hello.slice(0, 1)]);
    expect(await analytics.classified(ana)).toEqual([
      { slice: start, category: 'work', sentiment: 'positive', emotion: 'joy', messages: 1, sentiment_sum: 0.5 }, { slice: later, category: 'health', sentiment: 'negative', emotion: 'sadness', messages: 2, sentiment_sum: -0.75 },
    ]);
    expect(await analytics.moods(ana)).toEqual([{ slice: start, mood: 'happy', times: 2, intensity_sum: 0.75 }, { slice: later, mood: 'sad', times: 1, intensity_sum: 0.5 }]);
    const curve = [{ slice: start, personality: 'luna', points: 11.5, level: 'friend', gained: 2, lost: 0.5 }, { slice: later, personality: 'rex', points: 1, level: 'stranger', gained: 1, lost: 0 }];
    expect([await analytics.affinity(ana), await analytics.affinity(rex)]).toEqual([curve, curve.slice(1)]);
    expect([await analytics.memory(ana), await analytics.memory(rex)]).toEqual([
      [{ slice: start - quarter, facts_learnt: 1, facts_ended: 0, episodes: 0 }, { slice: later, facts_learnt: 2, facts_ended: 2, episodes: 2 }], [{ slice: later, facts_learnt: 1, facts_ended: 1, episodes: 1 }],
    ]);
    expect(await analytics.usage(ana)).toEqual([
      { slice: start, provider: 'ollama', model: 'luna', is_local: true, replies: 2, prompt_tokens: 20, completion_tokens: 10 }, { slice: start, provider: 'openai', model: 'x', is_local: null, replies: 1, prompt_tokens: 10, completion_tokens: 5 },
    ]);
    expect([await analytics.texts({ ...ana, limit: 5 }), await analytics.texts({ ...ana, limit: 1 })]).toEqual([
      [{ created_at: later, content: '' }, { created_at: start, content: '  hola,\n\tqué   tal ' }], [{ created_at: later, content: '' }],
    ]);
  });
};
