// The door of mood.
export { nextMood, restingMood } from './next-mood.ts';
export type { MoodState } from './next-mood.ts';
