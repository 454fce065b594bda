// Fields that several sections share, each with its real range.
import * as z from 'zod';

/** Name of an environment variable (or of an entry in the secret store) that holds a secret. Never the secret itself. */
export function environmentName(description: string) {
  return z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/).optional().describe(description);
}

/** An http or https address. */
export function webAddress(description: string) {
  return z.string().max(2048).regex(/^https?:\/\/[^\s/?#]+[^\s]*$/i).optional().describe(description);
}

/** A whole number inside a range. */
export function whole(minimum: number, maximum: number) {
  return z.number().int().min(minimum).max(maximum);
}

/** A non-empty single-line text: a name, a folder, a model. */
export function line(maximum = 256) {
  return z.string().min(1).max(maximum).regex(/^[^\u0000-\u001f\u007f]*$/);
}

export const port = () => whole(1, 65_535).optional().describe('Port of the server');
export const dimension = () => whole(1, 65_536).optional().describe('Numbers in one vector; found out from the model when left out');

/** How many texts travel together. */
export const batchProcessing = z.looseObject({
  enabled: z.boolean().default(true).describe('Send several texts in one request'),
  batch_size: whole(1, 2048).default(16).describe('Texts in one request'),
  timeout_seconds: z.number().min(1).max(3600).default(30).describe('Longest wait for one batch, in seconds'),
});

/** Where a database server is. */
export const connection = z.looseObject({
  host: line().optional().describe('Host name of the server'),
  port: port(),
  database: line().optional().describe('Name of the database'),
  user: line().optional().describe('User name'),
  password_env: environmentName('Environment variable that holds the password'),
  url_env: environmentName('Environment variable that holds the whole connection address'),
  ssl: z.boolean().optional().describe('Encrypt the connection'),
});
