// A real storage with facts in it, the services on it, and an embedder that gives the vectors a test wants.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '../../../../contract/entities.ts';
import type { Episode } from '../../../../contract/episodes.ts';
import type { StorageProvider } from '../../../../providers/storage/storage.ts';
import { createTestMemory } from '../../../../testing/test-memory.ts';
import type { Embedder } from '../../embedder.ts';
import { createEpisodeService } from '../../episodes/index.ts';
import type { FactCandidate } from '../../facts/fact-candidate.ts';
import { createFactService } from '../../facts/fact-service.ts';
import { keysToRead, reconcile } from '../../facts/reconcile.ts';
import { currentFacts } from '../../learn-facts.ts';
import { makeReport } from '../audit-handlers.ts';
import { createMender } from '../mender.ts';

export type AuditStore = Awaited<ReturnType<typeof createAuditStore>>;

/** @param vectors by value, or an embedder; without them words alone tell */
export async function createAuditStore(vectors?: Readonly<Record<string, readonly number[]>>, given?: Pick<Embedder, 'spaceId' | 'embed'>) {
  const memory = await createTestMemory();
  const embedder = given ?? {
    spaceId: async () => (vectors ? 'test' : null),
    embed: async (texts: readonly string[]) => (vectors ? texts.map((text) => new Float32Array(vectors[text] ?? [0, 0, 1, 0])) : null),
  };
  const commits: number[] = [];
  const storage: StorageProvider = {
    ...memory.storage,
    async commit(changes, options) {
      const all = [...changes];
      commits.push(all.length);
      await memory.storage.commit(all, options);
    },
  };
  const shared = { ...memory, storage, embedder, broadcast: () => undefined, kick: () => undefined };
  const facts = createFactService(shared);
  const mender = createMender({ ...shared, facts, episodes: createEpisodeService(shared) });
  return {
    ...memory, facts, mender,
    /** Changes in each commit of the services, in order. */
    commits,
    /** A row as it is, past every rule. */
    async plant(key: string, value: Fact['value'], more: Partial<Fact> = {}): Promise<Fact> {
      const now = memory.clock.now();
      const record: Fact = {
        id: memory.ids.next(), user_id: 'ana', scope: '', category: 'other', key, value, confidence: 0.8, source_message_ids: [], source: 'rules-es', tags: [], valid_from: now, valid_to: null, superseded_by: null, is_pinned: false,
        local_only: false, created_at: now, updated_at: now, ...more,
      };
      await memory.storage.commit([{ op: 'insert', entity: 'fact', record }]);
      return record;
    },
    async plantEpisode(title: string, sources: readonly string[], more: Partial<Episode> = {}): Promise<Episode> {
      const now = memory.clock.now();
      const record: Episode = {
        id: memory.ids.next(), user_id: 'ana', session_id: 's', personality: 'luna', type: 'milestone', title, summary: `${title}.`, importance: 6, sentiment: 'positive', tags: [], source_message_ids: [...sources], started_at: now, ended_at: now,
        source: 'rules', never_decays: false, is_pinned: false, recall_count: 0, last_recalled_at: null, created_at: now, updated_at: now, ...more,
      };
      await memory.storage.commit([{ op: 'insert', entity: 'episode', record }]);
      return record;
    },
    report: (language: 'en' | 'es' = 'en') => makeReport(shared, { user_id: 'ana', language, limit: 5000 }),
    /** Every row of facts and episodes, by id. */
    async rows() {
      const page = { owner: { user_id: 'ana' }, limit: 5000 };
      return { facts: await memory.storage.records({ entity: 'fact', ...page }), episodes: await memory.storage.records({ entity: 'episode', ...page }) };
    },
  };
}

/** Learns the labels of the evaluation's development messages as the product learns: each from a message of the user's, reconciled with what is known. */
export async function learnDevelopmentFacts(store: AuditStore): Promise<void> {
  for (const file of ['development', 'development-second', 'development-third']) {
    const lines = readFileSync(join(import.meta.dirname, `../../../../../evals/data/facts/${file}.jsonl`), 'utf8').split('\n').filter(Boolean);
    for (const line of lines) {
      const { text, facts } = JSON.parse(line) as { text: string; facts: { category: Fact['category']; key: string; value: Fact['value']; ended?: true; date?: string }[] };
      const message = await store.say(text);
      const candidates = facts.map(({ category, key, value, ended, date }): FactCandidate => (
        { category, key, value, confidence: 0.8, source: 'rules-es', tags: date === undefined ? [] : [`date:${date}`], ...(ended ? { is_ended: true as const } : {}) }
      ));
      const { changes } = reconcile(candidates, await currentFacts(store.storage, 'ana', keysToRead(candidates)), message, store);
      if (changes.length > 0) await store.storage.commit(changes);
    }
  }
}
