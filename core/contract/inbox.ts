// The inbox: facts that wait for the user's word before they are kept.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { factSchema, idSchema, timestampSchema } from './entities.ts';
import { factFields } from './memory.ts';

const user_id = z.string().min(1).max(200).default('default');
/** import: read in a conversation brought from elsewhere. forgotten: the user says anew what they had forgotten. */
export const proposalReasons = ['import', 'forgotten'] as const;

/** One per value; it is gone once decided. */
export const proposalSchema = z.object({
  id: idSchema,
  user_id: z.string(),
  reason: z.enum(proposalReasons),
  fact: factSchema.pick({ category: true, key: true, value: true, scope: true, confidence: true, tags: true, valid_from: true, source: true, source_message_ids: true }),
  /** Where it was said. */
  session_id: idSchema,
  created_at: timestampSchema,
});
export type Proposal = z.infer<typeof proposalSchema>;

/** What the owner of a fact may write, no more. */
const { category, key, value, scope } = factFields;
const ids = z.object({ user_id, ids: z.array(idSchema).min(1).max(500) });
export const inboxContract = {
  /** Oldest first. */
  list: oc.route({ method: 'GET', path: '/inbox', summary: 'What waits for approval', tags: ['Inbox'] })
    .input(z.object({ user_id, session_id: idSchema.optional(), after: idSchema.optional(), limit: z.coerce.number().int().min(1).max(500).default(200) }))
    .output(z.object({ proposals: z.array(proposalSchema.extend({ /** The start of what was said, and the present value of the same key, if there is one. */ quotation: z.string(), known_value: factSchema.shape.value.nullable() })), pending: z.number().int() })),
  /** Each becomes a fact as if it had been learnt; `fact` may correct it. What was decided meanwhile is skipped. */
  approve: oc.route({ method: 'POST', path: '/inbox/approve', summary: 'Keep proposals', tags: ['Inbox'] })
    .input(ids.extend({ fact: z.object({ category, key, value, scope }).partial().optional() }))
    .output(z.object({ facts: z.array(factSchema), undo: z.array(proposalSchema) })),
  reject: oc.route({ method: 'POST', path: '/inbox/reject', summary: 'Turn proposals down', tags: ['Inbox'] })
    .input(ids).output(z.object({ undo: z.array(proposalSchema) })),
  /** Undoes a decision: the proposals wait again, and facts that came of them are deleted. */
  restore: oc.route({ method: 'POST', path: '/inbox/restore', summary: 'Undo a decision', tags: ['Inbox'] })
    .input(z.object({ user_id, proposals: z.array(proposalSchema.extend({ fact: proposalSchema.shape.fact.extend({ key, value, scope }) })).min(1).max(500), fact_ids: z.array(idSchema).max(500).default([]) })).output(z.object({ restored: z.number().int() })),
};
