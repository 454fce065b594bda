// The contract's models.
import type { Log } from '../../lib/log.ts';
import { toWireError } from '../handler-builder.ts';
import type { HandlerBuilder } from '../handler-builder.ts';
import type { ModelsService } from './models-service.ts';

export function createModelsHandlers(builder: HandlerBuilder, parts: { models: ModelsService; log: Log }) {
  const { models } = parts;
  return {
    list: builder.models.list.handler(async () => ({ models: await models.list() })),
    status: builder.models.status.handler(() => models.status()),
    pull: builder.models.pull.handler(async function* ({ input, signal }) {
      try {
        yield* models.pull(input, signal);
      } catch (error) {
        throw toWireError(error, parts.log);
      }
    }),
  };
}
