// The facts' part of the contract.
import type { HandlerBuilder } from '../../handler-builder.ts';
import type { FactService } from './fact-service.ts';
import { withoutMissing } from './without-missing.ts';

export function createFactHandlers(builder: HandlerBuilder, facts: FactService) {
  const { memory } = builder;
  return {
    facts: memory.facts.handler(async ({ input }) => ({ facts: await facts.list(withoutMissing(input)) })),
    sessionFacts: memory.sessionFacts.handler(async ({ input }) => ({ facts: await facts.ofSession(input.session_id, input.limit) })),
    addFact: memory.addFact.handler(({ input }) => facts.add(withoutMissing(input))),
    changeFact: memory.changeFact.handler(({ input: { id, ...edit } }) => facts.change(id, withoutMissing(edit))),
    deleteFact: memory.deleteFact.handler(async ({ input }) => ({ deleted: await facts.remove(input.id, input.restore_previous) })),
    restoreFact: memory.restoreFact.handler(({ input }) => facts.restore(input.fact)),
    factHistory: memory.factHistory.handler(async ({ input }) => ({ facts: await facts.history(input.id) })),
  };
}
