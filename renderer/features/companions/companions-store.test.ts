// The gallery over the in-memory client: import one after another, copies, undoing.
import { expect, it } from 'vitest';
import { createMemoryClient } from '../../testing/memory-client.ts';
import { fewFeelings } from '../../testing/sample-feelings.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createCompanionsStore, type ImportFile } from './companions-store.ts';
import { fromBase64, toBase64 } from './base64.ts';

async function start() {
  const world = createSampleWorld('en', 1_800_000_000_000);
  world.feelings = fewFeelings(1_800_000_000_000, []);
  const memory = createMemoryClient(world);
  const store = createCompanionsStore(memory.client);
  await store.getState().load();
  return { memory, get: store.getState, names: () => store.getState().companions.map(({ name }) => name) };
}
const file = (name: string, size = 3): ImportFile => ({ name, size, arrayBuffer: async () => new Uint8Array([1, 2, 3]).buffer });

it('brings files in one after another; one that fails holds up none', async () => {
  const { get, names } = await start();
  const ids = await get().importFiles([file('Ada.png'), file('broken.png'), file('huge.png', 17 * 1024 * 1024), file('clean_Grace.json')]);
  expect(ids).toHaveLength(2);
  expect(names()).toEqual(['Luna', 'Bruno', 'Ada', 'clean Grace']);
  expect(get().imports.map(({ phase, findings, is_too_large: isTooLarge, error }) => [phase, findings.length, isTooLarge, error?.code ?? null])).toEqual([['done', 2, false, null], ['failed', 0, false, 'invalid_input'], ['failed', 0, true, null], ['done', 0, false, null]]);
  get().clearImports();
  expect(get().imports).toEqual([]);
});

it('says where each file is', async () => {
  const { get } = await start();
  let read = (_bytes: ArrayBuffer): void => {};
  const slow: ImportFile = { name: 'slow.png', size: 1, arrayBuffer: () => new Promise((resolve) => { read = resolve; }) };
  const done = get().importFiles([slow, file('next.png')]);
  await expect.poll(() => get().imports.map(({ phase }) => phase)).toEqual(['reading', 'waiting']);
  read(new ArrayBuffer(1));
  await done;
  expect(get().imports.map(({ phase }) => phase)).toEqual(['done', 'done']);
});

it('deletes with its pictures, and puts both back', async () => {
  const { get, names, memory } = await start();
  const [id = ''] = await get().importFiles([file('Ada.png')]);
  await get().putPicture(id, 'portrait', new Uint8Array([9, 8, 7]));
  const removed = await get().remove(id);
  expect(names()).toEqual(['Luna', 'Bruno']);
  await get().restore(removed);
  expect(names()).toEqual(['Luna', 'Bruno', 'Ada']);
  expect([...fromBase64((await memory.client.characters.asset({ id, name: 'portrait' })).data)]).toEqual([9, 8, 7]);
});

it('copies whole, under a name of its own, and blends by share', async () => {
  const { get, names, memory } = await start();
  await get().putPicture('luna', 'joy', new Uint8Array([5]));
  const copy = await get().duplicate('luna', 'Luna (copy)');
  expect((await memory.client.characters.assets({ id: copy.id })).assets.map(({ name }) => name)).toEqual(['joy']);
  const mixed = await get().blend('luna', 'bruno', 0.5, 'Both');
  expect(mixed.definition.advanced_parameters?.humor).toBeCloseTo(0.625);
  expect(names()).toEqual(['Luna', 'Bruno', 'Luna (copy)', 'Both']);
});

it('gives back what a reset took away', async () => {
  const { get, memory } = await start();
  const { definition } = await memory.client.characters.get({ id: 'luna' });
  await memory.client.characters.save({ id: 'luna', definition: { ...definition, persona: { ...definition.persona, name: 'Mine' } } });
  const before = await get().reset('luna');
  await get().putBack(before);
  expect((await memory.client.characters.get({ id: 'luna' })).definition.persona.name).toBe('Mine');
});

it('tells where one stands, and follows what moves', async () => {
  const { get, memory } = await start();
  await get().loadStanding();
  const mood = memory.world.feelings?.moods.at(-1);
  expect(get().standing['luna']?.level).toBe(memory.world.feelings?.affinities[0]?.level);
  expect(get().standing['bruno']?.level).toBeNull();
  if (!mood) throw new Error('the sample has no mood');
  get().applyEvent({ type: 'mood-changed', mood: { ...mood, personality: 'bruno', mood: 'playful' } });
  expect(get().standing['bruno']).toEqual({ level: null, mood: 'playful' });
});

it('turns bytes into base64 and back, also many', () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => index % 256);
  expect(fromBase64(toBase64(bytes))).toEqual(bytes);
});
