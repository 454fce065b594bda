// What the inbox needs of forgetting.
import type { Change, Tombstone } from '../../providers/storage/changes.ts';
import { factSentence, type FactCandidate } from '../memory/index.ts';

/** For each candidate what keeps it from being learnt again, if anything. */
export type TombstoneCheck = (userId: string, candidates: readonly Pick<FactCandidate, 'key' | 'value' | 'category' | 'tags'>[]) => Promise<(Pick<Tombstone, 'id' | 'forgetting_id' | 'created_at'> | null)[]>;

/** What `createTombstoneCheck` of forgetting answers. */
type SentenceCheck = (userId: string, candidates: { sentence: string; value: string; key?: string; category?: string }[]) => Promise<(Tombstone | null)[]>;

/** In both languages: the sentence that was forgotten was in one of them. */
export function byFact(check: SentenceCheck): TombstoneCheck {
  return async (userId, candidates) => {
    const asked = candidates.flatMap(({ key, value, category, tags }) => (['es', 'en'] as const).map((language) => ({ sentence: factSentence({ key, value, tags }, language), value: Array.isArray(value) ? value.join(', ') : String(value), key, category })));
    const found = asked.length === 0 ? [] : await check(userId, asked);
    return candidates.map((_, index) => found[index * 2] ?? found[index * 2 + 1] ?? null);
  };
}

/** The user wants it after all. */
export const allowAgain = (tombs: readonly ({ id: string } | null)[]): Change[] => [...new Set(tombs.flatMap((tomb) => (tomb ? [tomb.id] : [])))].map((id) => ({ op: 'delete', entity: 'tombstone', id }));
