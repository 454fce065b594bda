// Forgetting's part of the contract.
import type { HandlerBuilder } from '../handler-builder.ts';
import type { ForgettingService } from './forgetting-service.ts';

export function createForgettingHandlers(builder: HandlerBuilder, forgetting: ForgettingService) {
  const routes = builder.forgetting;
  return {
    preview: routes.preview.handler(({ input }) => forgetting.preview(input.user_id, input.target)),
    forget: routes.forget.handler(({ input }) => forgetting.forget(input.user_id, input.target)),
    tombstones: routes.tombstones.handler(async ({ input }) => ({ tombstones: await forgetting.tombstones(input.user_id) })),
    allow: routes.allow.handler(async ({ input }) => ({ allowed: await forgetting.allow(input.user_id, input.forgetting_id) })),
  };
}
