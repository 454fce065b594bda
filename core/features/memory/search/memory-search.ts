// Finds what was said: candidates from the full-text index, the vectors and the facts, weighed together with the turns around them.
import type { Message, RecalledItem } from '../../../contract/entities.ts';
import type { SearchFilters } from '../../../contract/memory.ts';
import { breathe } from '../../../lib/breathe.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import type { MessageWords, StorageProvider } from '../../../providers/storage/storage.ts';
import type { VectorStore } from '../../../providers/vectors/vectors.ts';
import type { ClassificationWeights } from '../classification/weights.ts';
import type { Embedder } from '../embedder.ts';
import { searchFacts, searchVectors } from './candidates.ts';
import { createFactWords } from './fact-words.ts';
import { companionsOf, isNarrow, lets, storageFilters } from './filters.ts';
import { createMiddle } from './middle.ts';
import type { SpeakerNames } from './people.ts';
import { sessionsInView, type SessionsInView } from '../scopes.ts';
import { planQuery, type QueryPlan } from './query-plan.ts';
import { byScore, rank, withPart, type Parts, type Ranked } from './rank.ts';
import { toShares } from './scale.ts';
import { createTimeTeller } from './times.ts';
import { scoreUnit, searchWeights, type SearchWeights } from './weights.ts';
import { createWordCounter, scoreWords, type WordCounter, type WordCounts } from './word-scores.ts';

export type SearchQuery = {
  user_id: string;
  text: string;
  limit: number;
  /** The text's vector where the caller has it already, or is making it: what needs no vector is done meanwhile. Null: by words alone. */
  vector?: Float32Array | null | Promise<Float32Array | null>;
  exclude_ids?: readonly string[];
  filters?: SearchFilters;
  /** Names the question may call the user and the companion by. */
  speaker_names?: SpeakerNames;
  /** The project of the session that asks ('' for none): what belongs to other projects is not seen. Left out: all of the user's. */
  seen_from?: string;
  /** Milliseconds; the clock's time when left out. What "last week" is counted from. */
  now?: number;
};
type InView = SearchQuery & { view: SessionsInView | null };
export type SearchResult = {
  items: RecalledItem[];
  /** The words searched for, folded. */
  terms: string[];
  keyword_only: boolean;
};
export type MemorySearch = (query: SearchQuery) => Promise<SearchResult>;

/** Finds what is no message; its items are put among the messages by their score. */
export type OtherSource = {
  kind: 'fact' | 'episode';
  search(query: { user_id: string; text: string; vector: Float32Array | null; terms: readonly string[]; now: number; limit: number; filters?: SearchFilters; seen_from?: string | undefined; view?: SessionsInView | null }): Promise<RecalledItem[]>;
};

export type MemorySearchParts = {
  storage: StorageProvider;
  vectors: VectorStore;
  embedder: Embedder;
  clock: Clock;
  log: Log;
  /** How many turns before and after one of the best hits come along; with 0 only hits do. */
  neighbours: () => number;
  otherSources?: readonly OtherSource[];
  classifications?: ClassificationWeights;
  /** IANA name; days are counted in it. UTC when left out. */
  timeZone?: string;
  /** For measuring. */
  settings?: Partial<SearchSettings>;
};

/** What the ablation switches. */
export type SearchSettings = {
  weights: SearchWeights;
  /** Candidates asked of each list. */
  candidates: number;
  /** Speakers' names leave the question. */
  namesLeave: boolean;
  /** How far the question's vector steps away from the middle of all vectors, 0 to 1. */
  stepAway: number;
  /** Other words for the question's count too. */
  related: boolean;
  /** Neighbours on each side that count as part of a message's words. */
  reach: number;
};
const usualSettings: SearchSettings = { weights: searchWeights, candidates: 100, namesLeave: true, stepAway: 0.5, related: true, reach: 1 };
/** Looked at where a filter lets only some through. */
const narrowCandidates = 500;
/** The best hits bring their neighbours along. */
const hitsWithNeighbours = 3;
/** Of the best ones the classification is asked. */
const classified = 100;

export function createMemorySearch(parts: MemorySearchParts): MemorySearch {
  const { storage, clock } = parts;
  const settings = { ...usualSettings, ...parts.settings };
  const factWords = createFactWords();
  const tells = createTimeTeller();
  const middleOf = createMiddle(parts.embedder);

  /** Reads messages with their neighbours; asked again, only what is new. By id. */
  function createPool(userId: string) {
    const asked = new Set<string>();
    const pool = new Map<string, MessageWords>();
    return async (ids: Iterable<string>): Promise<MessageWords[]> => {
      const fresh = [...new Set(ids)].filter((id) => !asked.has(id));
      for (const id of fresh) asked.add(id);
      const around = fresh.length === 0 ? [] : await storage.messages.around({ ids: fresh, distance: Math.max(settings.reach, 1) });
      for (const message of around) if (message.user_id === userId) pool.set(message.id, message);
      return [...pool.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
    };
  }

  const termsOf = (plan: QueryPlan) => (settings.related ? [...plan.terms, ...plan.related] : plan.terms);

  /** Candidates, weighed. */
  async function rankMessages(query: InView, plan: QueryPlan, pool: readonly MessageWords[], known: { corpus: WordCounts; meaning: ReadonlyMap<string, number>; counterOf: WordCounter }, now: number): Promise<Ranked[]> {
    const { corpus, meaning, counterOf } = known;
    const filters = query.filters ?? {};
    const excluded = new Set(query.exclude_ids ?? []);
    const scores = [...scoreWords(pool, termsOf(plan), corpus, counterOf, settings.reach)].map(([id, score]) => ({ id, score })).sort((one, other) => other.score - one.score);
    const words = toShares(scores, scores[settings.candidates]?.score ?? 0);
    const companions = await companionsOf(storage, pool, filters);
    const wanted = pool.filter((message) => !excluded.has(message.id) && lets(message, filters, companions) && (query.view?.lets(message.session_id) ?? true) && message.content.trim() !== '');
    const matching = parts.classifications ? new Set(await parts.classifications.matching(wanted.map(({ id }) => id), filters)) : null;
    const candidates = wanted.filter(({ id }) => matching === null || matching.has(id)).map((message) => ({ message, meaning: meaning.get(message.id) ?? 0, words: words.get(message.id) ?? 0 }));
    return weighImportance(rank(candidates, plan, settings.weights, now, tells));
  }

  async function weighImportance(ranked: Ranked[]): Promise<Ranked[]> {
    if (!parts.classifications || settings.weights.importance === 0) return ranked;
    const weights = await parts.classifications.weightsOf(ranked.slice(0, classified).map(({ message }) => message.id));
    return ranked.map((one) => {
      const weight = weights.get(one.message.id);
      return weight ? withPart(one, 'importance', settings.weights.importance * weight.importance) : one;
    }).sort(byScore);
  }

  /** Hits and neighbours as the configuration wants them: 0 leaves hits alone, more than one reaches further around the best. */
  async function withNeighbours(ranked: readonly Ranked[], hits: ReadonlySet<string>, query: SearchQuery): Promise<Ranked[]> {
    const distance = parts.neighbours();
    if (distance === 0) return ranked.filter(({ message }) => hits.has(message.id));
    if (distance === 1 || isNarrow(query.filters ?? {})) return [...ranked];
    const known = new Set([...ranked.map(({ message }) => message.id), ...(query.exclude_ids ?? [])]);
    const best = ranked.filter(({ message }) => hits.has(message.id)).slice(0, hitsWithNeighbours);
    const further = await Promise.all(best.map(async (hit) => (await storage.messages.around({ ids: [hit.message.id], distance }))
      .filter((message) => !known.has(message.id) && message.content.trim() !== '')
      .map((message): Ranked => besides(message, hit))));
    return [...ranked, ...new Map(further.flat().map((one) => [one.message.id, one])).values()].sort(byScore);
  }

  async function searchMessages(query: InView, plan: QueryPlan, now: number): Promise<{ items: RecalledItem[]; vector: Float32Array | null; isByWords: boolean }> {
    const filters = query.filters ?? {};
    const limit = isNarrow(filters) || query.view ? narrowCandidates : settings.candidates;
    const byWords = (terms: readonly string[]) => storage.messages.search({
      user_id: query.user_id, terms, limit, exclude_ids: query.exclude_ids ?? [],
      ...storageFilters(filters), ...(query.view ? { projects: query.view.projects } : {}),
    });
    const asking = searchVectors({ ...parts, middleOf, stepAway: settings.stepAway }, {
      text: plan.text, vector: plan.isShortened && query.vector ? undefined : query.vector, user_id: query.user_id, session_id: filters.session_id, limit,
    });
    // Who waits for it below is told; nobody waits when the words fail first.
    asking.catch(() => undefined);
    // The vector is made in another thread: it is begun before the words are looked up, which keeps this one busy.
    if (query.vector === undefined || query.vector instanceof Promise) await breathe();
    const words = await byWords([...plan.terms.map(({ word }) => word), ...plan.timeWords]);
    const learnt = await searchFacts({ storage, factWords }, { user_id: query.user_id, terms: plan.terms });
    const corpus = await storage.messages.wordCounts([...new Set(termsOf(plan).flatMap(({ stems }) => stems))]);
    const poolOf = createPool(query.user_id);
    const counterOf = createWordCounter(termsOf(plan), learnt.stems);
    (await poolOf([...words.map(({ id }) => id), ...learnt.sources])).forEach(counterOf);
    const meaning = await asking;
    // Where meaning brings the candidates, other words need only be weighed.
    const byOtherWords = meaning === null && settings.related ? await byWords(plan.related.flatMap(({ stems }) => stems)) : [];
    const hits = new Set([...words.map(({ id }) => id), ...byOtherWords.map(({ id }) => id), ...(meaning?.shares.keys() ?? []), ...learnt.sources]);
    const ranked = await withNeighbours(await rankMessages(query, plan, await poolOf(hits), { corpus, meaning: meaning?.shares ?? new Map(), counterOf }, now), hits, query);
    return { items: await toItems(ranked, hits, query), vector: meaning?.vector ?? null, isByWords: meaning === null };
  }

  /** Reads the best as whole messages: one damaged on the disk is left out. */
  async function toItems(ranked: readonly Ranked[], hits: ReadonlySet<string>, query: SearchQuery): Promise<RecalledItem[]> {
    const best = new Map(ranked.slice(0, query.limit).map((one) => [one.message.id, one]));
    const messages = await storage.messages.getMany([...best.keys()]);
    return messages.filter((message) => message.is_active && message.status !== 'failed' && message.status !== 'streaming')
      .map((message) => toItem(message, best.get(message.id)!, hits.has(message.id) ? 'hit' : 'neighbour'));
  }

  return async function search(asked) {
    const query: InView = { ...asked, view: await sessionsInView(storage, asked.user_id, { seen_from: asked.seen_from, of: asked.filters?.project }) };
    const now = query.now ?? clock.now();
    const plan = planQuery(query.text, { names: settings.namesLeave ? query.speaker_names : undefined, now, timeZone: parts.timeZone });
    const kinds = query.filters?.kinds;
    const messages = kinds && !kinds.includes('message')
      ? { items: [], vector: query.vector === undefined ? ((await parts.embedder.embed([plan.text], 'query'))?.[0] ?? null) : await query.vector, isByWords: false }
      : await searchMessages(query, plan, now);
    const terms = plan.terms.map(({ word }) => word);
    const others = await Promise.all((parts.otherSources ?? []).filter(({ kind }) => !kinds || kinds.includes(kind)).map((source) => source.search({
      user_id: query.user_id, text: plan.text, vector: messages.vector, terms, now, limit: query.limit, seen_from: query.seen_from, view: query.view, ...(query.filters === undefined ? {} : { filters: query.filters }),
    })));
    const items = others.length === 0 ? messages.items : [...messages.items, ...others.flat()].sort((one, other) => other.score - one.score);
    return { items: items.slice(0, query.limit), terms, keyword_only: messages.isByWords || (messages.vector === null && kinds !== undefined) };
  };
}

/** A neighbour beyond the reach of the window counts half of what its hit counts. */
function besides(message: MessageWords, hit: Ranked): Ranked {
  const parts = Object.fromEntries(Object.entries(hit.parts).map(([name, value]) => [name, value / 2])) as Parts;
  return { message, parts, score: hit.score / 2 };
}

function toItem(message: Message, ranked: Ranked, reason: RecalledItem['reason']): RecalledItem {
  const parts = Object.fromEntries(Object.entries(ranked.parts).map(([name, value]) => [name, value * scoreUnit])) as Parts;
  return {
    kind: 'message', id: message.id, text: message.content, speaker: message.speaker, session_id: message.session_id, message_id: message.id,
    created_at: message.created_at, score: ranked.score * scoreUnit, parts, reason, is_in_prompt: false,
  };
}
