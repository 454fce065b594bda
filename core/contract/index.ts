// The contract: everything a client may ask and everything it may be told. Data only; hosts and screens import nothing deeper of the engine.
import type { ContractRouterClient } from '@orpc/contract';
import { auditContract } from './audit.ts';
import { analyticsContract } from './analytics.ts';
import { backupsContract } from './backups.ts';
import { cardsContract, charactersContract, lorebooksContract } from './characters.ts';
import { chatContract, sessionsContract } from './chat.ts';
import { affinityContract, moodsContract } from './feelings.ts';
import { forgettingContract } from './forgetting.ts';
import { importsContract } from './imports.ts';
import { inboxContract } from './inbox.ts';
import { benchmarksContract, localModelsContract } from './local-models.ts';
import { memoryContract } from './memory.ts';
import { snapshotsContract } from './snapshots.ts';
import { summariesContract } from './summaries.ts';
import { modelsContract, settingsContract, systemContract } from './system.ts';

/** Raised when a client built for another number must reload. */
export const contractVersion = 1;
/** Where REST lives on every HTTP host. */
export const restPrefix = '/api/v1';

export const contract = {
  sessions: sessionsContract,
  chat: chatContract,
  memory: memoryContract,
  audit: auditContract,
  characters: charactersContract,
  cards: cardsContract,
  lorebooks: lorebooksContract,
  moods: moodsContract,
  affinity: affinityContract,
  forgetting: forgettingContract,
  inbox: inboxContract,
  summaries: summariesContract,
  imports: importsContract,
  backups: backupsContract,
  snapshots: snapshotsContract,
  analytics: analyticsContract,
  models: modelsContract,
  localModels: localModelsContract,
  benchmarks: benchmarksContract,
  settings: settingsContract,
  system: systemContract,
};
export type Contract = typeof contract;

/** The typed client every host and screen uses, whatever carries it. */
export type Client = ContractRouterClient<Contract>;

export * from './affinity-config.ts';
export * from './audit.ts';
export * from './analytics.ts';
export * from './backups.ts';
export * from './characters.ts';
export * from './forgetting.ts';
export * from './imports.ts';
export * from './inbox.ts';
export * from './summaries.ts';
export * from './chat.ts';
export * from './emotions.ts';
export * from './entities.ts';
export * from './errors.ts';
export * from './input-error.ts';
export * from './events.ts';
export * from './feelings.ts';
export * from './health.ts';
export * from './interactions.ts';
export * from './lorebook.ts';
export * from './episodes.ts';
export * from './local-models.ts';
export * from './memory.ts';
export * from './mood-config.ts';
export * from './parameters.ts';
export * from './personality.ts';
export * from './snapshots.ts';
export * from './system.ts';
