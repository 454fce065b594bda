// storage_provider: where the rows live.
import * as z from 'zod';
import { connection, environmentName, line, webAddress, whole } from './fields.ts';
import { providerNames } from './provider-names.ts';

export const storageSchema = z.looseObject({
  name: z.enum(providerNames.storage_provider).default('sqlite').describe('Database that keeps everything'),
  config: z.looseObject({
    database_path: line(4096).optional().describe('SQLite file; a relative path starts at the data folder'),
    connection: connection.optional().describe('Where the database server is'),
    pool: z.looseObject({
      min_connections: whole(0, 1000).default(2).describe('Connections kept open'),
      max_connections: whole(1, 1000).default(20).describe('Most connections at once'),
    }).optional().describe('Connections shared by all requests'),
    migrations: z.looseObject({
      auto_migrate: z.boolean().default(true).describe('Bring the tables up to date at start, after a backup'),
      path: line(4096).optional().describe('Folder of your own migrations'),
      scripts_path: line(4096).optional().describe('Folder of your own migrations (older spelling of path)'),
    }).prefault({}).describe('How tables are brought up to date'),
    region: line().optional().describe('Cloud region'),
    access_key_env: environmentName('Environment variable that holds the access key'),
    secret_key_env: environmentName('Environment variable that holds the secret key'),
    url_env: environmentName('Environment variable that holds the whole connection address'),
    endpoint: webAddress('Address of the service, when it is not the public one'),
    table_prefix: z.string().max(64).regex(/^[A-Za-z0-9_.-]*$/).optional().describe('Put before every table name'),
  }).prefault({}).describe('Options of this database'),
  saved: z.record(z.string(), z.unknown()).optional().describe('Options of databases used before, restored when one is chosen again'),
});
