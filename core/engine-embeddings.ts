// What the configuration says of embedding models on this machine, as those who choose and run them need it.
import type { Config } from './config/schema.ts';
import type { EmbeddingDeps } from './providers/embeddings/embeddings.ts';

/** Languages the user writes in, as far as anything tells: the one set for replies, else that of the system. */
export function languagesOf({ character }: Config): string[] {
  return [character.language === 'auto' ? Intl.DateTimeFormat().resolvedOptions().locale : character.language];
}

/** `models.uses`; a model named under embedding_provider is that of chat memory. */
export function usesOf({ models, embedding_provider }: Config): Config['models']['uses'] {
  const named = embedding_provider.name === 'local' ? embedding_provider.config.model : undefined;
  return { ...models.uses, ...(named === undefined ? {} : { chat_memory: named }) };
}

/** How models of this machine are to run. */
export function localSettings(config: Config): Pick<EmbeddingDeps, 'models' | 'languages' | 'pacing'> {
  const { models } = config;
  return {
    models: { uses: usesOf(config), precision: models.precision, device: models.device, idle_unload_minutes: models.idle_unload_minutes },
    languages: languagesOf(config),
    pacing: { batchSize: models.batch_size, batchWaitMs: models.batch_wait_ms, bulkCpuShare: models.bulk_cpu_share },
  };
}
