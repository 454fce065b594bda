// The snapshots store over the in-memory client.
import { expect, it } from 'vitest';
import { snapshotPieceBytes } from '../../../core/contract/index.ts';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import type { FileSink, SentFile } from './pieces.ts';
import { createSnapshotsStore } from './snapshots-store.ts';

function start() {
  const world = createSampleWorld('en', 1_800_000_000_000);
  world.data = { backups: [], snapshots: [], imports: [], changes: [{ entity: 'message', added: 3, same: 4, different: 2, only_here: 1 }] };
  const memory = createMemoryClient(world, () => 1_800_000_000_000);
  return { world, get: createSnapshotsStore(memory.client).getState };
}
const file = (size = 3): SentFile => ({ name: 'mine.zip', size, slice: (from, to) => ({ arrayBuffer: async () => new ArrayBuffer(to - from) }) });
const everything = { personality: null, includes: ['conversations', 'facts'] as const, is_anonymised: false };
function memorySink(): FileSink & { ends: boolean[]; text: () => string } {
  const bytes: number[] = [];
  const ends: boolean[] = [];
  return { write: async (piece) => { bytes.push(...piece); }, end: async (isWhole) => { ends.push(isWhole); }, ends, text: () => String.fromCharCode(...bytes) };
}

it('makes one of what was wished, and saves it piece by piece', async () => {
  const { get } = start();
  const made = await get().make({ personality: 'luna', includes: ['conversations'], is_anonymised: true });
  expect(made?.manifest).toMatchObject({ personality: 'luna', includes: ['conversations'], is_anonymised: true });
  expect(get()).toMatchObject({ making: null, snapshots: [{ id: made?.id }] });
  const sink = memorySink();
  expect(await get().save(made!, sink)).toBe(true);
  expect([sink.text(), sink.ends, get().saving]).toEqual(['PK', [true], null]);
});

it('leaves no file where saving fails or is stopped', async () => {
  const { get, world } = start();
  const made = (await get().make(everything))!;
  world.fail.set('piece', engineError('storage_failed', 'The piece cannot be read.'));
  const broken = memorySink();
  await expect(get().save(made, broken)).rejects.toThrow('The piece cannot be read.');
  const sink = memorySink();
  const saving = get().save(made, { ...sink, write: async () => get().stopSaving() });
  expect(await saving).toBe(true);
  const stopped = get().save({ ...made, pieces: 2 }, { ...sink, write: async () => get().stopSaving() });
  expect([await stopped, broken.ends, sink.ends]).toEqual([false, [false], [true, false]]);
});

it('sends a file in pieces, tells what it would change, by merging and by replacing, and takes it in', async () => {
  const { get, world } = start();
  await get().send(file(snapshotPieceBytes + 1));
  expect(get().taking).toMatchObject({ phase: 'ready', mode: 'merge', file_name: 'mine.zip', preview: { entities: [{ added: 3, same: 4, changed: 0, kept: 2, removed: 0 }] } });
  expect(get().snapshots).toEqual([]);
  await get().choose('replace');
  expect(get().taking).toMatchObject({ phase: 'ready', mode: 'replace', preview: { entities: [{ added: 3, same: 4, changed: 2, kept: 0, removed: 1 }] } });
  const done = await get().apply();
  expect([done?.backup?.kind, get().taking, get().snapshots.map(({ kind }) => kind)]).toEqual(['backup', null, ['backup']]);
  expect(world.data?.snapshots.map(({ kind }) => kind)).toEqual(['backup']);
  await get().putBack(done!.backup!);
  expect(get().snapshots).toHaveLength(2);
});

it('keeps a snapshot of the list that was taken in, and deletes a file that was sent', async () => {
  const { get, world } = start();
  const made = (await get().make(everything))!;
  await get().look(made);
  await get().apply();
  expect(world.data?.snapshots.map(({ kind }) => kind)).toEqual(['made']);
  await get().send(file());
  expect(world.data?.snapshots.map(({ kind }) => kind)).toEqual(['upload', 'made']);
  await get().leave();
  expect(world.data?.snapshots.map(({ kind }) => kind)).toEqual(['made']);
});

it('says what is wrong with a file, and removes it; what cannot be taken in now can be later', async () => {
  const { get, world } = start();
  world.fail.set('snapshot.finish', engineError('invalid_input', 'It is no snapshot.'));
  await get().send(file());
  expect(get().taking).toMatchObject({ phase: 'failed', error: { message: 'It is no snapshot.' } });
  expect(world.data?.snapshots).toEqual([]);
  await get().send(file());
  world.fail.set('apply', engineError('turn_in_progress', 'A reply is being written.'));
  expect(await get().apply()).toBeNull();
  expect(get().taking).toMatchObject({ phase: 'ready', error: { code: 'turn_in_progress' } });
  expect((await get().apply())?.backup).toBeNull();
});

it('stops a sending that is left, and nothing of it stays', async () => {
  const { get, world } = start();
  let read = (_bytes: ArrayBuffer): void => {};
  const sending = get().send({ name: 'slow.zip', size: 1, slice: () => ({ arrayBuffer: () => new Promise((resolve) => { read = resolve; }) }) });
  await expect.poll(() => world.data?.snapshots.length).toBe(1);
  await get().leave();
  read(new ArrayBuffer(1));
  await sending;
  expect([get().taking, world.data?.snapshots]).toEqual([null, []]);
});

it('shows how far the engine is', async () => {
  const { get } = start();
  await get().send(file());
  const { id } = get().taking!.snapshot!;
  get().applyEvent({ type: 'snapshot-progress', id, step: 'check', done_bytes: 5, total_bytes: 10, error: null });
  get().applyEvent({ type: 'snapshot-progress', id: 'another', step: 'check', done_bytes: 9, total_bytes: 10, error: null });
  expect(get().taking).toMatchObject({ done_bytes: 5, total_bytes: 10 });
  expect(get().making).toBeNull();
});
