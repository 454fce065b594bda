// The names the configuration knows for each kind of provider. Whether this build has one is for the registries to say.

export const providerNames = {
  llm_provider: ['auto', 'embedded', 'ollama', 'openai', 'anthropic', 'claude', 'deepseek', 'mistral', 'cohere', 'groq', 'openai-compatible', 'scripted'],
  embedding_provider: ['local', 'ollama', 'openai', 'cohere', 'voyage', 'mistral', 'deepseek', 'openai-compatible', 'scripted'],
  storage_provider: ['sqlite', 'postgresql', 'mysql', 'mongodb', 'dynamodb', 'redis'],
  vector_store_provider: ['sqlite-vec', 'pgvector', 'qdrant', 'chromadb', 'weaviate', 'pinecone'],
  cache_provider: ['memory', 'redis', 'memcached'],
} as const;

/** The five sections that name something that can be swapped. */
export type ProviderSection = keyof typeof providerNames;
export const providerSections = Object.keys(providerNames) as ProviderSection[];
