// Summaries: what stands for the older part of a conversation, piece by piece, with the messages each piece was made from.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { idSchema, timestampSchema } from './entities.ts';

/** Two or three sentences for a stretch of one branch. */
export const summarySchema = z.object({
  id: idSchema,
  session_id: idSchema,
  user_id: z.string(),
  /** The stretch's messages, oldest first, without those that were left out (empty or failed). */
  source_message_ids: z.array(idSchema).min(1),
  /** The first and the last message of the stretch and their depths. */
  first_message_id: idSchema,
  last_message_id: idSchema,
  first_depth: z.number().int().min(0),
  last_depth: z.number().int().min(0),
  content: z.string(),
  language: z.string(),
  /** "rules", or the model that worded it. */
  source: z.string(),
  started_at: timestampSchema,
  ended_at: timestampSchema,
  created_at: timestampSchema,
  updated_at: timestampSchema,
});
export type Summary = z.infer<typeof summarySchema>;

const ofSession = z.object({ session_id: idSchema });
export const summariesContract = {
  /** Of the active branch alone, oldest first. */
  list: oc.route({ method: 'GET', path: '/sessions/{session_id}/summaries', summary: 'Summaries of a session', tags: ['Summaries'] })
    .input(ofSession).output(z.object({ summaries: z.array(summarySchema) })),
  /** Of all of a user's sessions, newest first: active branches alone. */
  all: oc.route({ method: 'GET', path: '/summaries', summary: 'Summaries of a user', tags: ['Summaries'] })
    .input(z.object({ user_id: z.string().default('default'), before: idSchema.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })).output(z.object({ summaries: z.array(summarySchema) })),
  /** Summarises every whole stretch that has no summary yet, and answers all of them. */
  make: oc.route({ method: 'POST', path: '/sessions/{session_id}/summaries', summary: 'Summarise a session now', tags: ['Summaries'] })
    .input(ofSession).output(z.object({ summaries: z.array(summarySchema) })),
};
