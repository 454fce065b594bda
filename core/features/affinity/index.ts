// The door of affinity.
export { isAimedAtCompanion } from './aimed-at.ts';
export { createAffinityHandlers } from './affinity-handlers.ts';
export { affinityAt, applyMessage, newAffinity } from './apply-message.ts';
export { createFollowLedger } from './follow-ledger.ts';
export type { AffinityEntry, AffinityMove } from './ledger.ts';
export { affinityRulesOf } from './resolved-config.ts';
export type { ResolvedAffinityConfig, ResolvedRule } from './resolved-config.ts';
