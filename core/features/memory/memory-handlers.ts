// Memory's parts of the contract.
import type { HandlerBuilder } from '../handler-builder.ts';
import { LuminoraError } from '../../contract/errors.ts';
import { normalizeForAnalysis } from '../../safety/normalize.ts';
import { createClassificationHandlers } from './classification/index.ts';
import { createAuditHandlers } from './audit/audit-handlers.ts';
import type { Embedder } from './embedder.ts';
import { createEpisodeHandlers, createEpisodeService } from './episodes/index.ts';
import { createFactHandlers } from './facts/fact-handlers.ts';
import { createFactService } from './facts/fact-service.ts';
import type { FactServiceParts } from './facts/fact-service.ts';
import type { MemorySearch } from './search/memory-search.ts';
import { speakerNames } from './search/speaker-names.ts';
import type { SearchFilters } from '../../contract/memory.ts';

/** The branches `memory` and `audit`. */
export function createMemoryHandlers(builder: HandlerBuilder, parts: FactServiceParts & Parameters<typeof createEpisodeService>[0] & { search: MemorySearch; embedder: Embedder }) {
  const facts = createFactService(parts);
  const episodes = createEpisodeService(parts);
  async function timedSearch(query: { user_id: string; text: string; limit: number; filters: SearchFilters }, personality?: string) {
    const start = performance.now();
    const names = await speakerNames(parts.storage, { user_id: query.user_id, personality: personality ?? query.filters.personality });
    const { items, terms, keyword_only } = await parts.search({ ...query, text: normalizeForAnalysis(query.text), speaker_names: names });
    return { results: items, terms, keyword_only, ms: performance.now() - start };
  }

  const memory = {
    search: builder.memory.search.handler(({ input }) => timedSearch({ user_id: input.user_id, text: input.query, limit: input.limit, filters: input.filters })),
    searchSession: builder.memory.searchSession.handler(async ({ input }) => {
      const session = await parts.storage.sessions.get(input.session_id);
      if (!session) throw new LuminoraError('not_found', `There is no session "${input.session_id}".`);
      return timedSearch({ user_id: session.user_id, text: input.query, limit: input.limit, filters: { session_id: session.id } }, session.personality);
    }),
    ...createFactHandlers(builder, facts),
    ...createEpisodeHandlers(builder, parts.storage, episodes),
    ...createClassificationHandlers(builder, parts),
  };
  return { memory, audit: createAuditHandlers(builder, { ...parts, facts, episodes }) };
}
