// The door of mood.
export { defaultMoodAdjustments, defaultMoods } from './default-moods.ts';
export { defaultTriggers } from './default-triggers.ts';
export { expressionOf } from './expression.ts';
export { inWordsOf, moodsOf, moodWords } from './moods-of.ts';
export type { ResolvedMoodConfig } from './moods-of.ts';
export { moodAt, moodDefinition, nextMood } from './next-mood.ts';
export type { FeltMood, MoodState } from './next-mood.ts';
export { createMoodHandlers } from './mood-handlers.ts';
export { createMoodOpinion } from './mood-opinion.ts';
export { moodView } from './mood-view.ts';
