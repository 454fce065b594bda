// Choosing and downloading models.
import { expect, it } from 'vitest';
import { createMemoryClient } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createModelsStore } from './models-store.ts';

it('downloads with progress, can pause and goes on, and then a model answers', async () => {
  const world = createSampleWorld();
  world.status = { ...world.status, current: null, needs_download: true };
  world.download.pauseMs = 150;
  const store = createModelsStore(createMemoryClient(world).client);
  await store.getState().load();
  const first = store.getState().pull('embedded', 'gemma-3-270m-q4_k_m');
  await expect.poll(() => store.getState().download?.progress?.completed_bytes ?? 0).toBeGreaterThan(0);
  store.getState().pause();
  await first;
  expect(store.getState().download).toMatchObject({ phase: 'paused', progress: { completed_bytes: expect.any(Number) } });
  await store.getState().pull('embedded', 'gemma-3-270m-q4_k_m');
  expect(store.getState()).toMatchObject({ download: null, status: { needs_download: false, current: { provider: 'embedded' } } });
});

it('chooses a model by writing the two settings', async () => {
  const memory = createMemoryClient(createSampleWorld());
  const store = createModelsStore(memory.client);
  await store.getState().choose({ provider: 'ollama', name: 'my-model:latest' });
  expect(memory.world.settings.filter(({ path }) => path.startsWith('llm_provider')).map(({ value }) => value)).toEqual(['ollama', 'my-model:latest']);
});
