// Statistics: what a client may ask about how conversations went, and the one object that answers it.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { personalityIdSchema } from './characters.ts';
import { factCategories, sentimentSchema, timestampSchema } from './entities.ts';

export const analyticsBuckets = ['day', 'week', 'month'] as const;
/** More buckets than this are refused: a longer bucket says more. */
export const maximumAnalyticsBuckets = 1000;

const count = z.number().int().min(0);
const start = timestampSchema;
const sentimentCounts = z.record(sentimentSchema, count);
const cost = z.object({
  /** US dollars, by list prices of whole prompts (what a provider's cache spares is not known); null where a price is not known. */
  cost: z.number().min(0).nullable(),
});
const sideLengths = z.object({ characters: count, words: count, mean_words: z.number().nullable(), longest_characters: count });

export const analyticsSchema = z.object({
  user_id: z.string(),
  /** Null: all companions together. */
  personality: z.string().nullable(),
  /** Included, and excluded. */
  from: timestampSchema,
  to: timestampSchema,
  bucket: z.enum(analyticsBuckets),
  /** The zone days begin in. Weeks begin on Monday. */
  time_zone: z.string(),
  /** When each bucket begins; every series has one entry for each, in this order. */
  starts: z.array(start),
  /** Whom was talked with in this time, most messages first, whatever companion was asked for. */
  companions: z.array(z.object({ personality: z.string(), messages: count })),
  messages: z.object({ user: count, assistant: count, series: z.array(z.object({ start, user: count, assistant: count })) }),
  /** Words are what blanks separate; a mean of no messages is null. */
  lengths: z.object({
    user: sideLengths, assistant: sideLengths,
    series: z.array(z.object({ start, user_words: count, assistant_words: count, user_mean_words: z.number().nullable(), assistant_mean_words: z.number().nullable() })),
  }),
  /** Of what the user said. */
  topics: z.object({
    categories: z.array(z.object({ category: z.enum(factCategories), messages: count })),
    series: z.array(z.object({
      start, categories: z.array(z.object({ category: z.enum(factCategories), messages: count })),
      /** The words that set this time apart from the user's other times, most telling first. `weight`: tf-idf. */
      words: z.array(z.object({ word: z.string(), times: count, weight: z.number() })),
    })),
    /** Words come from this many messages, the newest. */
    messages_read: count,
    /** True when there were more than are read. */
    is_partial: z.boolean(),
  }),
  /** Of what the user said; -1 to 1. */
  sentiment: z.object({
    messages: count, mean: z.number().nullable(), sentiments: sentimentCounts, emotions: z.array(z.object({ emotion: z.string(), messages: count })),
    series: z.array(z.object({ start, messages: count, mean: z.number().nullable(), sentiments: sentimentCounts })),
  }),
  /** How often a companion was left in each mood. */
  moods: z.object({
    moods: z.array(z.object({ mood: z.string(), times: count, /** 0 to 1. */ share: z.number(), mean_intensity: z.number() })),
    series: z.array(z.object({ start, moods: z.array(z.object({ mood: z.string(), times: count })) })),
  }),
  affinity: z.object({
    companions: z.array(z.object({
      personality: z.string(), points: z.number(), level: z.string(), gained: z.number(), lost: z.number(),
      /** `points` at the end of the bucket; null before the first entry of the time asked for. */
      series: z.array(z.object({ start, points: z.number().nullable(), level: z.string().nullable(), gained: z.number(), lost: z.number() })),
    })),
  }),
  /** `facts` hold at the end; what happened before the time asked for is counted in. */
  memory: z.object({
    facts: count, episodes: count, facts_learnt: count, facts_ended: count,
    series: z.array(z.object({ start, facts: count, episodes: count, facts_learnt: count, facts_ended: count })),
  }),
  /** Of every reply, those on branches left behind included. */
  tokens: z.object({
    replies: count, prompt_tokens: count, completion_tokens: count,
    ...cost.shape, currency: z.literal('USD'),
    /** Replies of models whose price is not known; with any, the whole `cost` is null. */
    unpriced_replies: count,
    /** The day the prices were looked up. */
    prices_of: z.string(),
    providers: z.array(z.object({ provider: z.string(), model: z.string(), is_local: z.boolean().nullable(), replies: count, prompt_tokens: count, completion_tokens: count, ...cost.shape })),
    series: z.array(z.object({ start, replies: count, prompt_tokens: count, completion_tokens: count, ...cost.shape })),
  }),
});
export type Analytics = z.infer<typeof analyticsSchema>;

/** An IANA name ("Europe/Madrid") or an offset of whole quarters of an hour ("+02:00"), as all zones in use have. */
const timeZoneSchema = z.string().max(60).refine(isTimeZone, 'a time zone such as "Europe/Madrid" or "+02:00"');

function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name) && !/^[+-]\d{2}:(?:00|15|30|45)$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const analyticsContract = {
  get: oc.route({ method: 'GET', path: '/analytics', summary: 'How conversations went, in figures', tags: ['Analytics'] })
    .input(z.object({
      user_id: z.string().min(1).max(200).default('default'), personality: personalityIdSchema.optional(),
      /** From the first message to now when left out. */
      from: z.coerce.number().pipe(timestampSchema).optional(), to: z.coerce.number().pipe(timestampSchema).optional(),
      /** auto: days up to two months, weeks up to a year and a half, months beyond. */
      bucket: z.enum([...analyticsBuckets, 'auto']).default('auto'),
      /** The zone of the machine that answers when left out. */
      time_zone: timeZoneSchema.optional(),
    })).output(analyticsSchema),
};
