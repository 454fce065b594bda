// The canned answers about imports and the inbox.
import { implement } from '@orpc/server';
import { contract, type Import, type Proposal } from '../../core/contract/index.ts';

export function importRoutes(secretWord: string) {
  const server = implement(contract);
  const one: Import = {
    id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', user_id: 'default', file_name: secretWord, state: 'done', bytes: 1, done_bytes: 1, pieces: 1, received: 1, conversations: 1, messages: 1, already_there: 0, left_out: 0, findings: [],
    sources: { chatgpt: 1 }, first_sessions: [], proposals: 1, error: null, created_at: 1,
  };
  const proposal: Proposal = {
    id: 'p1', user_id: 'default', reason: 'import', session_id: 's1', created_at: 1,
    fact: { category: 'personal_info', key: 'name', value: secretWord, scope: '', confidence: 0.9, tags: [], valid_from: 1, source: 'rules-en', source_message_ids: ['u1'] },
  };
  return {
    imports: {
      list: server.imports.list.handler(() => ({ imports: [one] })),
      get: server.imports.get.handler(() => one),
      begin: server.imports.begin.handler(() => ({ ...one, piece_bytes: 1 })),
      putPiece: server.imports.putPiece.handler(() => ({ received: 1, pieces: 1 })),
      start: server.imports.start.handler(() => one),
      cancel: server.imports.cancel.handler(() => one),
      undo: server.imports.undo.handler(() => ({ deleted: 1 })),
    },
    inbox: {
      list: server.inbox.list.handler(() => ({ proposals: [{ ...proposal, quotation: secretWord, known_value: null }], pending: 1 })),
      approve: server.inbox.approve.handler(() => ({ facts: [], undo: [proposal] })),
      reject: server.inbox.reject.handler(() => ({ undo: [proposal] })),
      restore: server.inbox.restore.handler(({ input }) => ({ restored: input.proposals.length })),
    },
  };
}
