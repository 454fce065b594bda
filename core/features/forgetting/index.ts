// The door of forgetting.
export { createForgettingHandlers } from './forgetting-handlers.ts';
export { createForgettingService } from './forgetting-service.ts';
export type { ForgettingService } from './forgetting-service.ts';
export type { Unfinished } from './unfinished.ts';
export type { Plan } from './plan.ts';
export { asCandidate, createTombstoneCheck, createTombstones, isSaidAfter } from './tombstone-check.ts';
export type { TombstoneCheck, Tombstones } from './tombstone-check.ts';
export { hashFor, hashKinds } from './make-tombstones.ts';
export { isHashed, matchesWords, saysWords } from './match-tombstone.ts';
