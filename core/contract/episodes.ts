// What is remembered of conversations beyond single facts: episodes, and how each message was classified.
import * as z from 'zod';
import { factCategories, idSchema, sentimentSchema, timestampSchema } from './entities.ts';

/** LuminoraCore's seven types. */
export const episodeTypes = ['emotional_moment', 'milestone', 'confession', 'conflict', 'achievement', 'bonding', 'routine'] as const;

/** Something that happened in a conversation, kept with its weight. */
export const episodeSchema = z.object({
  id: idSchema,
  user_id: z.string(),
  session_id: idSchema,
  /** Id of the companion it was shared with. */
  personality: z.string(),
  type: z.enum(episodeTypes),
  title: z.string(),
  summary: z.string(),
  /** 0 to 10. */
  importance: z.number().min(0).max(10),
  sentiment: sentimentSchema,
  tags: z.array(z.string()),
  /** The messages it was made from, oldest first. */
  source_message_ids: z.array(idSchema),
  /** Times of the first and the last of them. */
  started_at: timestampSchema,
  ended_at: timestampSchema,
  /** "rules", the model that refined it, or "user". */
  source: z.string(),
  /** Names, promises, grave events and pinned ones: their rank never sinks. */
  never_decays: z.boolean(),
  is_pinned: z.boolean(),
  recall_count: z.number().int().min(0),
  /** Null while it was never recalled. */
  last_recalled_at: timestampSchema.nullable(),
  created_at: timestampSchema,
  updated_at: timestampSchema,
});
export type Episode = z.infer<typeof episodeSchema>;

export const importanceLevels = ['trivial', 'low', 'medium', 'high', 'critical'] as const;
/** public: nothing personal; personal: about the user or people around them; sensitive: health, beliefs, sex, money, law; secret: keys, cards, passwords. */
export const privacyLevels = ['public', 'personal', 'sensitive', 'secret'] as const;

/** One row of memory_classifications: what the analysers say of one message. Its id is the message's. */
export const classificationSchema = z.object({
  id: idSchema,
  user_id: z.string(),
  session_id: idSchema,
  /** SHA-256 of the text: the same text is classified once. */
  content_hash: z.string(),
  category: z.enum(factCategories),
  importance: z.enum(importanceLevels),
  /** 0 to 10, what `importance` is cut from. */
  importance_score: z.number().min(0).max(10),
  /** The strongest of the 28 GoEmotions labels. */
  emotion: z.string(),
  /** Every label above its threshold. */
  emotions: z.array(z.string()),
  sentiment: sentimentSchema,
  /** -1 to 1. */
  sentiment_score: z.number().min(-1).max(1),
  interactions: z.array(z.string()),
  /** Null when nothing of weight happened. */
  life_event: z.string().nullable(),
  privacy: z.enum(privacyLevels),
  language: z.string().nullable(),
  /** Version of the analysers: another one classifies anew. */
  analyser: z.string(),
  created_at: timestampSchema,
});
export type Classification = z.infer<typeof classificationSchema>;
