// A personality file: LuminoraCore's JSON, read leniently (unknown keys stay), with our additions under `translations` and `appearance`.
import * as z from 'zod';

const text = z.string().max(4000);
const lines = z.array(text).max(200);

const wordsSchema = z.looseObject({
  description: text.optional(),
  /** How it introduces itself to the model: the first paragraph of the prompt. */
  introduction: text.optional(),
  behavioral_rules: lines.optional(),
  sample_responses: z.array(z.looseObject({ input: text, output: text })).max(20).optional(),
  greeting: text.optional(),
});

export const personalitySchema = z.looseObject({
  persona: z.looseObject({
    name: z.string().min(1).max(100), version: z.string().default('1.0.0'), description: z.string().max(500).default(''),
    author: z.string().default(''), tags: z.array(z.string()).default([]), language: z.string().default('en'),
  }),
  core_traits: z.looseObject({ archetype: z.string().optional(), temperament: z.string().optional(), communication_style: z.string().optional() }).default({}),
  linguistic_profile: z.looseObject({ tone: z.array(z.string()).default([]), vocabulary: z.array(z.string()).default([]) }).default({ tone: [], vocabulary: [] }),
  behavioral_rules: lines.default([]),
  trigger_responses: z.looseObject({ on_greeting: lines.default([]) }).default({ on_greeting: [] }),
  advanced_parameters: z.record(z.string(), z.number().min(0).max(1)).default({}),
  examples: z.looseObject({ sample_responses: z.array(z.looseObject({ input: text, output: text })).default([]) }).default({ sample_responses: [] }),
  /** Ours: the first paragraph of the prompt in the persona's own language. */
  introduction: text.optional(),
  /** Ours: the same character in other languages, by two-letter code. */
  translations: z.record(z.string(), wordsSchema).default({}),
  /** Ours: how it looks on screen. */
  appearance: z.looseObject({ accent_hue: z.number().min(0).max(360).optional() }).default({}),
});
export type Personality = z.infer<typeof personalitySchema>;
