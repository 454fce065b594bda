// That reading only what may hold gives what reading everything would.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fact, Message } from '../../contract/entities.ts';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { sqliteStorage } from '../../providers/storage/sqlite.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { endedByTag } from './facts/reconcile.ts';
import { knownFacts, standing } from './known-facts.ts';

const messageIds = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5'];
const keys = ['city', 'job', 'likes'];

/** Facts numbered in order; a past one may be superseded by any later one, of whatever key, by none, or by one that was deleted. */
const facts = fc.array(fc.record({
  key: fc.constantFrom(...keys), category: fc.constantFrom('work', 'other'), user_id: fc.constantFrom('ana', 'ana', 'ana', 'eva'), source_message_ids: fc.subarray([...messageIds, 'deleted']),
  fate: fc.constantFrom('current', 'current', 'superseded', 'superseded', 'superseded', 'ended', 'ended by hand', 'successor deleted'), next: fc.nat(20), endedBy: fc.subarray(messageIds, { maxLength: 2 }),
}), { maxLength: 14 }).map((list) => list.map(({ fate, next, endedBy, ...of }, index): Fact => {
  const isSuperseded = fate === 'superseded' && index < list.length - 1;
  return {
    id: `f${String(index).padStart(2, '0')}`, scope: '', value: index, confidence: 1, source: 'rules', valid_from: index, is_pinned: false, local_only: false, created_at: 0, updated_at: 0, ...of,
    valid_to: fate === 'current' || (fate === 'superseded' && !isSuperseded) ? null : 9, superseded_by: isSuperseded ? `f${String(index + 1 + (next % (list.length - 1 - index))).padStart(2, '0')}` : fate === 'successor deleted' ? 'gone' : null,
    tags: fate === 'ended' ? endedBy.map((id) => `${endedByTag}${id}`) : [],
  };
}));

describe('what is known', () => {
  let folder: string;
  let storage: StorageProvider;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'luminora-known-'));
    storage = await sqliteStorage.create(sqliteStorage.options.parse({}), { dataFolder: folder, migrationsFolder: resolve(import.meta.dirname, '../../../migrations'), clock: systemClock, log: silentLog, secret: async () => undefined });
    const message = (id: string): Message => ({ id, session_id: 's', user_id: 'ana', parent_id: null, depth: 0, speaker: 'user', content: 'x', status: 'complete', is_active: true, client_message_id: null, context: null, model: null, error: null, created_at: 0 });
    await storage.commit([
      { op: 'insert', entity: 'session', record: { id: 's', user_id: 'ana', personality: 'luna', title: '', created_at: 0, last_activity_at: 0, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } },
      ...messageIds.map((id): Change => ({ op: 'insert', entity: 'message', record: message(id) })),
    ]);
  });
  afterAll(async () => {
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The same by way of the whole past. */
  async function fromEverything(query: { user_id: string; category?: string; key?: string }, leftBehind: readonly string[]): Promise<string[]> {
    const all = await storage.facts.list({ ...query, include_past: true, limit: 100 });
    const isGone = (ids: readonly string[]): boolean => ids.length > 0 && ids.every((id) => leftBehind.includes(id));
    return standing(all, (fact) => !isGone(fact.source_message_ids), (fact) => !isGone(fact.tags.map((tag) => tag.slice(endedByTag.length)))).map((fact) => fact.id);
  }

  it('is what the whole past would tell, whatever was superseded, ended and taken back', async () => {
    let revived = 0;
    await fc.assert(fc.asyncProperty(facts, fc.subarray(messageIds), async (list, leftBehind) => {
      await storage.commit([
        ...list.map((record): Change => ({ op: 'insert', entity: 'fact', record })),
        ...messageIds.map((id): Change => ({ op: 'update', entity: 'message', id, set: { is_active: !leftBehind.includes(id) } })),
      ]);
      for (const query of [{}, { key: 'city' }, { category: 'work' }]) {
        const known = (await knownFacts(storage, { user_id: 'ana', limit: 100, ...query })).map((fact) => fact.id);
        expect(known).toEqual(await fromEverything({ user_id: 'ana', ...query }, leftBehind));
        revived += known.filter((id) => list.find((fact) => fact.id === id)?.valid_to !== null).length;
      }
      const first = await knownFacts(storage, { user_id: 'ana', limit: 1 });
      expect(first.map((fact) => fact.id)).toEqual((await fromEverything({ user_id: 'ana' }, leftBehind)).slice(0, 1));
      await storage.commit(list.map((record): Change => ({ op: 'delete', entity: 'fact', id: record.id })));
    }), { numRuns: 120, seed: 5 });
    expect(revived).toBeGreaterThan(15);
  }, 60_000);

  it('does not read what was replaced for good', async () => {
    const make = (id: string, part: Partial<Fact>): Fact => ({ id, user_id: 'ana', scope: '', category: 'other', key: 'mood', value: id, confidence: 1, source_message_ids: ['m0'], source: 'rules', tags: [], valid_from: 0, valid_to: null, superseded_by: null, is_pinned: false, local_only: false, created_at: 0, updated_at: 0, ...part });
    await storage.commit([{ op: 'update', entity: 'message', id: 'm0', set: { is_active: true } }, ...Array.from({ length: 200 }, (_, index): Change => (
      { op: 'insert', entity: 'fact', record: make(`g${String(index).padStart(3, '0')}`, index === 199 ? {} : { valid_to: index, superseded_by: `g${String(index + 1).padStart(3, '0')}` }) }))]);
    let rows = 0;
    const counting: StorageProvider = {
      ...storage,
      facts: {
        ...storage.facts,
        list: async (query) => { const list = await storage.facts.list(query); rows += list.length; return list; },
        supersededBy: async (ids) => { const list = await storage.facts.supersededBy(ids); rows += list.length; return list; },
      },
    };
    expect((await knownFacts(counting, { user_id: 'ana', limit: 100 })).map((fact) => fact.id)).toEqual(['g199']);
    expect(rows).toBe(1);
  });
});
