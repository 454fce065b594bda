// optimizations: batches, work done only now and then, caching.
import * as z from 'zod';
import { batchProcessing, environmentName, whole } from './fields.ts';
import { providerNames } from './provider-names.ts';

export const optimizationsSchema = z.looseObject({
  batch_processing: z.looseObject({ embeddings: batchProcessing.prefault({}).describe('Vectors in batches') }).prefault({}).describe('Work in batches'),
  selective_processing: z.looseObject({
    enabled: z.boolean().default(true).describe('Look for episodes only now and then'),
    episode_check_frequency: whole(1, 1000).default(5).describe('Messages between two looks'),
  }).prefault({}).describe('Work done only now and then'),
  caching: z.looseObject({
    enabled: z.boolean().default(true).describe('Keep what was computed'),
    backend: z.enum(providerNames.cache_provider).optional().describe('Cache to use; the cache provider when left out'),
    redis_url_env: environmentName('Environment variable that holds the address of Redis'),
  }).prefault({}).describe('Caching'),
});
