// The memory audit: what is wrong with what is remembered, and what mends it.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { factSchema, idSchema, timestampSchema } from './entities.ts';
import { episodeSchema } from './episodes.ts';

const user_id = z.string().default('default');

/**
 * exact_duplicate: the same said twice. near_duplicate: very likely the same. recall_loop: learnt from the assistant or from a recalled block. secret: a card,
 * key or password. stale: past its day. unconfirmed: may have changed since. orphan: its sources lie on no active branch. contradiction: values that cannot both hold.
 */
export const auditKinds = ['exact_duplicate', 'near_duplicate', 'recall_loop', 'secret', 'stale', 'unconfirmed', 'orphan', 'contradiction'] as const;
export const auditSeverities = ['info', 'warning', 'serious'] as const;
/**
 * merge: the first stays, with what the others knew. forget: all of them are deleted. supersede: facts that cannot hold beside the first, or whose time has
 * passed, become past values. keep: nothing changes, and the finding is not shown again.
 */
export const auditMends = ['merge', 'forget', 'supersede', 'keep'] as const;

export const auditFindingSchema = z.object({
  /** The same for the same kind and ids, at every audit. */
  id: z.string(),
  kind: z.enum(auditKinds),
  severity: z.enum(auditSeverities),
  entity: z.enum(['fact', 'episode']),
  /** The one that would stay comes first. */
  ids: z.array(idSchema).min(1),
  /** In the language asked for. Never holds a secret. */
  sentence: z.string(),
  mend: z.enum(auditMends),
  /** Whether `mend` neither deletes anything, nor chooses between values, nor lets another companion know more. */
  is_safe: z.boolean(),
});
export type AuditFinding = z.infer<typeof auditFindingSchema>;

const rate = z.number().min(0).max(1);
export const auditReportSchema = z.object({
  checked_at: timestampSchema,
  /** What was looked at: facts and episodes that stand, and facts of the past. */
  counts: z.object({ facts: z.number().int(), past_facts: z.number().int(), episodes: z.number().int() }),
  /** Shares, from 0 to 1: of facts and episodes that say what another says; of facts from a recall loop; of both that hold a secret; of facts past their time, unconfirmed or orphaned. */
  rates: z.object({ exact_duplicate: rate, near_duplicate: rate, recall_loop: rate, secret: rate, stale: rate }),
  /** Facts learnt from a message of the user's that repeats a line recalled before. No fault: people repeat what they are told. */
  recall_repeats: z.number().int(),
  /** Messages that hold a secret. They are counted only: what was said is the user's. */
  secret_messages: z.number().int(),
  /** False when there was more than an audit looks at. */
  is_complete: z.boolean(),
  /** Whether near duplicates were also looked for by meaning: false without the embedding model. */
  by_meaning: z.boolean(),
  /** Gravest first. */
  findings: z.array(auditFindingSchema),
});
export type AuditReport = z.infer<typeof auditReportSchema>;

/** What `mend` answers and `undo` takes: the rows as they were. */
export const auditUndoSchema = z.object({
  /** When the mending was; rows changed since are not touched. */
  mended_at: timestampSchema,
  facts: z.array(factSchema).max(10_000),
  episodes: z.array(episodeSchema).max(10_000),
  /** Findings that are shown again. */
  kept: z.array(z.string()).max(10_000),
});
export type AuditUndo = z.infer<typeof auditUndoSchema>;

export const auditContract = {
  report: oc.route({ method: 'GET', path: '/memory/audit', summary: 'What is wrong with what is remembered', tags: ['Memory'] })
    .input(z.object({ user_id, language: z.enum(['en', 'es']).default('en'), limit: z.coerce.number().int().min(1).max(5000).default(500) })).output(auditReportSchema),
  /** Looks again before it mends; a finding that is no longer true is skipped. */
  mend: oc.route({ method: 'POST', path: '/memory/audit/mend', summary: 'Mend what the audit found', tags: ['Memory'] })
    .input(z.object({
      user_id,
      /** `mend` is the proposed one when left out; any finding may be kept or forgotten. */
      mendings: z.array(z.object({ finding_id: z.string().max(100), mend: z.enum(auditMends).optional() })).min(1).max(500),
    }))
    .output(z.object({
      mended: z.array(z.string()),
      skipped: z.array(z.object({ finding_id: z.string(), reason: z.enum(['not_found', 'not_possible', 'changed_meanwhile']) })),
      /** Forgotten secrets are not in it. */
      undo: auditUndoSchema,
    })),
  undo: oc.route({ method: 'POST', path: '/memory/audit/undo', summary: 'Undo a mending', tags: ['Memory'] })
    .input(z.object({ user_id, undo: auditUndoSchema })).output(z.object({ restored: z.number().int() })),
};
