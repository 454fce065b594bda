// The canned answers about forgetting.
import { implement } from '@orpc/server';
import { contract, type ForgetCounts } from '../../core/contract/index.ts';

const counts: ForgetCounts = { facts: 1, episodes: 0, messages: 2, summaries: 0, proposals: 0, notes: 1, backups: 1, snapshots_kept: 0 };

/** The branch `forgetting`. @param secretWord stands in every answer that holds data */
export function forgettingRoutes(secretWord: string) {
  const server = implement(contract);
  return {
    forgetting: {
      preview: server.forgetting.preview.handler(() => ({ counts, examples: [secretWord] })),
      forget: server.forgetting.forget.handler(() => ({ forgetting_id: secretWord, counts })),
      tombstones: server.forgetting.tombstones.handler(({ input }) => ({ tombstones: [{ id: 't1', user_id: input.user_id, forgetting_id: secretWord, kind: 'fact' as const, category: 'other', created_at: 1 }] })),
      allow: server.forgetting.allow.handler(() => ({ allowed: 1 })),
    },
  };
}
