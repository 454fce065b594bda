// Forgetting: what is taken away for good, what goes with it, and what keeps it from being learnt again.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { idSchema, timestampSchema } from './entities.ts';

const user_id = z.string().min(1).max(200).default('default');

/**
 * fact: every value its key has had in its scope. episode, message: that one; a message takes the replies to it along, their places stay, empty.
 * session: all of it. person: whatever names them, in facts, episodes, summaries and messages. source: everything that was learnt from these messages
 * (an import, a session), the words themselves stay.
 */
export const forgetTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fact'), id: idSchema, /** Also the words it was learnt from, and the replies that repeat it. */ with_words: z.boolean().default(true) }),
  z.object({ kind: z.literal('episode'), id: idSchema, with_words: z.boolean().default(false) }),
  z.object({ kind: z.literal('message'), id: idSchema }),
  z.object({ kind: z.literal('session'), id: idSchema }),
  z.object({ kind: z.literal('person'), name: z.string().trim().min(2).max(100) }),
  z.object({ kind: z.literal('source'), session_id: idSchema }),
]);
export type ForgetTarget = z.infer<typeof forgetTargetSchema>;
export const forgetKinds = ['fact', 'episode', 'message', 'session', 'person', 'source'] as const;

const count = z.number().int().min(0);
/** What goes. `examples` are shown before, and are never kept. */
export const forgetCountsSchema = z.object({
  facts: count, episodes: count, messages: count, summaries: count, proposals: count,
  /** Notes sent with other messages that quoted it, and records of replies that used it. */
  notes: count,
  /** Automatic copies that hold it and go. */
  backups: count,
  /** Snapshots the user made, which stay: they may hold it. */
  snapshots_kept: count,
});
export type ForgetCounts = z.infer<typeof forgetCountsSchema>;

/** What keeps something from being learnt again, without its words: keyed hashes, and the vector of its sentence. */
export const tombstoneSchema = z.object({
  id: idSchema,
  user_id: z.string(),
  /** Shared by those of one act. */
  forgetting_id: idSchema,
  kind: z.enum(forgetKinds),
  /** The category of a fact; null for all else. */
  category: z.string().nullable(),
  created_at: timestampSchema,
});
export type TombstoneView = z.infer<typeof tombstoneSchema>;

export const forgettingContract = {
  /** Changes nothing. */
  preview: oc.route({ method: 'POST', path: '/memory/forget/preview', summary: 'What forgetting would take away', tags: ['Forgetting'] })
    .input(z.object({ user_id, target: forgetTargetSchema })).output(z.object({ counts: forgetCountsSchema, examples: z.array(z.string()) })),
  /** For good: there is no undo. */
  forget: oc.route({ method: 'POST', path: '/memory/forget', summary: 'Forget for good', tags: ['Forgetting'] })
    .input(z.object({ user_id, target: forgetTargetSchema })).output(z.object({ forgetting_id: idSchema, counts: forgetCountsSchema })),
  /** Newest first. */
  tombstones: oc.route({ method: 'GET', path: '/memory/tombstones', summary: 'What is kept from being learnt again', tags: ['Forgetting'] })
    .input(z.object({ user_id })).output(z.object({ tombstones: z.array(tombstoneSchema) })),
  /** It may be learnt again. Without `forgetting_id`, all of the user's. */
  allow: oc.route({ method: 'POST', path: '/memory/tombstones/allow', summary: 'Let something be learnt again', tags: ['Forgetting'] })
    .input(z.object({ user_id, forgetting_id: idSchema.optional() })).output(z.object({ allowed: count })),
};
