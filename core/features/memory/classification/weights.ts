// What search asks of classifications: which messages a filter lets through, and how much each matters.
import type { Classification } from '../../../contract/episodes.ts';
import type { SearchFilters } from '../../../contract/memory.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';

export type ClassificationWeight = {
  /** 0 to 1: importance as a share of the greatest. */
  importance: number;
  classification: Classification;
};
type ByClassification = Pick<SearchFilters, 'categories' | 'emotions' | 'importance' | 'privacy'>;

/** True when a search is narrowed by classification: then what has none does not match. */
export function asksForClassification(filters: ByClassification): boolean {
  return [filters.categories, filters.emotions, filters.importance, filters.privacy].some((wanted) => wanted !== undefined && wanted.length > 0);
}

/** Each list lets its own kinds through; all lists must. An emotion matches when it is among all that were felt, not only the strongest. */
export function matchesClassification(classification: Classification, filters: ByClassification): boolean {
  const isIn = <Value>(wanted: readonly Value[] | undefined, values: readonly Value[]) => wanted === undefined || wanted.length === 0 || values.some((value) => wanted.includes(value));
  return isIn(filters.categories, [classification.category]) && isIn(filters.importance, [classification.importance]) && isIn(filters.privacy, [classification.privacy])
    && isIn(filters.emotions, [classification.emotion, ...classification.emotions]);
}

/** Ids asked for at once. */
const pageSize = 500;

export type ClassificationWeights = {
  /** Of the messages that have a classification. */
  weightsOf(messageIds: readonly string[]): Promise<Map<string, ClassificationWeight>>;
  /** Of these messages the ones a filter lets through, in their order; all when it does not ask for a classification. */
  matching(messageIds: readonly string[], filters: ByClassification): Promise<string[]>;
};

export function createClassificationWeights(storage: Pick<StorageProvider, 'classifications'>): ClassificationWeights {
  async function weightsOf(messageIds: readonly string[]): Promise<Map<string, ClassificationWeight>> {
    const weights = new Map<string, ClassificationWeight>();
    for (let start = 0; start < messageIds.length; start += pageSize) {
      for (const classification of await storage.classifications.getMany(messageIds.slice(start, start + pageSize))) {
        weights.set(classification.id, { importance: classification.importance_score / 10, classification });
      }
    }
    return weights;
  }
  return {
    weightsOf,
    async matching(messageIds, filters) {
      if (!asksForClassification(filters)) return [...messageIds];
      const weights = await weightsOf(messageIds);
      return messageIds.filter((id) => {
        const weight = weights.get(id);
        return weight !== undefined && matchesClassification(weight.classification, filters);
      });
    },
  };
}
