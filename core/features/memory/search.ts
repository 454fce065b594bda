// Finds what was said: the union of full-text and vector hits over all of a user's sessions, fused, with the turns around them.
import type { Message, RecalledItem } from '../../contract/entities.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { VectorStore } from '../../providers/vectors/vectors.ts';
import type { Embedder } from './embedder.ts';
import { fuse } from './fuse.ts';
import type { Fused } from './fuse.ts';
import { searchTerms } from './stop-words.ts';

export type SearchQuery = {
  user_id: string;
  text: string;
  limit: number;
  session_id?: string;
  /** The query's vector where the caller has it already. */
  vector?: Float32Array | null;
  exclude_ids?: readonly string[];
};
export type SearchResult = { items: RecalledItem[]; keyword_only: boolean };
export type MemorySearch = (query: SearchQuery) => Promise<SearchResult>;

/** Hits asked of each list before fusion. */
const candidates = 50;
/** Only the best hits bring their neighbours along. */
const hitsWithNeighbours = 3;

/** @param parts `neighbours`: how many turns before and after one of the best hits come along */
export function createMemorySearch(parts: { storage: StorageProvider; vectors: VectorStore; embedder: Embedder; clock: Clock; log: Log; neighbours: () => number }): MemorySearch {
  const { storage, vectors, embedder, clock, log } = parts;

  async function vectorHits(query: SearchQuery): Promise<string[] | null> {
    const vector = query.vector === undefined ? (await embedder.embed([query.text], 'query'))?.[0] : query.vector;
    const spaceId = vector ? await embedder.spaceId() : null;
    if (!vector || !spaceId) return null;
    try {
      const hits = await vectors.query(spaceId, {
        vector, limit: candidates + (query.exclude_ids?.length ?? 0), user_id: query.user_id,
        ...(query.session_id === undefined ? {} : { session_id: query.session_id }),
      });
      return hits.map((hit) => hit.owner_id);
    } catch (error) {
      log.warn('vector-search-failed', { reason: String(error) });
      return null;
    }
  }

  return async function search(query) {
    const excluded = new Set(query.exclude_ids ?? []);
    const [byWords, byMeaning] = await Promise.all([
      storage.messages.search({
        user_id: query.user_id, terms: searchTerms(query.text), limit: candidates, exclude_ids: [...excluded],
        ...(query.session_id === undefined ? {} : { session_id: query.session_id }),
      }),
      vectorHits(query),
    ]);
    const words = byWords.map((hit) => hit.id);
    const meaning = (byMeaning ?? []).filter((id) => !excluded.has(id));
    const messages = new Map((await storage.messages.getMany([...new Set([...words, ...meaning])]))
      .filter((message) => isRecallable(message, query.user_id))
      .map((message) => [message.id, message]));
    const isKept = (id: string) => messages.has(id);
    const now = clock.now();
    const ranked = fuse({ words: words.filter(isKept), meaning: meaning.filter(isKept) }, (id) => (now - messages.get(id)!.created_at) / 86_400_000);
    const hits = ranked.slice(0, query.limit).map((fused) => toItem(messages.get(fused.id)!, fused, 'hit'));
    return { items: await withNeighbours(hits, query, excluded), keyword_only: byMeaning === null };
  };

  /** Each neighbour of a best hit counts half of what the hit counts. */
  async function withNeighbours(hits: RecalledItem[], query: SearchQuery, excluded: ReadonlySet<string>): Promise<RecalledItem[]> {
    const known = new Set(hits.map((item) => item.id));
    const additions: RecalledItem[] = [];
    const distance = parts.neighbours();
    for (const hit of distance === 0 ? [] : hits.slice(0, hitsWithNeighbours)) {
      for (const message of await storage.messages.neighbours({ ids: [hit.id], distance })) {
        if (known.has(message.id) || excluded.has(message.id) || !isRecallable(message, query.user_id)) continue;
        known.add(message.id);
        const { words, meaning, recency } = hit.parts;
        additions.push(toItem(message, { id: message.id, words: words / 2, meaning: meaning / 2, recency: recency / 2, score: hit.score / 2 }, 'neighbour'));
      }
    }
    return [...hits, ...additions].sort((one, other) => other.score - one.score).slice(0, query.limit);
  }
}

/** On the active branch of one of this user's sessions, and with words to recall: not a reply being written, nor one that failed. */
function isRecallable(message: Message, userId: string): boolean {
  return message.is_active && message.user_id === userId && message.status !== 'failed' && message.status !== 'streaming' && message.content.trim() !== '';
}

function toItem(message: Message, fused: Fused, reason: RecalledItem['reason']): RecalledItem {
  return {
    kind: 'message', id: message.id, text: message.content, speaker: message.speaker, session_id: message.session_id, message_id: message.id,
    created_at: message.created_at, score: fused.score, parts: { words: fused.words, meaning: fused.meaning, recency: fused.recency, context: 0, time: 0, person: 0, importance: 0 },
    reason, is_in_prompt: false,
  };
}
