// The door of memory: what other features and the engine may use.
export { createEmbedder } from './embedder.ts';
export type { Embedder } from './embedder.ts';
export { createMemorySearch } from './search.ts';
export type { MemorySearch } from './search.ts';
export { createRecall, quoteForPrompt } from './recall.ts';
export type { Recall } from './recall.ts';
export { createLearnFacts } from './learn-facts.ts';
export { createIndexMessage } from './index-message.ts';
export { mendIndex } from './mend-index.ts';
export { factSentence } from './fact-sentence.ts';
export { createMemoryRefiner } from './refine/memory-refiner.ts';
export { createMemoryHandlers } from './memory-handlers.ts';
