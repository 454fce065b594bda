// Lorebooks beside companions over the in-memory client.
import { expect, it } from 'vitest';
import { createMemoryClient } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createLorebooksStore } from './lorebooks-store.ts';

it('brings a book in, changes whose it is, deletes it and puts it back as it was', async () => {
  const { client } = createMemoryClient(createSampleWorld('en', 1_800_000_000_000));
  const { getState: get } = createLorebooksStore(client);
  const { book } = await get().importBook('harbour.json', 'luna', '{"entries":[]}');
  expect(get().books.map(({ name, personality }) => [name, personality])).toEqual([['harbour.json', 'luna']]);
  await get().change(book.id, { personality: '', is_enabled: false });
  const gone = await get().remove(book.id);
  expect(get().books).toEqual([]);
  await get().restore(gone);
  expect(get().books.map(({ name, personality, is_enabled: isOn }) => [name, personality, isOn])).toEqual([['harbour.json', '', false]]);
});

it('refuses what is no JSON before asking the engine, and reads again when books changed elsewhere', async () => {
  const { client } = createMemoryClient(createSampleWorld('en', 1_800_000_000_000));
  const { getState: get } = createLorebooksStore(client);
  await expect(get().importBook('x.json', '', 'not json')).rejects.toThrow(SyntaxError);
  await get().load();
  await client.lorebooks.create({ name: 'Elsewhere', personality: '', definition: { entries: [], extensions: {} } });
  get().applyEvent({ type: 'lorebooks-changed' });
  await expect.poll(() => get().books.map(({ name }) => name)).toEqual(['Elsewhere']);
});
