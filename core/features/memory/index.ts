// The door of memory: what other features and the engine may use.
export { createEmbedder } from './embedder.ts';
export type { Embedder } from './embedder.ts';
export { createMemorySearch } from './search/memory-search.ts';
export type { MemorySearch, MemorySearchParts, OtherSource, SearchQuery, SearchSettings } from './search/memory-search.ts';
export { searchWeights } from './search/weights.ts';
export type { SearchWeights } from './search/weights.ts';
export { createRecall, quoteForPrompt } from './recall.ts';
export type { Recall, Recalled } from './recall.ts';
export { createLearnFacts, factCategories } from './learn-facts.ts';
export { createIndexMessage } from './index-message.ts';
export { mendIndex } from './mend-index.ts';
export { createFactSource } from './facts/fact-source.ts';
export { factSentence } from './fact-sentence.ts';
export { createMemoryRefiner } from './refine/memory-refiner.ts';
export { createClassificationWeights, createMessageClassification, createMessageClassifier, createNearestCategory } from './classification/index.ts';
export { createEpisodes, reinforceJobs } from './episodes/index.ts';
export type { AnalysisInput, Analysis, MemoryAnalyser } from './analysis.ts';
export { createMemoryHandlers } from './memory-handlers.ts';
