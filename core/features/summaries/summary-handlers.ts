// The contract's summaries.
import type { HandlerBuilder } from '../handler-builder.ts';
import type { Summaries } from './create-summaries.ts';

export function createSummaryHandlers(builder: HandlerBuilder, summaries: Pick<Summaries, 'list' | 'all' | 'make'>) {
  return {
    list: builder.summaries.list.handler(async ({ input }) => ({ summaries: await summaries.list(input.session_id) })),
    all: builder.summaries.all.handler(async ({ input }) => ({ summaries: await summaries.all(input) })),
    make: builder.summaries.make.handler(async ({ input, signal }) => ({ summaries: await summaries.make(input.session_id, signal) })),
  };
}
