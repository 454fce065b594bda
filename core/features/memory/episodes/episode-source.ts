// Finds the episodes a question or a turn is about, and says nothing when it is about none.
import type { RecalledItem } from '../../../contract/entities.ts';
import type { Episode } from '../../../contract/episodes.ts';
import type { SearchFilters } from '../../../contract/memory.ts';
import type { Log } from '../../../lib/log.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { VectorStore } from '../../../providers/vectors/vectors.ts';
import { asksForClassification } from '../classification/weights.ts';
import type { Embedder } from '../embedder.ts';
import type { Centring } from './centring.ts';
import { episodeSpace, episodeText } from './index-episode.ts';
import type { SessionsInView } from '../scopes.ts';
import { standingEpisodes } from './known-episodes.ts';
import { rankWeight } from './rank-weight.ts';
import { relevanceTo } from './relevance.ts';
import type { Relevance } from './relevance.ts';

export type EpisodeSourceQuery = {
  user_id: string;
  /** Companion of the turn; episodes of all are found, as messages are. `filters.personality` narrows. */
  personality?: string;
  text: string;
  /** Null: by words alone. */
  vector: Float32Array | null;
  /** The telling words of the text, folded. */
  terms: readonly string[];
  now: number;
  limit: number;
  filters?: SearchFilters;
  /** Null or left out: every session. */
  view?: SessionsInView | null;
};
export type EpisodeSource = { kind: 'episode'; search(query: EpisodeSourceQuery): Promise<RecalledItem[]> };

/** Nearest by meaning, and newest, that are looked at; all of a user's by words when there are no vectors. */
const nearestLooked = 30;
/** Where only some sessions count. */
const nearestLookedInView = 200;
const newestLooked = 50;
const newestWithoutVectors = 500;
/** Times the limit. */
const mostChecked = 2;

export function createEpisodeSource({ storage, vectors, embedder, centring, log }: { storage: StorageProvider; vectors: VectorStore; embedder: Embedder; centring: Centring; log: Log }): EpisodeSource {
  /** Cosine similarity by episode; null when meaning cannot be used now. */
  async function similarities(query: EpisodeSourceQuery): Promise<Map<string, number> | null> {
    const spaceId = query.vector ? await embedder.spaceId() : null;
    if (!query.vector || !spaceId) return null;
    try {
      const vector = await centring.centre(spaceId, query.vector, 'query');
      if (!vector) return null;
      const session = query.filters?.session_id;
      const hits = await vectors.query(episodeSpace(spaceId), { vector, limit: query.view ? nearestLookedInView : nearestLooked, user_id: query.user_id, ...(session === undefined ? {} : { session_id: session }) });
      return new Map(hits.map((hit) => [hit.owner_id, hit.similarity]));
    } catch (error) {
      log.warn('episode-search-failed', { reason: String(error) });
      return null;
    }
  }

  async function candidates(query: EpisodeSourceQuery, near: ReadonlyMap<string, number> | null): Promise<Episode[]> {
    const newest = await storage.episodes.list({ user_id: query.user_id, limit: near && !query.view ? newestLooked : newestWithoutVectors });
    const known = new Set(newest.map(({ id }) => id));
    const others = near ? await storage.episodes.getMany([...near.keys()].filter((id) => !known.has(id))) : [];
    return [...newest, ...others].filter((episode) => episode.user_id === query.user_id && (query.view?.lets(episode.session_id) ?? true) && isWanted(episode, query.filters ?? {}));
  }

  return {
    kind: 'episode',
    async search(query) {
      const filters = query.filters ?? {};
      if (filters.speaker !== undefined || asksForClassification(filters) || (filters.kinds && !filters.kinds.includes('episode'))) return [];
      const near = await similarities(query);
      const relevanceOf = relevanceTo({ text: query.text, terms: query.terms, hasVectors: near !== null });
      const relevant = (await candidates(query, near)).flatMap((episode) => {
        const relevance = relevanceOf(episode, near?.get(episode.id) ?? null);
        return relevance ? [{ episode, ...relevance }] : [];
      });
      // Whether an episode stands is read off its messages: asked of the most relevant only.
      const first = relevant.toSorted((one, other) => other.meaning + other.words - one.meaning - one.words).slice(0, mostChecked * query.limit);
      const standing = new Set((await standingEpisodes(storage, first.map(({ episode }) => episode))).map(({ id }) => id));
      const found = first.filter(({ episode }) => standing.has(episode.id));
      return ranked(found, near !== null, query.now).slice(0, query.limit);
    },
  };
}

function isWanted(episode: Episode, filters: SearchFilters): boolean {
  return (filters.session_id === undefined || episode.session_id === filters.session_id) && (filters.personality === undefined || episode.personality === filters.personality)
    && (filters.from === undefined || episode.ended_at >= filters.from) && (filters.to === undefined || episode.started_at <= filters.to);
}

type Found = Relevance & { episode: Episode };
/** Share of its score an episode of no importance keeps. */
const leastImportanceShare = 0.5;
/** Meaning's share of relevance; words have the rest. */
const meaningShare = 0.75;
/** What is less than this share as relevant as the best is left out. */
const leastOfBest = 0.5;

/** What a wholly relevant, fresh episode of importance 10 counts: somewhat more than the best message does (about 0.1), whose score is a share of the best. */
const full = 0.12;
/** An episode that has to do with the text at all has this share of `full`; messages come by the dozen, and an episode says in a line what they say in many. */
const leastRelevance = 0.5;

/** Relevance is meaning and words, weighed by how far the episode has faded and by its importance. */
function ranked(found: readonly Found[], hasVectors: boolean, now: number): RecalledItem[] {
  const wordsShare = hasVectors ? 1 - meaningShare : 1;
  const measured = found.map((one) => ({ ...one, relevance: meaningShare * one.meaning + wordsShare * one.words }));
  const best = Math.max(...measured.map((one) => one.relevance));
  return measured.filter((one) => one.relevance >= leastOfBest * best).map(({ episode, words, relevance }): RecalledItem => {
    const whole = full * rankWeight(episode, now) * (leastRelevance + (1 - leastRelevance) * relevance);
    const told = whole * leastImportanceShare;
    const byWords = relevance === 0 ? 0 : (wordsShare * words) / relevance;
    const parts = { words: told * byWords, meaning: told * (1 - byWords), importance: whole * (1 - leastImportanceShare) * (episode.importance / 10) };
    return {
      kind: 'episode', id: episode.id, text: episodeText(episode), speaker: null, session_id: episode.session_id, message_id: episode.source_message_ids[0] ?? null, created_at: episode.ended_at,
      score: parts.words + parts.meaning + parts.importance, parts: { ...parts, context: 0, time: 0, person: 0, recency: 0 }, reason: episode.is_pinned ? 'pinned' : 'hit', is_in_prompt: false,
    };
  }).sort((one, other) => other.score - one.score || (one.id < other.id ? 1 : -1));
}
