// The door of affinity.
export { levelOf } from './levels.ts';
export { addPoints, affinityEntry } from './affinity-rules.ts';
