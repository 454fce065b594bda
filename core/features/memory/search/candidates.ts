// Where candidates come from: the full-text index, the vectors, and what was learnt.
import type { Fact } from '../../../contract/entities.ts';
import type { Log } from '../../../lib/log.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { VectorStore } from '../../../providers/vectors/vectors.ts';
import type { Embedder } from '../embedder.ts';
import { stepAway, type MiddleOf } from './middle.ts';
import { toShares } from './scale.ts';
import type { Term } from './query-plan.ts';
import type { FactWords } from './fact-words.ts';

/** Similarity by id as a share of the best, and the vector that was asked with; null when meaning cannot be used now. */
export type Meaning = { shares: ReadonlyMap<string, number>; vector: Float32Array };

export async function searchVectors(
  parts: { vectors: VectorStore; embedder: Embedder; log: Log; middleOf: MiddleOf; stepAway: number },
  query: { text: string; vector?: Float32Array | null | Promise<Float32Array | null> | undefined; user_id: string; session_id?: string | undefined; limit: number },
): Promise<Meaning | null> {
  const vector = query.vector === undefined ? (await parts.embedder.embed([query.text], 'query'))?.[0] : await query.vector;
  const spaceId = vector ? await parts.embedder.spaceId() : null;
  if (!vector || !spaceId) return null;
  try {
    const { user_id, session_id, limit } = query;
    const middle = parts.stepAway > 0 ? await parts.middleOf(spaceId) : null;
    const hits = await parts.vectors.query(spaceId, { vector: middle ? stepAway(vector, middle, parts.stepAway) : vector, limit, user_id, ...(session_id === undefined ? {} : { session_id }) });
    return { shares: toShares(hits.map((hit) => ({ id: hit.owner_id, score: hit.similarity })), hits.at(-1)?.similarity ?? 0, leastRange), vector };
  } catch (error) {
    parts.log.warn('vector-search-failed', { reason: String(error) });
    return null;
  }
}

/** Of cosines: what tells a good hit from a bad one in any of the models that ship is more. */
const leastRange = 0.05;

/** Facts whose words are asked for bring the messages they were learnt from. */
const mostFacts = 500;

export type Learnt = {
  /** Stems by the message they were learnt from. */
  stems: ReadonlyMap<string, readonly string[]>;
  /** Messages whose facts have a word of the question. */
  sources: readonly string[];
};

export async function searchFacts(parts: { storage: Pick<StorageProvider, 'facts'>; factWords: FactWords }, query: { user_id: string; terms: readonly Term[] }): Promise<Learnt> {
  const facts = await parts.storage.facts.list({ user_id: query.user_id, limit: mostFacts });
  const asked = new Set(query.terms.flatMap(({ stems }) => stems));
  const stems = new Map<string, string[]>();
  const sources = new Set<string>();
  for (const fact of facts) {
    const words = parts.factWords(fact);
    const isAsked = words.some((word) => asked.has(word));
    for (const id of newest(fact)) {
      stems.set(id, [...(stems.get(id) ?? []), ...words]);
      if (isAsked) sources.add(id);
    }
  }
  return { stems, sources: [...sources].slice(0, mostSources) };
}

const mostSources = 50;
/** What was said again and again is brought by the first and the last time. */
function newest(fact: Fact): string[] {
  return [...new Set([fact.source_message_ids[0], fact.source_message_ids.at(-1)])].filter((id) => id !== undefined);
}
