// Makes the providers a configuration names. With engine.ts the only place that reads the registries.
import * as z from 'zod';
import { describeExpected } from './config/describe-value.ts';
import { ollamaAddress } from './config/environment.ts';
import { valueAt, type Segment } from './config/path.ts';
import type { Config } from './config/schema.ts';
import { schemaAt, type JsonSchema } from './config/schema-tree.ts';
import type { Finding } from './config/validate.ts';
import { LuminoraError } from './contract/errors.ts';
import type { Cache, CacheDeps, CacheProvider } from './providers/cache/cache.ts';
import { memoryCache } from './providers/cache/memory.ts';
import { cacheProviders } from './providers/cache/registry.ts';
import { embeddingProviders } from './providers/embeddings/registry.ts';
import type { EmbeddingDeps, EmbeddingModel, EmbeddingProvider } from './providers/embeddings/embeddings.ts';
import { languageModelProviders } from './providers/llm/registry.ts';
import type { LanguageModel, LanguageModelDeps, LanguageModelProvider } from './providers/llm/llm.ts';
import { storageProviders } from './providers/storage/registry.ts';
import type { StorageDeps, StorageProvider, StorageProviderDefinition } from './providers/storage/storage.ts';
import { vectorStoreProviders } from './providers/vectors/registry.ts';
import type { VectorStore, VectorStoreDeps, VectorStoreProvider } from './providers/vectors/vectors.ts';

type Definition = { id: string; title: string; options: z.ZodType };

/** @throws LuminoraError `unsupported` with what there is instead */
function choose<Provider extends Definition>(kind: string, providers: Readonly<Record<string, Provider>>, name: string): Provider {
  const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
  if (!provider) throw new LuminoraError('unsupported', `${kind}.name: "${name}" is not part of this version. Choose one of: ${Object.keys(providers).join(', ')}.`, { details: { path: `${kind}.name`, known: Object.keys(providers) } });
  return provider;
}

/** @throws LuminoraError `invalid_configuration` naming the option */
function readOptions(kind: string, provider: Definition, options: unknown): unknown {
  const parsed = provider.options.safeParse(options);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = [kind, 'config', ...(issue?.path ?? [])].join('.');
  throw new LuminoraError('invalid_configuration', `${path}: ${issue?.message ?? 'wrong value'} (provider ${provider.id}). Correct it in the configuration or in Settings.`, { details: { path } });
}

export async function makeLanguageModel(config: Config, deps: LanguageModelDeps, name = config.llm_provider.name): Promise<LanguageModel> {
  const provider: LanguageModelProvider = choose<LanguageModelProvider>('llm_provider', languageModelProviders as unknown as Record<string, LanguageModelProvider>, name);
  return provider.create(readOptions('llm_provider', provider, await languageModelOptions(config, deps, name)), deps);
}

/** The options of one provider: its own when it is the configured one, else what was saved when it was used before, and where Ollama is. */
async function languageModelOptions({ llm_provider }: Config, deps: LanguageModelDeps, name: string): Promise<unknown> {
  const { config } = llm_provider;
  if (name === llm_provider.name) return name === 'auto' ? autoOptions(config) : config;
  const saved = (llm_provider.saved?.[name] as { config?: Record<string, unknown> } | undefined)?.config ?? {};
  const address = name === 'ollama' ? ollamaAddress(await deps.secret('OLLAMA_HOST')) : undefined;
  return { ...saved, ...(address === undefined ? {} : { api_base: address }) };
}

/** What stands under `llm_provider.config` while "auto" chooses: addresses and models are Ollama's, limits and task settings count for both. */
function autoOptions({ api_base, models, ...shared }: Config['llm_provider']['config']): Record<string, unknown> {
  const { ollama, embedded, ...limits } = shared as typeof shared & { ollama?: object; embedded?: object };
  return { ollama: { ...limits, models, ...(api_base === undefined ? {} : { api_base }), ...ollama }, embedded: { ...limits, ...embedded } };
}

export function makeEmbeddingModel(config: Config, deps: EmbeddingDeps): Promise<EmbeddingModel> {
  const { name, config: options, dimension, batch_processing } = config.embedding_provider;
  const provider = choose<EmbeddingProvider>('embedding_provider', embeddingProviders as unknown as Record<string, EmbeddingProvider>, name);
  return provider.create(readOptions('embedding_provider', provider, { dimension, batch_processing, ...options }), deps);
}

export function makeStorage(config: Config, deps: StorageDeps): Promise<StorageProvider> {
  const provider = choose<StorageProviderDefinition>('storage_provider', storageProviders, config.storage_provider.name);
  return provider.create(readOptions('storage_provider', provider, config.storage_provider.config), deps);
}

export function makeVectorStore(config: Config, deps: VectorStoreDeps): Promise<VectorStore> {
  const provider = choose<VectorStoreProvider>('vector_store_provider', vectorStoreProviders, config.vector_store_provider.name);
  return provider.create(readOptions('vector_store_provider', provider, config.vector_store_provider.config), deps);
}

/** The shared cache: `optimizations.caching` may name another than `cache_provider`, and where its address stands. */
export function makeCache({ cache_provider, optimizations }: Config, deps: CacheDeps): Promise<Cache> {
  const { backend, redis_url_env: url_env } = optimizations.caching;
  const provider = choose<CacheProvider>('cache_provider', cacheProviders, backend ?? cache_provider.name);
  return provider.create(readOptions('cache_provider', provider, { ...cache_provider.config, ...(url_env === undefined ? {} : { url_env }) }), deps);
}

/** How much the cache may hold in this process's memory, whichever is chosen besides. */
export function memoryCacheRoom({ cache_provider: { name, config } }: Config): { entries: number; bytes: number } {
  const options = name === 'memory' ? config : {};
  const { max_entries, max_megabytes } = memoryCache.options.parse({ ...options, max_entries: config.max_entries === undefined ? undefined : Math.min(1_000_000, Math.max(1, config.max_entries)) });
  return { entries: max_entries, bytes: max_megabytes * 1_000_000 };
}

/** What the chosen providers cannot take of their options. A provider that this version lacks is told where it is needed. */
export function findOptionProblems(config: Config): Finding[] {
  const { llm_provider: llm, embedding_provider: embedding } = config;
  const { dimension, batch_processing } = embedding;
  return [
    ...problemsOf(config, 'llm_provider', (languageModelProviders as Readonly<Record<string, Definition>>)[llm.name], llm.name === 'auto' ? autoOptions(llm.config) : llm.config),
    ...problemsOf(config, 'embedding_provider', (embeddingProviders as Readonly<Record<string, Definition>>)[embedding.name], { dimension, batch_processing, ...embedding.config }),
  ];
}

function problemsOf(config: Config, kind: string, provider: Definition | undefined, options: unknown): Finding[] {
  const issues = provider?.options.safeParse(options).error?.issues ?? [];
  return issues.map((issue) => {
    const path = issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
    const tree = z.toJSONSchema(provider!.options, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
    // Options may stand a level further in or out than the provider sees them: those of a section of their own, and those "auto" shares out.
    const places: Segment[][] = [[kind, 'config', ...path], [kind, ...path], [kind, 'config', ...path.slice(1)]];
    return { path: places.find((place) => valueAt(config, place) !== undefined) ?? places[0]!, expected: describeExpected(schemaAt(tree, path)) };
  });
}

/** @throws LuminoraError `unsupported` before anything is made on disk */
export function requireStores({ storage_provider, vector_store_provider }: Config): void {
  choose<StorageProviderDefinition>('storage_provider', storageProviders, storage_provider.name);
  choose<VectorStoreProvider>('vector_store_provider', vectorStoreProviders, vector_store_provider.name);
}

/** Every provider's id, title and options as JSON Schema: what settings forms are drawn from. */
export function describeProviders(): Record<string, { id: string; title: string; options: Record<string, unknown> }[]> {
  const describe = (providers: Readonly<Record<string, Definition>>) => Object.values(providers).map(({ id, title, options }) => ({
    id, title, options: z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
  }));
  return {
    llm_provider: describe(languageModelProviders), embedding_provider: describe(embeddingProviders),
    storage_provider: describe(storageProviders), vector_store_provider: describe(vectorStoreProviders),
    cache_provider: describe(cacheProviders),
  };
}

/** Providers that run on this machine and can list or fetch models. */
export const localModelProviders = ['embedded', 'ollama'] as const;
