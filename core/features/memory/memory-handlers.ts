// Memory's part of the contract.
import type { HandlerBuilder } from '../handler-builder.ts';
import { LuminoraError } from '../../contract/errors.ts';
import { normalizeForAnalysis } from '../../safety/normalize.ts';
import { createClassificationHandlers } from './classification/index.ts';
import { createEpisodeHandlers } from './episodes/index.ts';
import { createFactHandlers } from './facts/fact-handlers.ts';
import type { FactServiceParts } from './facts/fact-service.ts';
import type { MemorySearch } from './search.ts';
import { searchTerms } from './stop-words.ts';

export function createMemoryHandlers(builder: HandlerBuilder, parts: FactServiceParts & Parameters<typeof createEpisodeHandlers>[1] & { search: MemorySearch }) {
  async function timedSearch(query: { user_id: string; text: string; limit: number; session_id?: string }) {
    const start = performance.now();
    const { items, keyword_only } = await parts.search({ ...query, text: normalizeForAnalysis(query.text) });
    return { results: items, terms: searchTerms(query.text), keyword_only, ms: performance.now() - start };
  }

  return {
    search: builder.memory.search.handler(({ input }) => timedSearch({ user_id: input.user_id, text: input.query, limit: input.limit })),
    searchSession: builder.memory.searchSession.handler(async ({ input }) => {
      const session = await parts.storage.sessions.get(input.session_id);
      if (!session) throw new LuminoraError('not_found', `There is no session "${input.session_id}".`);
      return timedSearch({ user_id: session.user_id, session_id: session.id, text: input.query, limit: input.limit });
    }),
    ...createFactHandlers(builder, parts),
    ...createEpisodeHandlers(builder, parts),
    ...createClassificationHandlers(builder, parts),
  };
}
