// The check-up's store over the in-memory client, which obeys the contract.
import { expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { sampleFindings } from '../../testing/sample-owned.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { canUndo, createAuditStore } from './audit-store.ts';

async function start() {
  const memory = createMemoryClient({ ...createSampleWorld('en', 1_800_000_000_000), findings: sampleFindings('en') });
  const store = createAuditStore(memory.client);
  await store.getState().load('en');
  const found = () => store.getState().report?.findings ?? [];
  const kinds = (): string[] => found().map(({ kind }) => kind);
  return { memory, store, found, kinds };
}

it('mends what is safe at once and looks again; undoing it brings the findings back', async () => {
  const { store, found, kinds } = await start();
  const done = await store.getState().mend(found().filter((finding) => finding.is_safe));
  expect([done.mended, done.skipped, kinds()]).toEqual([2, 0, ['secret', 'contradiction', 'near_duplicate', 'unconfirmed']]);
  expect(canUndo(done.undo)).toBe(true);
  await store.getState().undo(done.undo);
  expect(kinds()).toHaveLength(6);
});

it('keeps a finding out of the list when told so, and cannot bring back a secret', async () => {
  const { store, found, kinds } = await start();
  const kept = await store.getState().mend([found()[1]!], 'keep');
  expect([kept.undo.kept, kinds().includes('contradiction')]).toEqual([[found().length === 5 ? 'finding-000001' : ''], false]);
  const forgotten = await store.getState().mend([found()[0]!]);
  expect([forgotten.mended, canUndo(forgotten.undo), kinds().includes('secret')]).toEqual([1, false, false]);
});

it('counts what was no longer there', async () => {
  const { store, found } = await start();
  const [first] = found();
  await store.getState().mend([first!]);
  expect(await store.getState().mend([first!])).toMatchObject({ mended: 0, skipped: 1 });
});

it('tells that it failed, keeps the last report, and reads again only what was read', async () => {
  const { store, memory, kinds } = await start();
  memory.world.fail.set('audit', engineError('storage_full', 'Too slow.'));
  await store.getState().reload();
  expect([store.getState().error?.message, kinds().length, store.getState().is_loading]).toEqual(['Too slow.', 6, false]);
  const other = createAuditStore(memory.client);
  await other.getState().reload();
  expect(other.getState().report).toBeNull();
});
