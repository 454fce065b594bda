// The door of mood.
export { sentimentOf, sentimentScore } from './sentiment.ts';
export { nextMood, restingMood } from './next-mood.ts';
export type { MoodState } from './next-mood.ts';
