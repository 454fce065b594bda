// vector_store_provider: the index over the vectors. The rows in the storage are the truth, this can be rebuilt.
import * as z from 'zod';
import { connection, dimension, environmentName, line, webAddress, whole } from './fields.ts';
import { providerNames } from './provider-names.ts';

export const vectorsSchema = z.looseObject({
  name: z.enum(providerNames.vector_store_provider).describe('Index that finds similar texts'),
  config: z.looseObject({
    connection: z.union([z.literal('use_storage_provider'), connection]).optional().describe('"use_storage_provider", or where the server is'),
    use_storage_connection: z.boolean().optional().describe('Older spelling of connection: "use_storage_provider"'),
    dimension: dimension(),
    index_type: z.enum(['ivfflat', 'hnsw', 'none']).optional().describe('Kind of index'),
    lists: whole(1, 32_768).optional().describe('Lists of an ivfflat index'),
    persist_directory: line(4096).optional().describe('Folder of the index'),
    url: webAddress('Address of the service'),
    api_key_env: environmentName('Environment variable, or entry in the secret store, that holds the key'),
    index_name: line().optional().describe('Name of the index or collection'),
  }).prefault({}).describe('Options of this index'),
  saved: z.record(z.string(), z.unknown()).optional().describe('Options of indexes used before, restored when one is chosen again'),
});
