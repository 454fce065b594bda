// The texts that come with the program: our own, in English and Spanish, few.
import clustering from '../texts/clustering.json' with { type: 'json' };
import retrieval from '../texts/retrieval.json' with { type: 'json' };
import similarity from '../texts/similarity.json' with { type: 'json' };
import { languageName, toTestSets, type ClusteringSet, type RetrievalSet, type SimilaritySet, type TestSets } from './test-sets.ts';

const languages = ['en', 'es'] as const;
type Language = (typeof languages)[number];

export function builtInSets(): TestSets {
  const searches = [['en', 'en'], ['es', 'es'], ['es', 'en'], ['en', 'es']] as const;
  return toTestSets('built-in', [
    pairsOf('en', 'en'), pairsOf('es', 'es'), pairsOf('es', 'en'),
    topicsOf('en', ['en']), topicsOf('es', ['es']), topicsOf('es-en', languages),
    ...searches.map(([asked, told]) => searchOf(asked, told)),
  ]);
}

function pairsOf(first: Language, second: Language): SimilaritySet {
  return { suite: 'similarity', name: languageName(first, second), pairs: similarity.pairs.map((pair) => ({ left: pair[first][0]!, right: pair[second][1]!, score: pair.score })) };
}

function topicsOf(name: string, chosen: readonly Language[]): ClusteringSet {
  return { suite: 'clustering', name, texts: Object.values(clustering.topics).flatMap((topic, label) => chosen.flatMap((language) => topic[language].map((text) => ({ text, label })))) };
}

function searchOf(asked: Language, told: Language): RetrievalSet {
  return {
    suite: 'retrieval', name: languageName(asked, told),
    documents: retrieval.documents.map((document) => ({ id: document.id, text: document[told] })),
    questions: retrieval.questions.map((question) => ({ text: question[asked], relevant: new Map(Object.entries(question.relevant as Record<string, number>)) })),
  };
}

/** Texts of different lengths for the measuring of speed; always the same, whatever else is measured. */
export function speedTexts(): string[] {
  return [...retrieval.documents.flatMap(({ en, es }) => [en, es]), ...similarity.pairs.flatMap(({ en, es }) => [...en, ...es])];
}
