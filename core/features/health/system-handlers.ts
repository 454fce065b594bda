// The contract's health, companions and event stream.
import { contractVersion } from '../../contract/index.ts';
import type { HealthReport } from '../../contract/health.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { Broadcast } from '../../lib/broadcast.ts';
import type { HandlerBuilder } from '../handler-builder.ts';

/** A sign of life this often, in milliseconds, so that a dead connection is noticed. */
export const aliveEveryMs = 15_000;
export const aliveEvent: EngineEvent = { type: 'alive', contract_version: contractVersion };

export function createSystemHandlers(builder: HandlerBuilder, parts: { health: () => Promise<HealthReport>; events: Broadcast<EngineEvent> }) {
  return {
    health: builder.system.health.handler(() => parts.health()),
    events: builder.system.events.handler(async function* ({ signal }) {
      const listening = parts.events.listen(signal);
      try {
        yield aliveEvent;
        yield* listening;
      } finally {
        await listening.return?.();
      }
    }),
  };
}
