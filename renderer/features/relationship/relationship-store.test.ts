// The relationship store over the in-memory client.
import { describe, expect, it } from 'vitest';
import type { AffinityEvent, Mood } from '../../../core/contract/index.ts';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { fewFeelings, sampleFeelings } from '../../testing/sample-feelings.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createRelationshipStore } from './relationship-store.ts';

const now = Date.UTC(2026, 10, 15);
const day = 86_400_000;
async function start(feelings = fewFeelings(now, [])) {
  const memory = createMemoryClient({ ...createSampleWorld('en', now), feelings }, () => now);
  const store = createRelationshipStore(memory.client);
  await store.getState().load('luna', 'en');
  const luna = () => { const found = store.getState().feelings['luna']; if (!found) throw new Error('nothing is known of Luna'); return found; };
  return { memory, store, luna };
}
const entry = (fields: Partial<AffinityEvent>): AffinityEvent => ({ id: '99999999', user_id: 'default', personality: 'luna', message_id: null, kind: 'interaction', rule: 'thanks', delta: 1, asked: 1, reason: '', points: 12, level: 'stranger', reverts: null, created_at: now, ...fields });
const mood = (fields: Partial<Mood>): Mood => ({ id: '99999999', session_id: 's', message_id: null, mood: 'sad', intensity: 0.8, cause: 'life_event:bereavement', user_id: 'default', personality: 'luna', source: 'rules', expression: 'sadness', parameters: {}, created_at: now, ...fields });

describe('the relationship store', () => {
  it('reads the mood, the points and the newest entries, worthless ones left out', async () => {
    const { luna } = await start();
    expect(luna()).toMatchObject({ is_loaded: true, error: null, mood: { resting_mood: 'neutral' } });
    expect(luna().mood?.last?.cause).toBe('life_event:bereavement');
    expect(luna().events.map(({ id }) => id)).toEqual(luna().events.map(({ id }) => id).toSorted().toReversed());
    expect(luna().affinity?.affinity.points).toBe(luna().events[0]?.points);
  });

  it('reads a whole history by pages, oldest first, or only from a moment on', async () => {
    const { store, luna } = await start(sampleFeelings(now, 900, 0.4 * day));
    await store.getState().loadHistory('luna', null);
    expect(luna().moods).toHaveLength(900);
    expect(luna().curve.map(({ created_at: at }) => at)).toEqual(luna().curve.map(({ created_at: at }) => at).toSorted((a, b) => a - b));
    await store.getState().loadHistory('luna', now - 7 * day);
    expect(luna().moods.length).toBeLessThan(25);
    expect(luna().moods.every(({ created_at: at }) => at >= now - 7 * day)).toBe(true);
  });

  it('reads earlier entries without repeating any', async () => {
    const { store, luna } = await start(sampleFeelings(now, 80, day));
    const first = luna().events.length;
    await store.getState().loadMoreEvents('luna');
    expect(luna().events.length).toBeGreaterThan(first);
    expect(new Set(luna().events.map(({ id }) => id)).size).toBe(luna().events.length);
  });

  it('sets a mood and points by hand, and takes an entry back', async () => {
    const { store, luna } = await start();
    await store.getState().setMood('luna', 'playful', 0.5);
    expect(luna().mood?.current).toMatchObject({ mood: 'playful', cause: 'user' });
    await store.getState().setPoints('luna', 42, 'we met elsewhere');
    expect(luna().events[0]).toMatchObject({ kind: 'manual', points: 42, reason: 'we met elsewhere' });
    const set = luna().events[0]!;
    await store.getState().revert('luna', set.id);
    expect(luna().events[0]).toMatchObject({ kind: 'revert', reverts: set.id, delta: -set.delta });
    expect(luna().affinity?.affinity.points).toBeCloseTo(set.points - set.delta);
  });

  it('keeps what the user wishes otherwise of a companion', async () => {
    const { store } = await start();
    expect(await store.getState().wishes('luna')).toEqual({});
    await store.getState().setWishes('luna', { advanced_parameters: { humor: 0.2 }, behavioral_adjustments: ['Call me Ana.'] });
    expect(await store.getState().wishes('luna')).toEqual({ advanced_parameters: { humor: 0.2 }, behavioral_adjustments: ['Call me Ana.'] });
  });

  it('says why it could not be read, and reads again', async () => {
    const memory = createMemoryClient(createSampleWorld('en', now), () => now);
    const store = createRelationshipStore(memory.client);
    memory.world.fail.set('affinity', engineError('storage_failed', 'The folder is gone.'));
    await store.getState().load('luna', 'en');
    expect(store.getState().feelings['luna']?.error?.code).toBe('storage_failed');
    await store.getState().load('luna', 'en');
    expect(store.getState().feelings['luna']?.error).toBeNull();
  });
});

describe('what happens elsewhere', () => {
  it('moves the mood shown, once however often it is told', async () => {
    const { store, luna } = await start(sampleFeelings(now, 0, day));
    expect(luna().mood?.current).toBeNull();
    store.getState().applyTurnEvent({ type: 'mood', mood: mood({}) });
    store.getState().applyEvent({ type: 'mood-changed', mood: mood({}) });
    expect(luna().mood?.current?.mood).toBe('sad');
    expect(luna().moods).toHaveLength(1);
  });

  it('is news once: a milestone, or a level gained, but not one lost', async () => {
    const { store, luna, memory } = await start();
    const affinity = luna().affinity!.affinity;
    store.getState().applyTurnEvent({ type: 'affinity', affinity, delta: 1, reason: '', events: [entry({}), entry({ id: '99999999a', kind: 'level', rule: 'friend', level: 'friend', delta: 0 })] });
    expect(store.getState().news).toMatchObject({ kind: 'level', level: 'friend', personality: 'luna' });
    const told = store.getState().news;
    store.getState().applyEvent({ type: 'affinity-changed', affinity, events: [entry({ id: '99999999a', kind: 'level', rule: 'friend', level: 'friend', delta: 0 })] });
    expect(store.getState().news).toBe(told);
    store.getState().applyEvent({ type: 'affinity-changed', affinity, events: [entry({ id: 'z1', kind: 'milestone', rule: 'first_week', delta: 0 })] });
    expect(store.getState().news).toMatchObject({ id: 'z1', kind: 'milestone' });
    Object.assign(memory.world.feelings!.affinities[0]!, { level: 'friend' });
    await store.getState().load('luna', 'en');
    store.getState().applyEvent({ type: 'affinity-changed', affinity, events: [entry({ id: 'z2', kind: 'level', rule: 'stranger', level: 'stranger', delta: 0 })] });
    expect(store.getState().news?.id).toBe('z1');
  });

  it('is left alone for companions that nobody looks at', async () => {
    const { store } = await start();
    store.getState().applyEvent({ type: 'mood-changed', mood: mood({ personality: 'bruno' }) });
    expect(store.getState().feelings['bruno']).toBeUndefined();
  });
});
