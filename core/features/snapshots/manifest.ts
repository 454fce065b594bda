// The first thing read of a snapshot: what it is, what it holds, and the checksum of every part.
import * as z from 'zod';
import { timestampSchema } from '../../contract/entities.ts';
import { snapshotParts } from './entities.ts';

export const manifestPath = 'manifest.json';
export const formatName = 'luminora-snapshot';
/** Raised when a reader of before would misread what is written. */
export const formatVersion = 1;

const count = z.number().int().min(0);
export const manifestSchema = z.object({
  format: z.literal(formatName),
  version: z.literal(formatVersion),
  /** Of the program that wrote it; for people, nothing depends on it. */
  product_version: z.string().max(64),
  made_at: timestampSchema,
  user_id: z.string().max(128),
  /** One companion's part of the user's data, or null for all of it. */
  personality: z.string().max(128).nullable(),
  includes: z.array(z.enum(snapshotParts)).max(snapshotParts.length),
  is_anonymised: z.boolean(),
  /** What anonymising cannot promise, for whoever opens the file. */
  notes: z.array(z.string().max(1000)).max(20),
  /** Every other file of the ZIP. `records`: lines, one record each; 0 for schemas. */
  parts: z.array(z.object({ path: z.string().max(100), sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: count, records: count })).max(100),
});
export type Manifest = z.infer<typeof manifestSchema>;
