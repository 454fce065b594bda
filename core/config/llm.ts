// llm_provider: which language model answers, and with which models for which task.
import * as z from 'zod';
import { environmentName, line, webAddress, whole } from './fields.ts';
import { providerNames } from './provider-names.ts';

const taskConfig = z.looseObject({
  model: line().optional().describe('Model for this task; the main model when left out'),
  max_tokens: whole(1, 1_000_000).optional().describe('Longest answer, in tokens'),
  temperature: z.number().min(0).max(2).optional().describe('0 is steady, 2 is wild'),
});

export const llmSchema = z.looseObject({
  name: z.enum(providerNames.llm_provider).default('auto').describe('Who answers. "auto" takes a running Ollama, otherwise the model inside the program'),
  config: z.looseObject({
    api_base: webAddress('Address of the service'),
    api_key_env: environmentName('Environment variable, or entry in the secret store, that holds the key'),
    models: z.looseObject({
      main: line().optional().describe('Model that writes the replies'),
      processing: line().optional().describe('Model for background work'),
      embeddings: line().optional().describe('Model that makes embeddings, where the service has one'),
    }).prefault({}).describe('Models of this service'),
    task_configs: z.looseObject({
      conversation: taskConfig.optional().describe('Replies'),
      mood_detection: taskConfig.optional().describe('Reading the mood'),
      fact_extraction: taskConfig.optional().describe('Finding facts'),
      sentiment_analysis: taskConfig.optional().describe('Reading the sentiment'),
    }).prefault({}).describe('Settings per task'),
    context_tokens: whole(256, 10_000_000).optional().describe('Size of the context window to use, in tokens'),
    timeout_seconds: z.number().min(1).max(3600).optional().describe('Longest wait for the first word, in seconds'),
  }).prefault({}).describe('Options of this service'),
  saved: z.record(z.string(), z.unknown()).optional().describe('Options of services used before, restored when one is chosen again'),
});
