// What health answers: one entry per part, with what to do when it is not well.
import * as z from 'zod';

export const componentHealthSchema = z.object({
  component: z.string(),
  status: z.enum(['ok', 'warning', 'error']),
  /** One sentence for a person. */
  message: z.string(),
  latency_ms: z.number().nullable(),
  /** Facts such as model, dimension, missing tables. */
  details: z.record(z.string(), z.unknown()),
  /** What to do when the status is not ok. */
  instructions: z.string().nullable(),
});
export type ComponentHealth = z.infer<typeof componentHealthSchema>;

export const healthReportSchema = z.object({
  status: z.enum(['ok', 'warning', 'error']),
  version: z.string(),
  /** The contract's version: an old browser tab is told to reload. */
  contract_version: z.number().int(),
  checked_at: z.number().int(),
  components: z.array(componentHealthSchema),
});
export type HealthReport = z.infer<typeof healthReportSchema>;
