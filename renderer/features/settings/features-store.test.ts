import { expect, it } from 'vitest';
import { createMemoryClient } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createFeaturesStore } from './features-store.ts';

it('knows what is off, switches it on, and hears of changes from elsewhere', async () => {
  const memory = createMemoryClient(createSampleWorld());
  memory.world.settings.push({ path: 'features.analytics', value: false, source: 'file' }, { path: 'features.audit', value: true, source: 'default' });
  const store = createFeaturesStore(memory.client);
  await store.getState().load();
  expect([...store.getState().off]).toEqual(['analytics']);
  await store.getState().switchOn('analytics');
  expect([...store.getState().off]).toEqual([]);
  await memory.client.settings.write({ changes: [{ path: 'features.audit', value: false }] });
  store.getState().applyEvent({ type: 'settings-changed', paths: ['features.audit'] });
  await expect.poll(() => [...store.getState().off]).toEqual(['audit']);
});
