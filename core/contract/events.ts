// The events of one turn, in the order they come, and the events of the engine as a whole.
import * as z from 'zod';
import { affinityEventSchema, affinitySchema, factSchema, idSchema, messageViewSchema, moodSchema, sessionSchema, traceSchema } from './entities.ts';
import { episodeSchema } from './episodes.ts';
import { errorDataSchema } from './errors.ts';
import { importSchema } from './imports.ts';
import { modelDownloadSchema } from './local-models.ts';

/**
 * What `chat.send`, `chat.regenerate` and `chat.edit` stream. A turn ends with exactly one `turn-end`, also when it failed or was stopped:
 * the assistant message's `status` says how.
 */
export const turnEventSchema = z.discriminatedUnion('type', [
  /** The user's message is on disk, safe against power loss. `is_repeat`: this client id had been saved before. */
  z.object({ type: z.literal('message-saved'), message: messageViewSchema, is_repeat: z.boolean() }),
  z.object({ type: z.literal('mood'), mood: moodSchema }),
  /** `events`: the ledger's new entries, milestones and levels reached among them. */
  z.object({ type: z.literal('affinity'), affinity: affinitySchema, delta: z.number(), reason: z.string(), events: z.array(affinityEventSchema).default([]) }),
  z.object({ type: z.literal('recalled'), count: z.number().int() }),
  z.object({ type: z.literal('compiled'), personality: z.string(), level: z.string(), mood: z.string() }),
  /** The model has the prompt. `message_id` is the assistant message being written. */
  z.object({ type: z.literal('reply-start'), message_id: idSchema, model: z.string(), location: z.string(), is_local: z.boolean(), withheld: z.number().int().default(0) }),
  z.object({ type: z.literal('text-delta'), message_id: idSchema, text: z.string() }),
  /** The output guard changed the text: replace what was shown. */
  z.object({ type: z.literal('text-replace'), message_id: idSchema, text: z.string() }),
  z.object({ type: z.literal('turn-end'), message: messageViewSchema, trace_id: idSchema.nullable(), error: errorDataSchema.nullable() }),
]);
export type TurnEvent = z.infer<typeof turnEventSchema>;

/** What a turn amounts to when it is not streamed: the answer of POST /sessions/{id}/messages without `Accept: text/event-stream`. */
export const turnResultSchema = z.object({
  user_message: messageViewSchema,
  message: messageViewSchema,
  trace: traceSchema.nullable(),
  mood: moodSchema.nullable(),
  affinity: affinitySchema.nullable(),
  error: errorDataSchema.nullable(),
});
export type TurnResult = z.infer<typeof turnResultSchema>;

/** What `events.watch` streams to every open screen. */
export const engineEventSchema = z.discriminatedUnion('type', [
  /** First event of a watch, and every 15 s after: the connection lives. */
  z.object({ type: z.literal('alive'), contract_version: z.number().int() }),
  z.object({ type: z.literal('session-changed'), session: sessionSchema }),
  z.object({ type: z.literal('session-deleted'), session_id: idSchema }),
  z.object({ type: z.literal('message-changed'), message: messageViewSchema }),
  /** Messages of a session were deleted: what is shown of it is read again. */
  z.object({ type: z.literal('messages-deleted'), session_id: idSchema }),
  /** Facts learnt from a message, for the line under it. */
  z.object({ type: z.literal('facts-learnt'), message_id: idSchema, facts: z.array(factSchema) }),
  /** A fact was added, changed or deleted other than by learning: screens that show facts read again. */
  z.object({ type: z.literal('facts-changed'), user_id: z.string() }),
  z.object({ type: z.literal('episode-changed'), episode: episodeSchema }),
  z.object({ type: z.literal('episode-deleted'), episode_id: idSchema }),
  z.object({ type: z.literal('personality-changed'), id: z.string() }),
  z.object({ type: z.literal('personality-deleted'), id: z.string() }),
  /** A mood or a relationship moved: by a turn, by hand, or by a second opinion. */
  z.object({ type: z.literal('mood-changed'), mood: moodSchema }),
  z.object({ type: z.literal('affinity-changed'), affinity: affinitySchema, events: z.array(affinityEventSchema) }),
  z.object({ type: z.literal('lorebooks-changed') }),
  /** How far a snapshot is. `total_bytes` is null where it cannot be known before; `end` comes once, with what went wrong. */
  z.object({ type: z.literal('snapshot-progress'), id: z.string(), step: z.enum(['write', 'check', 'apply', 'end']), done_bytes: z.number(), total_bytes: z.number().nullable(), error: errorDataSchema.nullable() }),
  /** A snapshot was taken in: whatever is shown of this user is read again. */
  z.object({ type: z.literal('snapshot-applied'), user_id: z.string() }),
  /** Something was forgotten: whatever is shown of this user is read again. */
  z.object({ type: z.literal('forgotten'), user_id: z.string() }),
  /** `pending`: how many proposals wait. */
  z.object({ type: z.literal('inbox-changed'), user_id: z.string(), pending: z.number().int() }),
  z.object({ type: z.literal('summaries-changed'), session_id: idSchema }),
  z.object({ type: z.literal('import-progress'), import: importSchema }),
  z.object({ type: z.literal('backups-changed') }),
  /** Another database took the place of the one that was shown: everything is read again. */
  z.object({ type: z.literal('backup-restored') }),
  z.object({ type: z.literal('settings-changed'), paths: z.array(z.string()) }),
  z.object({ type: z.literal('model-changed') }),
  z.object({ type: z.literal('download-progress'), model: z.string(), status: z.string(), completed_bytes: z.number(), total_bytes: z.number().nullable(), bytes_per_second: z.number().nullable(), source: z.string().nullable() }),
  z.object({ type: z.literal('download-end'), model: z.string(), error: errorDataSchema.nullable() }),
  z.object({ type: z.literal('local-model-progress'), download: modelDownloadSchema }),
  /** The list of model files, or what they are used for, is another: read it again. */
  z.object({ type: z.literal('local-models-changed') }),
  z.object({ type: z.literal('benchmark-progress'), done: z.number(), total: z.number(), what: z.string(), is_done: z.boolean(), error: errorDataSchema.nullable() }),
]);
export type EngineEvent = z.infer<typeof engineEventSchema>;
