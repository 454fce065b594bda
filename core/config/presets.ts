// What a bare provider name stands for. Anything written in the file wins over these.
import type { ProviderSection } from './provider-names.ts';

type Preset = { config?: Record<string, unknown>; dimension?: number };

const claude: Preset = { config: { api_base: 'https://api.anthropic.com/v1', api_key_env: 'ANTHROPIC_API_KEY', models: { main: 'claude-sonnet-4-5', processing: 'claude-haiku-4-5' } } };
const ollamaAddress = 'http://127.0.0.1:11434';

/** Per section and name. A name without an entry has nothing to fill in. */
export const presets: Record<ProviderSection, Record<string, Preset>> = {
  llm_provider: {
    // No main model: the provider takes one that is installed.
    ollama: { config: { api_base: ollamaAddress, models: { embeddings: 'nomic-embed-text' } } },
    openai: { config: { api_base: 'https://api.openai.com/v1', api_key_env: 'OPENAI_API_KEY', models: { main: 'gpt-4o-mini', processing: 'gpt-4o-mini', embeddings: 'text-embedding-3-small' } } },
    anthropic: claude,
    claude,
    deepseek: { config: { api_base: 'https://api.deepseek.com/v1', api_key_env: 'DEEPSEEK_API_KEY', models: { main: 'deepseek-chat', processing: 'deepseek-chat', embeddings: 'deepseek-jina-embeddings-v3' } } },
    mistral: { config: { api_base: 'https://api.mistral.ai/v1', api_key_env: 'MISTRAL_API_KEY', models: { main: 'mistral-large-latest', processing: 'mistral-small-latest', embeddings: 'mistral-embed' } } },
    cohere: { config: { api_base: 'https://api.cohere.com/v2', api_key_env: 'COHERE_API_KEY', models: { main: 'command-a-03-2025', processing: 'command-r7b-12-2024', embeddings: 'embed-multilingual-v3.0' } } },
    groq: { config: { api_base: 'https://api.groq.com/openai/v1', api_key_env: 'GROQ_API_KEY', models: { main: 'llama-3.3-70b-versatile', processing: 'llama-3.1-8b-instant' } } },
  },
  embedding_provider: {
    // No model: what is not named is chosen by models.uses.
    local: { dimension: 384 },
    ollama: { dimension: 768, config: { api_base: ollamaAddress, model: 'nomic-embed-text' } },
    openai: { dimension: 1536, config: { api_base: 'https://api.openai.com/v1', api_key_env: 'OPENAI_API_KEY', model: 'text-embedding-3-small' } },
    cohere: { dimension: 1024, config: { api_base: 'https://api.cohere.com/v2', api_key_env: 'COHERE_API_KEY', model: 'embed-multilingual-v3.0' } },
    voyage: { dimension: 1024, config: { api_base: 'https://api.voyageai.com/v1', api_key_env: 'VOYAGE_API_KEY', model: 'voyage-3' } },
    mistral: { dimension: 1024, config: { api_base: 'https://api.mistral.ai/v1', api_key_env: 'MISTRAL_API_KEY', model: 'mistral-embed' } },
    deepseek: { dimension: 1024, config: { api_base: 'https://api.jina.ai/v1', api_key_env: 'JINA_API_KEY', model: 'deepseek-jina-embeddings-v3' } },
  },
  storage_provider: {
    sqlite: { config: { database_path: 'luminora.db' } },
    postgresql: { config: { connection: { host: 'localhost', port: 5432, database: 'luminora', user: 'luminora', password_env: 'DB_PASSWORD' }, pool: { min_connections: 2, max_connections: 20 } } },
    mysql: { config: { connection: { host: 'localhost', port: 3306, database: 'luminora', user: 'luminora', password_env: 'DB_PASSWORD' }, pool: { min_connections: 2, max_connections: 20 } } },
    mongodb: { config: { connection: { host: 'localhost', port: 27017, database: 'luminora' } } },
    dynamodb: { config: { region: 'us-east-1', access_key_env: 'AWS_ACCESS_KEY_ID', secret_key_env: 'AWS_SECRET_ACCESS_KEY', table_prefix: 'luminora_' } },
    redis: { config: { url_env: 'REDIS_URL' } },
  },
  vector_store_provider: {
    pgvector: { config: { connection: 'use_storage_provider', index_type: 'hnsw' } },
    qdrant: { config: { url: 'http://localhost:6333', index_name: 'luminora' } },
    chromadb: { config: { persist_directory: './chroma_data' } },
    weaviate: { config: { url: 'http://localhost:8080', index_name: 'Luminora' } },
    pinecone: { config: { api_key_env: 'PINECONE_API_KEY', index_name: 'luminora' } },
  },
  cache_provider: {
    redis: { config: { url_env: 'REDIS_URL' } },
    memcached: { config: { servers: ['localhost:11211'] } },
  },
};

/** Sizes of well-known models, for when a file names a model and no dimension. */
export const knownDimensions: Record<string, number> = {
  'multilingual-e5-small-latin': 384, 'all-MiniLM-L6-v2': 384, 'nomic-embed-text': 768, 'text-embedding-3-small': 1536, 'text-embedding-3-large': 3072,
  'embed-multilingual-v3.0': 1024, 'voyage-3': 1024, 'mistral-embed': 1024, 'deepseek-jina-embeddings-v3': 1024, 'jina-embeddings-v3': 1024,
};

const ownEmbeddings: Record<string, string> = {
  claude: 'voyage', anthropic: 'voyage', deepseek: 'deepseek', openai: 'openai', mistral: 'mistral', cohere: 'cohere', ollama: 'ollama',
};

/** The embeddings that go with a language model when the file names none: its own where it has any, otherwise the local ones. */
export function embeddingNameFor(llmName: unknown): string {
  return (typeof llmName === 'string' && Object.hasOwn(ownEmbeddings, llmName) ? ownEmbeddings[llmName] : undefined) ?? 'local';
}

/** The vector index that goes with a storage when the file names none. */
export function vectorStoreNameFor(storageName: unknown): string {
  return storageName === 'postgresql' ? 'pgvector' : 'sqlite-vec';
}
