// The route of classifications.
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { HandlerBuilder } from '../../handler-builder.ts';
import { defined } from '../defined.ts';

export function createClassificationHandlers(builder: HandlerBuilder, { storage }: { storage: StorageProvider }) {
  return {
    classifications: builder.memory.classifications.handler(async ({ input }) => ({ classifications: await storage.classifications.list(defined(input)) })),
  };
}
