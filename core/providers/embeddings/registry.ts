// Every embedding provider, by the name the configuration uses.
import { localEmbeddings } from './local.ts';
import { scriptedEmbeddings } from './scripted.ts';

export const embeddingProviders = {
  local: localEmbeddings,
  scripted: scriptedEmbeddings,
};
export type EmbeddingProviderId = keyof typeof embeddingProviders;
