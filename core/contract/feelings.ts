// Mood and relationship: what a client may ask of how a companion feels.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { affinityEventSchema, affinitySchema, idSchema, moodSchema, timestampSchema } from './entities.ts';
import { personalityIdSchema } from './characters.ts';
import { moodDefinitionSchema } from './mood-config.ts';

const pair = z.object({ personality: personalityIdSchema, user_id: z.string().min(1).max(200).default('default') });
const page = { limit: z.coerce.number().int().min(1).max(500).default(100), before: idSchema.optional(), since: z.coerce.number().int().optional() };

export const moodViewSchema = z.object({
  /** As of now, time gone by counted in; null when nothing moved it yet. `intensity` and `mood` may differ from the row's. */
  current: moodSchema.nullable(),
  /** The row the mood comes from. */
  last: moodSchema.nullable(),
  resting_mood: z.string(),
  /** Every mood this companion knows. */
  moods: z.array(moodDefinitionSchema),
});
export type MoodView = z.infer<typeof moodViewSchema>;

export const moodsContract = {
  current: oc.route({ method: 'GET', path: '/mood', summary: 'How a companion feels now, and why', tags: ['Mood'] }).input(pair).output(moodViewSchema),
  /** Newest first, over all conversations of the pair. */
  history: oc.route({ method: 'GET', path: '/mood/history', summary: 'How its mood went', tags: ['Mood'] })
    .input(pair.extend(page)).output(z.object({ moods: z.array(moodSchema), next_before: idSchema.nullable() })),
  set: oc.route({ method: 'PUT', path: '/mood', summary: 'Set a mood by hand', tags: ['Mood'] })
    .input(pair.extend({ mood: z.string().min(1).max(40), intensity: z.number().min(0).max(1).default(0.7) })).output(moodViewSchema),
};

export const levelBandSchema = z.object({ name: z.string(), from: z.number(), to: z.number(), description: z.string() });
export const milestoneViewSchema = z.object({ id: z.string(), title: z.string(), reached_at: timestampSchema.nullable(), /** What is left, as a sentence; empty once reached. */ missing: z.string() });

export const affinityViewSchema = z.object({
  /** As of now: days of silence counted in. */
  affinity: affinitySchema,
  levels: z.array(levelBandSchema),
  next_level: z.object({ name: z.string(), points_needed: z.number(), /** What will change of the character. */ changes: z.array(z.object({ parameter: z.string(), from: z.number(), to: z.number() })), adjustments: z.array(z.string()) }).nullable(),
  milestones: z.array(milestoneViewSchema),
  today: z.object({ gained: z.number(), lost: z.number(), gain_cap: z.number(), loss_cap: z.number() }),
  decay: z.object({ /** When silence begins to cost; null when it never does. */ begins_at: timestampSchema.nullable(), points_per_day: z.number() }),
});
export type AffinityView = z.infer<typeof affinityViewSchema>;

export const affinityContract = {
  get: oc.route({ method: 'GET', path: '/affinity', summary: 'Where the relationship stands', tags: ['Affinity'] }).input(pair.extend({ language: z.enum(['en', 'es']).default('en') })).output(affinityViewSchema),
  /** Newest first. `moved_only` leaves out entries worth nothing. */
  events: oc.route({ method: 'GET', path: '/affinity/events', summary: 'Why it moved', tags: ['Affinity'] })
    .input(pair.extend({ ...page, moved_only: z.stringbool().or(z.boolean()).default(false) })).output(z.object({ events: z.array(affinityEventSchema), next_before: idSchema.nullable() })),
  set: oc.route({ method: 'PUT', path: '/affinity', summary: 'Set the points by hand', tags: ['Affinity'] })
    .input(pair.extend({ points: z.number().min(0).max(100), reason: z.string().max(200).default('') })).output(affinityViewSchema),
  /** Adds an entry that undoes another; once per entry. */
  revert: oc.route({ method: 'POST', path: '/affinity/events/{id}/revert', summary: 'Take an entry back', tags: ['Affinity'] })
    .input(z.object({ id: idSchema })).output(affinityViewSchema),
};
