// The insights store over the in-memory client.
import { describe, expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createInsightsStore } from './insights-store.ts';

const now = Date.UTC(2026, 10, 15);
const day = 86_400_000;
function start() {
  const memory = createMemoryClient(createSampleWorld('en', now), () => now);
  return { memory, store: createInsightsStore(memory.client, () => now, 'UTC') };
}

describe('the insights store', () => {
  it('reads the last month of all companions first, then what is asked for', async () => {
    const { store } = start();
    await store.getState().load();
    expect(store.getState()).toMatchObject({ range: 'month', is_loading: false, error: null, figures: { personality: null, from: now - 30 * day, bucket: 'day', time_zone: 'UTC' } });
    await store.getState().load({ range: 'year', personality: 'luna' });
    expect(store.getState()).toMatchObject({ range: 'year', personality: 'luna', figures: { personality: 'luna', from: now - 365 * day, bucket: 'week' } });
    await store.getState().load({ range: 'all', personality: null });
    expect(store.getState().figures).toMatchObject({ personality: null, from: now - 12 * day });
  });

  it('shows what was asked for last, whatever answers first', async () => {
    const { memory, store } = start();
    const { get } = memory.client.analytics;
    let release = (): void => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    const slow = createInsightsStore({ ...memory.client, analytics: { ...memory.client.analytics, get: (async (...input: Parameters<typeof get>) => { if (input[0].from === now - 7 * day) await held; return get(...input); }) as typeof get } }, () => now, 'UTC');
    const first = slow.getState().load({ range: 'week' });
    await slow.getState().load({ range: 'year' });
    release();
    await first;
    expect(slow.getState().figures?.from).toBe(now - 365 * day);
    expect(store.getState().figures).toBeNull();
  });

  it('keeps the figures there are when reading fails, and says why', async () => {
    const { memory, store } = start();
    await store.getState().load();
    memory.world.fail.set('analytics', engineError('storage_failed', 'The disk is gone.'));
    await store.getState().load({ range: 'week' });
    expect(store.getState()).toMatchObject({ error: { code: 'storage_failed' }, is_loading: false, figures: { from: now - 30 * day } });
    await store.getState().load();
    expect(store.getState()).toMatchObject({ error: null, figures: { from: now - 7 * day } });
  });
});
