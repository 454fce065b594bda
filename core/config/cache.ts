// cache_provider: what may be forgotten at any time.
import * as z from 'zod';
import { environmentName, line, whole } from './fields.ts';
import { providerNames } from './provider-names.ts';

const seconds = () => whole(0, 31_536_000);

export const cacheSchema = z.looseObject({
  name: z.enum(providerNames.cache_provider).default('memory').describe('Where things are kept for speed'),
  config: z.looseObject({
    url_env: environmentName('Environment variable that holds the address of the cache'),
    servers: z.array(line()).max(100).optional().describe('host:port of each server'),
    max_entries: whole(0, 100_000_000).optional().describe('Most entries kept in memory'),
    ttl_defaults: z.looseObject({
      personality: seconds().default(3600).describe('Seconds a compiled character is kept'),
      context: seconds().default(300).describe('Seconds a recalled context is kept'),
      embeddings: seconds().default(86_400).describe('Seconds a vector is kept'),
    }).prefault({}).describe('How long each thing is kept, in seconds'),
  }).prefault({}).describe('Options of this cache'),
  saved: z.record(z.string(), z.unknown()).optional().describe('Options of caches used before, restored when one is chosen again'),
});
