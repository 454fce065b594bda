// How a relationship grows and cools: rules, limits, decay and milestones. Part of a personality; what is missing comes from the defaults of core/features/affinity.
import * as z from 'zod';
import { messageConditionSchema } from './mood-config.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'small letters, digits, _ and -');
/** One sentence, or one per language code. */
const words = z.union([z.string().min(1).max(200), z.record(z.string(), z.string().min(1).max(200))]);

export const affinityRuleSchema = z.strictObject({
  id,
  when: messageConditionSchema,
  /** Points of the 0 to 100 scale. */
  points: z.number().min(-20).max(20),
  reason: words,
  /** Worth nothing again before this time has passed. */
  cooldown_minutes: z.number().min(0).max(525_600).optional(),
  /** Most points this rule may move in a day, either way. */
  daily_cap: z.number().min(0).max(100).optional(),
  /** Each repetition within a day is worth this share of the one before; 1 when missing. */
  diminishing: z.number().min(0).max(1).optional(),
  /** Makes up for rudeness: worth this share of what rudeness took and nothing has made good yet, `points` at most; worth nothing when there is none. */
  heals: z.number().min(0).max(1).optional(),
});
export type AffinityRule = z.infer<typeof affinityRuleSchema>;

export const milestoneSchema = z.strictObject({
  id,
  title: words,
  /** Reached when all that is given holds. */
  points: z.number().min(0).max(100).optional(),
  level: id.optional(),
  messages: z.number().int().min(1).optional(),
  days_known: z.number().int().min(1).optional(),
  /** Reached with a message that this rule decides. */
  rule: id.optional(),
  /** Points it gives, once. */
  bonus: z.number().min(0).max(5).optional(),
});
export type Milestone = z.infer<typeof milestoneSchema>;

export const affinityConfigSchema = z.strictObject({
  /** LuminoraCore's: points by interaction type or by sentiment (very_positive ... very_negative); read as rules. Names nobody knows are kept and do nothing. */
  interaction_types: z.record(z.string(), z.number().min(-20).max(20)).optional(),
  /** Asked before the default rules; one with the id of a default replaces it. */
  rules: z.array(affinityRuleSchema).max(200).optional(),
  use_default_rules: z.boolean().optional(),
  /** Most points gained, and lost, in one day. */
  daily_gain_cap: z.number().min(0).max(100).optional(),
  daily_loss_cap: z.number().min(0).max(100).optional(),
  /** A level is lost only this many points below where it begins. */
  hysteresis: z.number().min(0).max(20).optional(),
  decay: z.strictObject({
    /** Days without a word before it begins. */
    grace_days: z.number().min(0).max(365).optional(),
    points_per_day: z.number().min(0).max(20).optional(),
    /** It never takes more than this many points off the highest ever reached. */
    at_most: z.number().min(0).max(100).optional(),
  }).optional(),
  milestones: z.array(milestoneSchema).max(100).optional(),
});
export type AffinityConfig = z.infer<typeof affinityConfigSchema>;
