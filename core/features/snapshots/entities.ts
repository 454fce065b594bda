// What a snapshot holds: the kinds of records in the order they are written back, the part each belongs to, its shape, and what of it points at others.
import * as z from 'zod';
import { lorebookRecordSchema } from '../../contract/characters.ts';
import { affinityEventSchema, affinitySchema, embeddingSpaceSchema, factSchema, idSchema, messageSchema, moodSchema, sessionSchema, timestampSchema, traceSchema } from '../../contract/entities.ts';
import { classificationSchema, episodeSchema } from '../../contract/episodes.ts';
import { tombstoneSchema } from '../../contract/forgetting.ts';
import { proposalSchema } from '../../contract/inbox.ts';
import type { SnapshotPart } from '../../contract/snapshots.ts';
import { summarySchema } from '../../contract/summaries.ts';
import type { Entities } from '../../providers/storage/changes.ts';
import type { OwnedEntity } from '../../providers/storage/storage.ts';

export type SnapshotEntity = OwnedEntity | 'setting';
/** Bytes and vectors are base64 in a line; all else is the record itself. */
export type Line = Record<string, unknown> & { id: string };

const base64 = z.base64().describe('Bytes as base64; a vector is its float32 values, little-endian.');
const embedding = { id: z.string(), space_id: z.string(), user_id: z.string(), session_id: idSchema, vector: base64, created_at: timestampSchema };

type Kind = {
  entity: SnapshotEntity;
  /** Null: always there. */
  part: SnapshotPart | 'companions' | null;
  schema: z.ZodObject;
  /** Fields that name a record of this snapshot that must have come before. */
  refersTo?: Readonly<Record<string, SnapshotEntity>>;
  /** The field kept as bytes or as floats in the storage. */
  binary?: 'bytes' | 'vector';
  /** Snapshots of before it are read as well. */
  cameLater?: true;
  /** Parts it needs besides its own. */
  needs?: readonly SnapshotPart[];
  /** What would lead back to somebody, and tells no one else anything. */
  isPrivate?: true;
};

export const kinds: readonly Kind[] = [
  { entity: 'personality', part: 'companions', schema: z.object({ id: z.string(), name: z.string(), definition: z.record(z.string(), z.unknown()), created_at: timestampSchema, updated_at: timestampSchema }) },
  { entity: 'character_asset', part: 'companions', schema: z.object({ id: z.string(), personality: z.string(), name: z.string(), media_type: z.string(), bytes: base64, created_at: timestampSchema, updated_at: timestampSchema }), binary: 'bytes' },
  { entity: 'lorebook', part: 'companions', schema: lorebookRecordSchema },
  { entity: 'setting', part: 'companions', schema: z.object({ id: z.string(), value: z.unknown(), updated_at: timestampSchema }) },
  { entity: 'embedding_space', part: 'vectors', schema: embeddingSpaceSchema },
  { entity: 'session', part: 'conversations', schema: sessionSchema },
  { entity: 'message', part: 'conversations', schema: messageSchema, refersTo: { session_id: 'session', parent_id: 'message' } },
  { entity: 'mood', part: 'conversations', schema: moodSchema, refersTo: { session_id: 'session' } },
  {
    entity: 'usage', part: 'conversations', refersTo: { message_id: 'message' },
    schema: z.object({
      id: idSchema, message_id: idSchema, provider: z.string(), model: z.string(), prompt_tokens: z.number().int(), completion_tokens: z.number().int(), evaluated_prompt_tokens: z.number().int().nullable(), created_at: timestampSchema,
    }),
  },
  { entity: 'classification', part: 'conversations', schema: classificationSchema, refersTo: { id: 'message', session_id: 'session' } },
  { entity: 'trace', part: 'traces', schema: traceSchema, refersTo: { session_id: 'session', message_id: 'message' } },
  { entity: 'episode', part: 'episodes', schema: episodeSchema, refersTo: { session_id: 'session' } },
  { entity: 'fact', part: 'facts', schema: factSchema },
  { entity: 'summary', part: 'conversations', schema: summarySchema, refersTo: { session_id: 'session' }, cameLater: true },
  { entity: 'proposal', part: 'facts', schema: proposalSchema, refersTo: { session_id: 'session' }, cameLater: true, needs: ['conversations'], isPrivate: true },
  {
    entity: 'tombstone', part: null, binary: 'vector', cameLater: true, isPrivate: true,
    schema: tombstoneSchema.extend({ hashes: z.array(z.string().max(128)).max(200), space_id: z.string().nullable(), vector: base64.nullable() }),
  },
  { entity: 'affinity', part: null, schema: affinitySchema },
  { entity: 'affinity_event', part: null, schema: affinityEventSchema },
  { entity: 'message_embedding', part: 'vectors', schema: z.object({ ...embedding, message_id: idSchema }), refersTo: { space_id: 'embedding_space', message_id: 'message', session_id: 'session' }, binary: 'vector' },
  { entity: 'episode_embedding', part: 'vectors', schema: z.object({ ...embedding, episode_id: idSchema }), refersTo: { space_id: 'embedding_space', episode_id: 'episode', session_id: 'session' }, binary: 'vector', needs: ['episodes'] },
];

export const kindOf = (entity: SnapshotEntity): Kind => kinds.find((kind) => kind.entity === entity)!;
export const recordsPath = (entity: SnapshotEntity): string => `records/${entity}.jsonl`;
export const schemaPath = (entity: SnapshotEntity): string => `schemas/${entity}.schema.json`;

/** Kinds that every user of an installation shares: replacing a user's data leaves those of others. */
export const isShared = (entity: SnapshotEntity): boolean => ['personality', 'character_asset', 'lorebook', 'embedding_space', 'setting'].includes(entity);

/** The kinds a snapshot with these parts holds. */
export function kindsOf(parts: readonly SnapshotPart[], isAnonymised: boolean): readonly Kind[] {
  const isHeld = ({ part, needs = [], isPrivate }: Kind) => (part === null || part === 'companions' || parts.includes(part)) && needs.every((need) => parts.includes(need)) && !(isAnonymised && (part === 'companions' || isPrivate === true));
  return kinds.filter(isHeld);
}

/** The JSON Schema of one line. Fields this version does not know are refused when it is read back. */
export const jsonSchemaOf = (entity: SnapshotEntity): unknown => z.toJSONSchema(kindOf(entity).schema.strict(), { io: 'input', unrepresentable: 'any' });

export function toLine<E extends SnapshotEntity>(entity: E, record: Entities[E]): Line {
  const { binary } = kindOf(entity);
  if (binary === undefined) return record as unknown as Line;
  const value = (record as unknown as Record<string, Uint8Array | Float32Array | null>)[binary]!;
  if (value === null) return record as unknown as Line;
  return { ...(record as unknown as Line), [binary]: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
}

/** The record a checked line stands for. */
export function ofLine<E extends SnapshotEntity>(entity: E, line: Line): Entities[E] {
  const { binary } = kindOf(entity);
  if (binary === undefined) return line as unknown as Entities[E];
  if (line[binary] === null) return line as unknown as Entities[E];
  const bytes = new Uint8Array(Buffer.from(String(line[binary]), 'base64'));
  return { ...line, [binary]: binary === 'bytes' ? bytes : new Float32Array(bytes.buffer, 0, Math.floor(bytes.byteLength / 4)) } as unknown as Entities[E];
}
