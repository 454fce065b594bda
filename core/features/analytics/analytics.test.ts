// The statistics of a real storage, figure by figure.
import { call } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../contract/entities.ts';
import type { Classification } from '../../contract/episodes.ts';
import { silentLog } from '../../lib/log.ts';
import type { Change } from '../../providers/storage/changes.ts';
import { createTestMemory, type TestMemory } from '../../testing/test-memory.ts';
import { createHandlerBuilder } from '../handler-builder.ts';
import type { AnalyticsRequest } from './analytics-service.ts';
import { createAnalyticsHandlers } from './analytics-handlers.ts';

const day = 86_400_000;
const monday = Date.UTC(2026, 0, 5, 12);
const ana = { user_id: 'ana', time_zone: 'UTC' };
const context = { context: {} };

let memory: TestMemory;
let get: ReturnType<typeof createAnalyticsHandlers>['get'];
const ask = (input: Partial<AnalyticsRequest>) => call(get, input, context);
beforeEach(async () => {
  memory = await createTestMemory();
  memory.clock.time = monday;
  ({ get } = createAnalyticsHandlers(createHandlerBuilder(silentLog), { storage: memory.storage, clock: memory.clock, timeZone: 'UTC', maximumTexts: 3 }));
});
afterEach(() => memory.close());

/** One message a day for three days, with what is made of it. */
async function live() {
  const changes: Change[] = [];
  const texts = ['hoy fui al faro', 'el trabajo cansa', 'mañana vuelvo al trabajo'];
  for (const [index, text] of texts.entries()) {
    memory.clock.time = monday + index * day;
    const { id, created_at } = await memory.say(text);
    const reply = await memory.say('claro que sí, cuenta', { speaker: 'assistant' });
    const shared = { user_id: 'ana', session_id: 's', created_at };
    const classification: Classification = {
      ...shared, id, content_hash: id, category: index === 0 ? 'hobbies' : 'work', importance: 'low', importance_score: 1, emotion: 'joy', emotions: ['joy'], sentiment: index === 1 ? 'negative' : 'positive',
      sentiment_score: [0.5, -0.5, 0.75][index]!, interactions: [], life_event: null, privacy: 'public', language: 'es', analyser: 'v1',
    };
    const fact: Fact = {
      id: `f${index}`, user_id: 'ana', scope: '', category: 'work', key: `k${index}`, value: 'x', confidence: 1, source_message_ids: [id], source: 'user', tags: [], valid_from: created_at, valid_to: index === 0 ? created_at + day : null,
      superseded_by: null, is_pinned: false, local_only: false, created_at, updated_at: created_at,
    };
    changes.push(
      { op: 'insert', entity: 'classification', record: classification }, { op: 'insert', entity: 'fact', record: fact },
      { op: 'insert', entity: 'mood', record: { ...shared, id: `d${index}`, message_id: id, personality: 'luna', mood: index === 2 ? 'sad' : 'happy', intensity: 0.5, cause: 'x', source: 'rules', expression: 'joy', parameters: {} } },
      { op: 'insert', entity: 'usage', record: { id: reply.id, message_id: reply.id, provider: index === 2 ? 'unheard-of' : 'openai', model: 'gpt-5.4', prompt_tokens: 1000, completion_tokens: 100, evaluated_prompt_tokens: null, created_at } },
    );
    if (index !== 1) changes.push({ op: 'insert', entity: 'affinity_event', record: { id: `v${index}`, user_id: 'ana', personality: 'luna', message_id: id, kind: 'interaction', rule: 'x', delta: 1.5, asked: 2, reason: '', points: 10 + index, level: 'stranger', reverts: null, created_at } });
  }
  await memory.storage.commit(changes);
}

describe('statistics', () => {
  it('answer every figure, by day', async () => {
    await live();
    const figures = await ask(ana);
    expect(figures).toMatchObject({ bucket: 'day', time_zone: 'UTC', personality: null, starts: [0, 1, 2].map((index) => monday - day / 2 + index * day), companions: [{ personality: 'luna', messages: 6 }] });
    expect(figures.messages).toMatchObject({ user: 3, assistant: 3, series: [{ user: 1, assistant: 1 }, { user: 1 }, { user: 1 }] });
    expect(figures.lengths.user).toEqual({ characters: 55, words: 11, mean_words: 3.666667, longest_characters: 24 });
    expect(figures.lengths.series.map(({ user_mean_words, assistant_words }) => [user_mean_words, assistant_words])).toEqual([[4, 4], [3, 4], [4, 4]]);
    expect(figures.topics.categories).toEqual([{ category: 'work', messages: 2 }, { category: 'hobbies', messages: 1 }]);
    expect(figures.topics.series.map(({ words }) => words[0]?.word)).toEqual(['faro', 'cansa', 'mañana']);
    expect(figures.topics).toMatchObject({ messages_read: 3, is_partial: false });
    expect(figures.sentiment).toMatchObject({ messages: 3, mean: 0.25, sentiments: { positive: 2, negative: 1, neutral: 0 }, emotions: [{ emotion: 'joy', messages: 3 }], series: [{ mean: 0.5 }, { mean: -0.5 }, { mean: 0.75 }] });
    expect(figures.moods).toMatchObject({ moods: [{ mood: 'happy', times: 2, share: 0.666667, mean_intensity: 0.5 }, { mood: 'sad', times: 1 }], series: [{ moods: [{ mood: 'happy', times: 1 }] }, {}, { moods: [{ mood: 'sad', times: 1 }] }] });
    expect(figures.affinity.companions).toMatchObject([{ personality: 'luna', points: 12, gained: 3, lost: 0 }]);
    expect(figures.affinity.companions[0]!.series.map(({ points, gained }) => [points, gained])).toEqual([[10, 1.5], [10, 0], [12, 1.5]]);
    expect(figures.memory).toMatchObject({ facts: 2, facts_learnt: 3, facts_ended: 1, episodes: 0 });
    expect(figures.memory.series.map(({ facts }) => facts)).toEqual([1, 1, 2]);
    expect(figures.tokens).toMatchObject({ replies: 3, prompt_tokens: 3000, completion_tokens: 300, cost: null, unpriced_replies: 1, currency: 'USD', series: [{ cost: 0.004 }, { cost: 0.004 }, { cost: null }] });
    expect(figures.tokens.providers.map(({ provider, replies, cost }) => [provider, replies, cost])).toEqual([['openai', 2, 0.008], ['unheard-of', 1, null]]);
  });

  it('count what a time began with, and only its own', async () => {
    await live();
    const figures = await ask({ ...ana, from: monday + day, to: monday + 2 * day, bucket: 'week' });
    expect(figures).toMatchObject({ starts: [monday - day / 2], messages: { user: 1 }, memory: { facts: 1, facts_learnt: 1, facts_ended: 1 }, tokens: { cost: 0.004 } });
  });

  it('of a companion are its own, and say who else there is; of nobody they are empty', async () => {
    await live();
    const nobody = await ask({ ...ana, personality: 'rex', from: monday - day, to: monday + 4 * day });
    expect(nobody).toMatchObject({ personality: 'rex', messages: { user: 0 }, memory: { facts: 0 }, companions: [{ personality: 'luna', messages: 6 }], tokens: { cost: 0 } });
    expect(await ask({ ...ana, personality: 'luna' })).toMatchObject({ messages: { user: 3 }, memory: { facts: 2 } });
    expect(await ask({ user_id: 'eva', time_zone: '+02:00' })).toMatchObject({ starts: [expect.any(Number)], sentiment: { mean: null }, affinity: { companions: [] }, lengths: { user: { mean_words: null } } });
  });

  it('read the newest messages only, and say so', async () => {
    await live();
    await memory.say('una palabra nueva');
    expect((await ask(ana)).topics).toMatchObject({ messages_read: 3, is_partial: true });
  });

  it.each([[{ from: 5, to: 5 }, /must be before/], [{ from: 0, to: monday, bucket: 'day' as const }, /more than 1000 days/]])('refuse %o', async (input, message) => {
    await expect(ask({ ...ana, ...input })).rejects.toThrow(message);
  });
  it.each([{ time_zone: 'Mars/Base' }, { time_zone: '+02:07' }, { bucket: 'hour' as 'day' }])('take no %o', async (input) => {
    await expect(ask({ ...ana, ...input })).rejects.toThrow();
  });
});
