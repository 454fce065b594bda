// The contract's localModels.
import type { EmbeddingCacheStatistics } from '../../../contract/local-models.ts';
import type { HandlerBuilder } from '../../handler-builder.ts';
import type { LocalModelsService } from './local-models-service.ts';

/** @param parts.cache how often vectors were found instead of computed */
export function createLocalModelsHandlers(builder: HandlerBuilder, parts: { localModels: LocalModelsService; cache: () => Promise<EmbeddingCacheStatistics> }) {
  const { localModels } = parts;
  const os = builder.localModels;
  return {
    list: os.list.handler(() => localModels.list()),
    download: os.download.handler(({ input }) => localModels.download(input)),
    pause: os.pause.handler(async ({ input }) => {
      await localModels.pause(input.model);
      return {};
    }),
    cancel: os.cancel.handler(async ({ input }) => {
      await localModels.cancel(input.model);
      return {};
    }),
    verify: os.verify.handler(async ({ input, signal }) => ({ files: await localModels.verify(input.model, signal) })),
    remove: os.remove.handler(async ({ input }) => ({ freed_bytes: await localModels.remove(input.model, input.precision) })),
    importFolder: os.importFolder.handler(({ input }) => localModels.importFolder(input.path, input.title)),
    addFromHub: os.addFromHub.handler(({ input }) => localModels.addFromHub(input.repository, input.revision)),
    choices: os.choices.handler(async () => ({ choices: await localModels.choices() })),
    cache: os.cache.handler(() => parts.cache()),
  };
}
