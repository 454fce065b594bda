// Reads what an audit looks at, page by page.
import type { Fact, Message } from '../../../contract/entities.ts';
import type { Episode } from '../../../contract/episodes.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { Embedder } from '../embedder.ts';
import { standingEpisodes } from '../episodes/known-episodes.ts';
import { endedBy, standing } from '../known-facts.ts';
import type { AuditMaterial, AuditSource } from './material.ts';
import { createNearness } from './nearness.ts';

export type GatherParts = { storage: StorageProvider; embedder: Pick<Embedder, 'embed' | 'spaceId'>; clock: Clock };
export type Gathered = { material: AuditMaterial; isComplete: boolean };

const pageSize = 500;
/** Rows of a kind that are looked at. */
const mostRows = 20_000;
/** Messages before and after a source in whose recalled blocks its words are looked for. */
const contextDistance = 6;
const contextPage = 50;

export async function gather({ storage, embedder, clock }: GatherParts, userId: string, signal?: AbortSignal): Promise<Gathered> {
  const rows = await all(storage, 'fact', userId, signal);
  const leftBehind = new Set<string>();
  const ids = [...new Set(rows.records.flatMap((fact) => [...fact.source_message_ids, ...endedBy(fact)]))];
  for (const page of pages(ids, pageSize)) for (const id of await storage.messages.leftBehind(page)) leftBehind.add(id);
  const isLeftBehind = (sources: readonly string[]) => sources.length > 0 && sources.every((id) => leftBehind.has(id));
  const isLive = (fact: Fact) => !isLeftBehind(fact.source_message_ids);
  const facts = standing(rows.records, isLive, (fact) => !isLeftBehind(endedBy(fact)));
  const told = await all(storage, 'episode', userId, signal);
  const episodes: Episode[] = [];
  for (const page of pages(told.records, pageSize)) episodes.push(...await standingEpisodes(storage, page));
  const { sources, contexts } = await readSources(storage, facts, signal);
  return {
    material: {
      now: clock.now(), facts, episodes, sources, contexts, orphans: rows.records.filter((fact) => fact.valid_to === null && !isLive(fact)), pastFacts: rows.records.filter(({ valid_to }) => valid_to !== null).length,
      nearness: await createNearness(embedder, facts, signal),
    },
    isComplete: rows.isComplete && told.isComplete,
  };
}

async function all(storage: StorageProvider, entity: 'fact', userId: string, signal?: AbortSignal): Promise<{ records: Fact[]; isComplete: boolean }>;
async function all(storage: StorageProvider, entity: 'episode', userId: string, signal?: AbortSignal): Promise<{ records: Episode[]; isComplete: boolean }>;
async function all(storage: StorageProvider, entity: 'fact' | 'episode', userId: string, signal?: AbortSignal): Promise<{ records: (Fact | Episode)[]; isComplete: boolean }> {
  const records: (Fact | Episode)[] = [];
  for (let after: string | undefined; ;) {
    signal?.throwIfAborted();
    const page = await storage.records({ entity, owner: { user_id: userId }, limit: pageSize, ...(after === undefined ? {} : { after }) });
    records.push(...page);
    after = page.at(-1)?.id;
    if (page.length < pageSize) return { records, isComplete: true };
    if (records.length >= mostRows) return { records, isComplete: false };
  }
}

/** The facts' messages, without their texts' neighbours: of those only what was recalled beside them is kept. */
async function readSources(storage: StorageProvider, facts: readonly Fact[], signal?: AbortSignal) {
  const sources = new Map<string, AuditSource>();
  const contexts = new Map<string, { message_id: string; text: string }[]>();
  const seen = new Set<string>();
  const keep = (message: Message) => {
    if (message.context === null || seen.has(message.id)) return;
    seen.add(message.id);
    contexts.set(message.session_id, [...(contexts.get(message.session_id) ?? []), { message_id: message.id, text: message.context }]);
  };
  for (const ids of pages([...new Set(facts.flatMap((fact) => fact.source_message_ids))], contextPage)) {
    signal?.throwIfAborted();
    for (const message of await storage.messages.getMany(ids)) {
      sources.set(message.id, message);
      keep(message);
    }
    for (const message of await storage.messages.neighbours({ ids, distance: contextDistance })) keep(message);
  }
  return { sources, contexts };
}

/** Messages classified as secret, counted up to `most`. */
export async function countSecretMessages(storage: Pick<StorageProvider, 'classifications'>, userId: string, most = mostRows): Promise<number> {
  let count = 0;
  for (let before: string | undefined; ;) {
    const page = await storage.classifications.list({ user_id: userId, privacy: 'secret', limit: pageSize, ...(before === undefined ? {} : { before }) });
    count += page.length;
    before = page.at(-1)?.id;
    if (page.length < pageSize || count >= most) return count;
  }
}

function* pages<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
