// The canned answers about summaries.
import { implement } from '@orpc/server';
import { contract, type Summary } from '../../core/contract/index.ts';

export function summaryRoutes(secretWord: string) {
  const server = implement(contract);
  const summary: Summary = {
    id: 's1', session_id: 's1', user_id: 'default', source_message_ids: ['u1'], first_message_id: 'u1', last_message_id: 'u1', first_depth: 0, last_depth: 0, content: secretWord, language: 'en', source: 'rules',
    started_at: 1, ended_at: 1, created_at: 1, updated_at: 1,
  };
  return {
    summaries: {
      list: server.summaries.list.handler(({ input }) => ({ summaries: [{ ...summary, session_id: input.session_id }] })),
      all: server.summaries.all.handler(() => ({ summaries: [summary] })),
      make: server.summaries.make.handler(({ input }) => ({ summaries: [{ ...summary, session_id: input.session_id }] })),
    },
  };
}
