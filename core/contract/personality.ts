// The personality file: LuminoraCore's JSON (v1.0 and v1.1) and our additions. This is the strict form, which is what we write; reading is lenient (core/features/character).
import * as z from 'zod';
import { affinityConfigSchema } from './affinity-config.ts';
import { factCategories } from './entities.ts';
import { episodeTypes } from './episodes.ts';
import { lorebookSchema } from './lorebook.ts';
import { moodConfigSchema } from './mood-config.ts';
import { modifierSchema, parametersSchema } from './parameters.ts';

/** LuminoraCore's closed lists (its JSON Schema, draft-07). */
export const archetypes = ['scientist', 'adventurer', 'caregiver', 'skeptic', 'trendy', 'leader', 'motivator', 'rebel', 'academic', 'charming'] as const;
export const temperaments = ['calm', 'energetic', 'serious', 'playful', 'mysterious', 'direct', 'cool'] as const;
export const communicationStyles = ['formal', 'casual', 'technical', 'conversational', 'poetic', 'humorous'] as const;
export const tones = [
  'friendly', 'professional', 'casual', 'formal', 'warm', 'cool', 'enthusiastic', 'calm', 'confident', 'humble', 'playful', 'serious', 'curious', 'connected', 'adventurous', 'wise', 'mysterious', 'direct',
] as const;
export const syntaxes = ['simple', 'complex', 'varied', 'concise', 'elaborate'] as const;
export const punctuationStyles = ['minimal', 'moderate', 'liberal', 'excessive'] as const;
export const personalityLanguages = ['en', 'es', 'fr', 'de', 'it', 'pt', 'zh', 'ja', 'ko', 'ru'] as const;
export const contentFilters = ['profanity', 'violence', 'adult', 'political', 'religious'] as const;

const line = z.string().min(1).max(200);
const share = z.number().min(0).max(1);
/** A text of a card, which is long in the wild. */
const longText = z.string().max(100_000);
const sampleResponse = z.strictObject({ input: z.string().min(1).max(500), output: z.string().min(1).max(1000), context: z.string().max(200).optional() });

/** One level of a relationship and what it changes. `affinity_range` is in points, both ends included. */
export const levelSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'small letters, digits, _ and -'),
  affinity_range: z.tuple([z.number().min(0).max(100), z.number().min(0).max(100)]),
  description: z.string().max(500).optional(),
  modifiers: modifierSchema.default({}),
});
export type Level = z.infer<typeof levelSchema>;

/** The same character in another language. */
export const translationSchema = z.strictObject({
  description: z.string().max(500).optional(),
  introduction: longText.optional(),
  behavioral_rules: z.array(line).max(50).optional(),
  sample_responses: z.array(sampleResponse).max(20).optional(),
  greetings: z.array(longText).max(100).optional(),
  /** `behavioral_adjustments` of a level or a mood, by its name. */
  levels: z.record(z.string(), z.array(line).max(20)).optional(),
  moods: z.record(z.string(), z.array(line).max(20)).optional(),
});

export const personalitySchema = z.strictObject({
  persona: z.strictObject({
    name: z.string().min(1).max(100),
    version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version such as 1.0.0'),
    description: z.string().min(1).max(500),
    author: z.string().min(1).max(100),
    tags: z.array(z.string().min(1).max(50)).max(100).default([]),
    language: z.enum(personalityLanguages),
    compatibility: z.array(z.string().min(1).max(50)).min(1).max(50),
  }),
  core_traits: z.strictObject({ archetype: z.enum(archetypes), temperament: z.enum(temperaments), communication_style: z.enum(communicationStyles) }),
  linguistic_profile: z.strictObject({
    tone: z.array(z.enum(tones)).min(1).max(tones.length), syntax: z.enum(syntaxes), vocabulary: z.array(z.string().min(1).max(100)).max(200),
    fillers: z.array(z.string().min(1).max(50)).max(100).optional(), punctuation_style: z.enum(punctuationStyles).optional(),
  }),
  behavioral_rules: z.array(line).min(1).max(50),
  trigger_responses: z.strictObject({
    on_greeting: z.array(line).max(50).optional(), on_confusion: z.array(line).max(50).optional(), on_success: z.array(line).max(50).optional(),
    on_error: z.array(line).max(50).optional(), on_goodbye: z.array(line).max(50).optional(),
  }).optional(),
  advanced_parameters: parametersSchema.optional(),
  safety_guards: z.strictObject({
    forbidden_topics: z.array(z.string().min(1).max(100)).max(100).optional(),
    tone_limits: z.strictObject({ max_aggression: share.optional(), max_informality: share.optional() }).optional(),
    content_filters: z.array(z.enum(contentFilters)).max(contentFilters.length).optional(),
  }).optional(),
  examples: z.strictObject({ sample_responses: z.array(sampleResponse).max(50).optional() }).optional(),
  metadata: z.strictObject({
    created_at: z.string().max(64).optional(), updated_at: z.string().max(64).optional(), downloads: z.number().int().min(0).optional(), rating: z.number().min(0).max(5).optional(),
    license: z.string().max(100).optional(),
  }).optional(),

  // v1.1
  hierarchical_config: z.strictObject({ enabled: z.boolean().default(true), description: z.string().max(500).optional(), relationship_levels: z.array(levelSchema).min(1).max(20).optional() }).optional(),
  memory_preferences: z.strictObject({
    fact_categories: z.array(z.enum(factCategories)).optional(), episode_types: z.array(z.enum(episodeTypes)).optional(), importance_threshold: z.number().min(0).max(10).optional(),
    remember_topics: z.boolean().optional(), remember_questions: z.boolean().optional(), remember_shared_interests: z.boolean().optional(),
  }).optional(),
  affinity_config: affinityConfigSchema.optional(),

  // Ours
  mood_config: moodConfigSchema.optional(),
  /** How it is told who it is: the first paragraph of the prompt (a card's `description`). */
  introduction: longText.optional(),
  /** Where it meets the user (a card's `scenario`). */
  scenario: longText.optional(),
  /** What it may say first; the first one is shown, the others are swipes of it. */
  greetings: z.array(longText).max(100).optional(),
  /** Replaces our frame of the prompt; `{{original}}` stands for it. */
  system_prompt: longText.optional(),
  /** Said after the conversation, beside the user's last words; `{{original}}` stands for ours. */
  post_history_instructions: longText.optional(),
  lorebook: lorebookSchema.optional(),
  translations: z.record(z.string().regex(/^[a-z]{2}$/), translationSchema).optional(),
  appearance: z.strictObject({ accent_hue: z.number().min(0).max(360).optional() }).optional(),
  /** What a character card brought that has no place above, word for word, so that the card can be written again. */
  card: z.record(z.string(), z.unknown()).optional(),
  /** Keys of a file that nobody knows, kept where they were found (dotted path to value). */
  unknown_keys: z.record(z.string(), z.unknown()).optional(),
});
export type Personality = z.infer<typeof personalitySchema>;
