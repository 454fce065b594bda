// embedding_provider: what turns text into vectors.
import * as z from 'zod';
import { batchProcessing, dimension, environmentName, line, webAddress } from './fields.ts';
import { providerNames } from './provider-names.ts';

export const embeddingSchema = z.looseObject({
  name: z.enum(providerNames.embedding_provider).describe('What makes the vectors. "local" works with no network'),
  dimension: dimension(),
  batch_processing: batchProcessing.prefault({}).describe('Several texts in one request'),
  config: z.looseObject({
    model: line().optional().describe('Model that makes the vectors'),
    api_base: webAddress('Address of the service'),
    api_key_env: environmentName('Environment variable, or entry in the secret store, that holds the key'),
  }).prefault({}).describe('Options of this service'),
  saved: z.record(z.string(), z.unknown()).optional().describe('Options of services used before, restored when one is chosen again'),
});
