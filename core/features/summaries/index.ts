// The door of summaries.
export { createSummaries } from './create-summaries.ts';
export type { Summaries, SummariesParts, SummarySettings } from './create-summaries.ts';
export { createSummaryBatch } from './refine-summaries.ts';
export { summaryBlock } from './block.ts';
export type { ToldSummary } from './block.ts';
export { createSummaryHandlers } from './summary-handlers.ts';
export { languageOfStretch, summarise } from './summarise.ts';
