// The episodes store over the in-memory client, and how episodes look.
import { describe, expect, it } from 'vitest';
import { createMemoryClient } from '../../testing/memory-client.ts';
import { sampleEpisodes } from '../../testing/sample-memory.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { byMonth, dotSize, episodeHue, importanceWord } from './episode-look.ts';
import { createEpisodesStore } from './episodes-store.ts';

const now = Date.UTC(2026, 10, 15);
async function start(count = 100) {
  const memory = createMemoryClient({ ...createSampleWorld('en', now), episodes: sampleEpisodes('en', now, 0, count) });
  const store = createEpisodesStore(memory.client);
  await store.getState().load();
  return { memory, store, ids: () => store.getState().episodes.map(({ id }) => id) };
}

describe('the episodes store', () => {
  it('reads pages until the beginning, each episode once, newest first', async () => {
    const { store, ids } = await start();
    expect([ids().length, store.getState().has_more]).toEqual([40, true]);
    await store.getState().loadMore();
    await store.getState().loadMore();
    expect([ids().length, new Set(ids()).size, store.getState().has_more]).toEqual([100, 100, false]);
    expect(ids()).toEqual(ids().toSorted().toReversed());
  });

  it('narrows by type and weight, from the first page again', async () => {
    const { store } = await start();
    await store.getState().show({ type: 'achievement' });
    expect(new Set(store.getState().episodes.map(({ type }) => type))).toEqual(new Set(['achievement']));
    await store.getState().show({ type: '', importance_at_least: 9 });
    expect(new Set(store.getState().episodes.map(({ type }) => type))).toEqual(new Set(['emotional_moment']));
  });

  it('changes, forgets and puts back in its place', async () => {
    const { store, ids } = await start(7);
    const before = ids();
    await store.getState().change(before[2] ?? '', { title: 'Another title' });
    expect(store.getState().episodes[2]?.title).toBe('Another title');
    const deleted = await store.getState().remove(before[2] ?? '');
    expect(ids()).toHaveLength(6);
    await store.getState().restore(deleted);
    expect(ids()).toEqual(before);
  });

  it('follows what happens elsewhere, and keeps out what the view does not show', async () => {
    const { store, ids } = await start(7);
    const [first] = store.getState().episodes;
    if (!first) throw new Error('no episode');
    store.getState().applyEvent({ type: 'episode-changed', episode: { ...first, id: 'episode-999999', started_at: now } });
    expect(ids()[0]).toBe('episode-999999');
    store.getState().applyEvent({ type: 'episode-deleted', episode_id: 'episode-999999' });
    expect(ids()).toHaveLength(7);
    await store.getState().show({ type: 'routine' });
    store.getState().applyEvent({ type: 'episode-changed', episode: first });
    expect(ids()).toHaveLength(1);
  });
});

describe('how an episode looks', () => {
  it('takes one of the seven hues of mood', () => {
    const hues = new Set(sampleEpisodes('en', now, 0).map(episodeHue));
    expect([...hues].every((hue) => ['neutral', 'happy', 'sad', 'excited', 'concerned', 'playful', 'loving'].includes(hue))).toBe(true);
    expect([episodeHue({ sentiment: 'very_negative', type: 'conflict' }), episodeHue({ sentiment: 'positive', type: 'bonding' }), episodeHue({ sentiment: 'neutral', type: 'routine' })]).toEqual(['sad', 'loving', 'neutral']);
  });

  it('grows with its weight, and says it in a word', () => {
    expect([dotSize(0), dotSize(10)]).toEqual([8, 20]);
    expect([0, 2, 4.5, 7, 10].map(importanceWord)).toEqual(['importance_trivial', 'importance_low', 'importance_medium', 'importance_high', 'importance_critical']);
  });

  it('stands under its month', () => {
    const months = byMonth(sampleEpisodes('es', now, 0, 30), 'es');
    expect(months[0]?.title).toBe('noviembre de 2026');
    expect(months.flatMap(({ episodes }) => episodes)).toHaveLength(30);
    expect(new Set(months.map(({ key }) => key)).size).toBe(months.length);
  });
});
