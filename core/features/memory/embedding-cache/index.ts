export { createDatabaseLayer } from './database-layer.ts';
export { createEmbeddingCache } from './embedding-cache.ts';
export type { EmbeddingCache } from './embedding-cache.ts';
export { createSharedLayer } from './shared-layer.ts';
