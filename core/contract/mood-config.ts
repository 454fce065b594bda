// How a companion's mood works: its moods, what moves it, and how hard it is to move. Part of a personality; what is missing comes from the defaults of core/features/mood.
import * as z from 'zod';
import { emotionLabels } from './emotions.ts';
import { sentimentSchema } from './entities.ts';
import { interactionTypes, lifeEventKinds } from './interactions.ts';
import { modifierSchema } from './parameters.ts';

export const moodIdSchema = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'small letters, digits, _ and -');
const share = z.number().min(0).max(1);

/** What must hold of a message: every field given, in any of its values. Shared by mood triggers and affinity rules. */
export const messageConditionSchema = z.strictObject({
  emotions: z.array(z.enum(emotionLabels)).min(1).optional(),
  interactions: z.array(z.enum(interactionTypes)).min(1).optional(),
  life_events: z.array(z.enum(lifeEventKinds)).min(1).optional(),
  sentiments: z.array(sentimentSchema).min(1).optional(),
  /** Words or phrases of the message; case and accents do not count. */
  keywords: z.array(z.string().min(1).max(100)).min(1).max(200).optional(),
  minimum_importance: z.number().min(0).max(10).optional(),
  minimum_characters: z.number().int().min(0).max(100_000).optional(),
});
export type MessageCondition = z.infer<typeof messageConditionSchema>;

export const moodDefinitionSchema = z.strictObject({
  id: moodIdSchema,
  /** Its name by language code; the id where missing. */
  labels: z.record(z.string(), z.string().min(1).max(60)).optional(),
  /** The face that shows it: one of the 28 labels of sprite packs. */
  expression: z.enum(emotionLabels).default('neutral'),
  /** The intensity halves in this time when nothing is said. */
  half_life_minutes: z.number().min(1).max(525_600).default(120),
  /** For charts and the ring of the portrait, in degrees. */
  hue: z.number().min(0).max(360).optional(),
  /** At full intensity; less of it at less. */
  modifiers: modifierSchema.default({}),
});
export type MoodDefinition = z.infer<typeof moodDefinitionSchema>;

export const moodTriggerSchema = z.strictObject({
  id: moodIdSchema,
  when: messageConditionSchema,
  mood: moodIdSchema,
  intensity: share,
});
export type MoodTrigger = z.infer<typeof moodTriggerSchema>;

export const moodConfigSchema = z.strictObject({
  resting_mood: moodIdSchema.optional(),
  resting_intensity: share.optional(),
  /** 0: every new feeling takes over; 1: none does. */
  inertia: share.optional(),
  /** Resistance of going from one mood to another: 0 free, 1 never; what is missing is 0. */
  transitions: z.record(z.string(), z.record(z.string(), share)).optional(),
  /** Added to the seven defaults; one with the id of a default replaces it. */
  moods: z.array(moodDefinitionSchema).max(40).optional(),
  /** Asked before the default triggers. */
  triggers: z.array(moodTriggerSchema).max(200).optional(),
  use_default_triggers: z.boolean().optional(),
});
export type MoodConfig = z.infer<typeof moodConfigSchema>;
