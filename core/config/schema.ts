// The whole configuration. Key names are fixed by the specification; unknown keys are kept.
import * as z from 'zod';
import { backupsSchema } from './backups.ts';
import { cacheSchema } from './cache.ts';
import { characterSchema, featuresSchema, memorySchema } from './companion.ts';
import { embeddingSchema } from './embeddings.ts';
import { line } from './fields.ts';
import { llmSchema } from './llm.ts';
import { modelsSchema, openSection, safetySchema, serverSchema, telemetrySchema } from './machine.ts';
import { optimizationsSchema } from './optimizations.ts';
import { storageSchema } from './storage.ts';
import { vectorsSchema } from './vectors.ts';

export const configSchema = z.looseObject({
  version: line(32).default('1.1.0').describe('Version of this format'),
  created_at: z.string().max(64).optional().describe('When the file was made'),
  llm_provider: llmSchema.prefault({}).describe('The language model'),
  embedding_provider: embeddingSchema.describe('What turns text into vectors'),
  storage_provider: storageSchema.prefault({}).describe('Where everything is kept'),
  vector_store_provider: vectorsSchema.describe('The index over the vectors'),
  cache_provider: cacheSchema.prefault({}).describe('The cache'),
  optimizations: optimizationsSchema.prefault({}).describe('Speed'),
  memory: memorySchema.prefault({}).describe('What is recalled'),
  character: characterSchema.prefault({}).describe('Who answers'),
  features: featuresSchema.prefault({}).describe('What is switched on'),
  knowledge: openSection.prefault({}).describe('Documents'),
  agents: openSection.prefault({}).describe('Agents and tools'),
  speech: openSection.prefault({}).describe('Voice'),
  safety: safetySchema.prefault({}).describe('Limits'),
  server: serverSchema.prefault({}).describe('The local server'),
  telemetry: telemetrySchema.prefault({}).describe('The log'),
  models: modelsSchema.prefault({}).describe('Model files'),
  backups: backupsSchema.prefault({}).describe('Copies of everything'),
});

/** A configuration with every default filled in, in its one canonical shape. */
export type Config = z.output<typeof configSchema>;
