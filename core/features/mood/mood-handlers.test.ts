// Asking for a mood, how it went, and setting it by hand; on a real storage.
import { call } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mood } from '../../contract/entities.ts';
import { LuminoraError } from '../../contract/errors.ts';
import type { EngineEvent } from '../../contract/events.ts';
import { personalitySchema } from '../../contract/personality.ts';
import { silentLog } from '../../lib/log.ts';
import { createTestMemory } from '../../testing/test-memory.ts';
import type { TestMemory } from '../../testing/test-memory.ts';
import { createHandlerBuilder } from '../handler-builder.ts';
import { createMoodHandlers } from './mood-handlers.ts';

const luna = personalitySchema.parse({
  persona: { name: 'Luna', version: '1.0.0', description: 'Warm', author: 'x', language: 'es', compatibility: ['luminora'] },
  core_traits: { archetype: 'caregiver', temperament: 'calm', communication_style: 'casual' }, linguistic_profile: { tone: ['warm'], syntax: 'simple', vocabulary: [] }, behavioral_rules: ['Be warm.'],
  mood_config: { moods: [{ id: 'dreamy', expression: 'desire' }] },
});
const hour = 3_600_000;
const pair = { user_id: 'ana', personality: 'luna' };

let memory: TestMemory;
let events: EngineEvent[];
let moods: ReturnType<typeof createMoodHandlers>;
beforeEach(async () => {
  memory = await createTestMemory();
  events = [];
  const characters = { definition: async (id: string) => { if (id !== 'luna') throw new LuminoraError('not_found', `There is no companion "${id}".`); return luna; } };
  moods = createMoodHandlers(createHandlerBuilder(silentLog), { ...memory, broadcast: (event) => events.push(event), characters });
});
afterEach(() => memory.close());

/** A row as a turn leaves it, with its message. */
async function felt(row: Partial<Mood>): Promise<Mood> {
  const { id, created_at } = await memory.say('algo');
  const record: Mood = { id, session_id: 's', message_id: id, ...pair, mood: 'neutral', intensity: 0.3, cause: 'time', source: 'rules', expression: 'neutral', parameters: { humor: 0.4 }, created_at, ...row };
  await memory.storage.commit([{ op: 'insert', entity: 'mood', record }]);
  return record;
}
const context = { context: {} };

describe('how it feels now', () => {
  it('is nothing before the first word, but the moods it could have are there', async () => {
    const view = await call(moods.current, pair, context);
    expect(view).toMatchObject({ current: null, last: null, resting_mood: 'neutral' });
    expect(view.moods.map(({ id }) => id)).toContain('dreamy');
    await expect(call(moods.current, { ...pair, personality: 'nobody' }, context)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps cause, message and face of what moved it while neutral words go by, with time counted in', async () => {
    const grief = await felt({ mood: 'sad', intensity: 0.8, cause: 'life_event:bereavement', expression: 'grief' });
    await felt({ mood: 'sad', intensity: 0.8, cause: 'time', expression: 'sadness', parameters: { humor: 0.2 } });
    memory.clock.time += 5 * hour;
    const view = await call(moods.current, pair, context);
    expect(view.current).toMatchObject({ mood: 'sad', intensity: 0.4, cause: 'life_event:bereavement', message_id: grief.id, expression: 'grief', parameters: { humor: 0.2 } });
    expect(view.last).toEqual(grief);
  });

  it('is not said to come from what wore it down, nor from an older time of the same mood', async () => {
    const grief = await felt({ mood: 'sad', intensity: 0.8, cause: 'life_event:bereavement', expression: 'grief' });
    await felt({ mood: 'sad', intensity: 0.7, cause: 'interaction:thanks', expression: 'sadness' });
    expect((await call(moods.current, pair, context)).current).toMatchObject({ intensity: expect.closeTo(0.7), cause: 'life_event:bereavement', message_id: grief.id });
    const worse = await felt({ mood: 'sad', intensity: 0.9, cause: 'emotion:sadness' });
    expect((await call(moods.current, pair, context)).last).toEqual(worse);
    await felt({ mood: 'neutral', intensity: 0.3, cause: 'interaction:apology' });
    await felt({ mood: 'happy', intensity: 0.4, cause: 'emotion:joy' });
    const rest = await felt({ mood: 'neutral', intensity: 0.3, cause: 'time' });
    expect(await call(moods.current, pair, context)).toMatchObject({ current: { mood: 'neutral', cause: 'time', message_id: rest.id }, last: { id: rest.id } });
  });

  it('is at rest because of time once it faded', async () => {
    const grief = await felt({ mood: 'sad', intensity: 0.8, cause: 'life_event:bereavement', expression: 'grief' });
    memory.clock.time += 48 * hour;
    const view = await call(moods.current, pair, context);
    expect(view.current).toMatchObject({ mood: 'neutral', intensity: 0.3, cause: 'time', message_id: null, expression: 'neutral' });
    expect(view.last).toEqual(grief);
  });

  it('of a stored mood that it does not know any more is rest', async () => {
    await felt({ mood: 'grumpy', intensity: 0.9, cause: 'trigger:mondays', expression: 'annoyance' });
    expect((await call(moods.current, pair, context)).current).toMatchObject({ mood: 'neutral', cause: 'time', expression: 'neutral' });
  });
});

describe('how it went', () => {
  it('comes in pages, newest first, over all sessions of the pair and of no other', async () => {
    const first = await felt({});
    const second = await felt({ mood: 'happy' });
    await felt({ user_id: 'bea' });
    const third = await felt({ mood: 'sad' });
    const page = await call(moods.history, { ...pair, limit: 2 }, context);
    expect(page.moods.map(({ id }) => id)).toEqual([third.id, second.id]);
    expect(page.next_before).toBe(second.id);
    expect(await call(moods.history, { ...pair, limit: 2, before: page.next_before! }, context)).toMatchObject({ moods: [{ id: first.id }], next_before: null });
    expect((await call(moods.history, { ...pair, since: third.created_at }, context)).moods).toHaveLength(1);
  });
});

describe('setting it by hand', () => {
  it('adds a row of the user in the latest session, tells every screen, and is what comes next', async () => {
    await felt({ mood: 'sad', intensity: 0.8, cause: 'life_event:bereavement' });
    const view = await call(moods.set, { ...pair, mood: 'dreamy', intensity: 0.6 }, context);
    expect(view.current).toMatchObject({ session_id: 's', message_id: null, mood: 'dreamy', intensity: 0.6, cause: 'user', source: 'user', expression: 'desire', parameters: { humor: 0.4 }, ...pair });
    expect(await memory.storage.moods.latestOf(pair)).toEqual(view.last);
    expect(events).toEqual([{ type: 'mood-changed', mood: view.last }]);
  });

  it('says what is wrong: a mood it does not have, a companion nobody ever talked to, one that is not there', async () => {
    await expect(call(moods.set, { ...pair, mood: 'grumpy' }, context)).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringMatching(/Luna has no mood "grumpy".*neutral, happy/) });
    await expect(call(moods.set, { user_id: 'bea', personality: 'luna', mood: 'happy' }, context)).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('never a conversation with Luna') });
    await expect(call(moods.set, { ...pair, personality: 'nobody', mood: 'happy' }, context)).rejects.toMatchObject({ code: 'not_found' });
    expect(events).toEqual([]);
    expect(await memory.storage.moods.latestOf(pair)).toBeNull();
  });
});
