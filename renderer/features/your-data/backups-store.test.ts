// The backups store over the in-memory client.
import { expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createBackupsStore } from './backups-store.ts';

function start() {
  const memory = createMemoryClient(createSampleWorld('en', 1_800_000_000_000), () => 1_800_000_000_000);
  return { memory, get: createBackupsStore(memory.client).getState };
}
const titles = async ({ client }: ReturnType<typeof createMemoryClient>): Promise<string[]> => (await client.sessions.list({})).sessions.map(({ title }) => title);

it('makes one, puts it back, and undoes that with what the restoring kept', async () => {
  const { memory, get } = start();
  const before = await titles(memory);
  const made = await get().make();
  expect(get()).toMatchObject({ is_loaded: true, is_making: false, backups: [{ id: made.id, kind: 'manual' }] });
  const [first] = memory.world.sessions;
  await memory.client.sessions.rename({ session_id: first?.id ?? '', title: 'Something else' });
  const changed = await titles(memory);
  const { restored, backup } = await get().restore(made.id);
  expect([restored.id, backup.kind, await titles(memory)]).toEqual([made.id, 'restore', before]);
  await get().restore(backup.id);
  expect(await titles(memory)).toEqual(changed);
  expect(get().backups.map(({ kind }) => kind)).toEqual(['restore', 'restore', 'manual']);
});

it('says which one is being put back, also when that fails', async () => {
  const { memory, get } = start();
  const made = await get().make();
  memory.world.fail.set('restore', engineError('turn_in_progress', 'A reply is being written.'));
  const restoring = get().restore(made.id);
  expect(get().restoring).toBe(made.id);
  await expect(restoring).rejects.toThrow('A reply is being written.');
  expect(get().restoring).toBeNull();
});

it('deletes one', async () => {
  const { get } = start();
  const made = await get().make();
  await get().remove(made.id);
  expect(get().backups).toEqual([]);
});

it('keeps what it has when a reading fails, and follows the engine', async () => {
  const { memory, get } = start();
  get().applyEvent({ type: 'backups-changed' });
  expect(get().is_loaded).toBe(false);
  await get().load();
  memory.world.fail.set('backups', engineError('storage_failed', 'The folder cannot be read.'));
  await get().load();
  expect(get().error?.code).toBe('storage_failed');
  await memory.client.backups.create();
  get().applyEvent({ type: 'backups-changed' });
  await expect.poll(() => get().backups.length).toBe(1);
  expect(get().error).toBeNull();
});
