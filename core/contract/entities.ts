// What is kept and shown: sessions, messages, facts, moods, affinity and the trace of a turn. Snake case from the row to the screen.
import * as z from 'zod';
import { errorDataSchema } from './errors.ts';

/** A ULID; ids sort in creation order. */
export const idSchema = z.string().min(1).max(64);
/** Milliseconds since the Unix epoch. */
export const timestampSchema = z.number().int().min(-8.64e15).max(8.64e15);

export const sessionSchema = z.object({
  id: idSchema,
  user_id: z.string(),
  /** Id of the personality that answers in this session. */
  personality: z.string(),
  title: z.string(),
  created_at: timestampSchema,
  last_activity_at: timestampSchema,
  /** The message at the end of the branch on screen; null in an empty session. */
  active_leaf_id: idSchema.nullable(),
  /** First message whose text is still in the prompt; null means from the beginning. Moves rarely and in large steps, so that the model's cached prefix stays. */
  prompt_start_id: idSchema.nullable(),
  /** What stands in the prompt for the messages before `prompt_start_id`, word for word until that moves, so that the model's cached prefix stays; null when there is none. */
  prompt_summary: z.string().nullable().default(null),
  /** A project's sessions share what was learnt in them, and nobody else sees it; '' for none. */
  project: z.string().default(''),
});
export type Session = z.infer<typeof sessionSchema>;

export const speakerSchema = z.enum(['user', 'assistant']);
/** streaming: being written (or the process died while it was; start-up turns it into interrupted). */
export const messageStatusSchema = z.enum(['complete', 'streaming', 'interrupted', 'failed']);

export const messageSchema = z.object({
  id: idSchema,
  session_id: idSchema,
  user_id: z.string(),
  /** The message this one answers or follows; null at the root. Siblings share it. */
  parent_id: idSchema.nullable(),
  /** Distance from the root, which is 0. */
  depth: z.number().int().min(0),
  speaker: speakerSchema,
  content: z.string(),
  status: messageStatusSchema,
  /** True while the message lies on its session's active branch; only these are recalled. */
  is_active: z.boolean(),
  /** The client's own id of a user message: sending it twice makes one message. Unique. */
  client_message_id: z.string().nullable(),
  /** For a user message: the recalled block sent beside it, kept word for word so that the prompt's prefix never changes. */
  context: z.string().nullable(),
  /** For an assistant message: who wrote it, "provider/model". */
  model: z.string().nullable(),
  error: errorDataSchema.nullable(),
  created_at: timestampSchema,
});
export type Message = z.infer<typeof messageSchema>;

/** True of a message whose words were forgotten: its place in the conversation stays, empty. */
export const isForgotten = (message: Pick<Message, 'content' | 'status'>): boolean => message.content === '' && message.status === 'complete';

/** A message with its place among its siblings, oldest first, for the swipe control. */
export const messageViewSchema = messageSchema.omit({ context: true }).extend({
  sibling_ids: z.array(idSchema),
});
export type MessageView = z.infer<typeof messageViewSchema>;

export const factCategories = ['personal_info', 'preferences', 'relationships', 'hobbies', 'goals', 'health', 'work', 'events', 'other'] as const;
export const factSchema = z.object({
  id: idSchema,
  user_id: z.string(),
  /** Who may use it: '' for every companion, a personality id, or "project:NAME" for the sessions of a project. */
  scope: z.string(),
  category: z.enum(factCategories),
  key: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
  /** 0 to 1. */
  confidence: z.number().min(0).max(1),
  source_message_ids: z.array(idSchema),
  /** The extractor that made it, for example "rules-es" or "user". */
  source: z.string(),
  /** Free words for grouping; "date:YYYY-MM-DD" is the day a plan or event falls on. */
  tags: z.array(z.string()).default([]),
  valid_from: timestampSchema,
  /** Null while true. */
  valid_to: timestampSchema.nullable(),
  superseded_by: idSchema.nullable(),
  is_pinned: z.boolean(),
  local_only: z.boolean(),
  created_at: timestampSchema,
  updated_at: timestampSchema,
});
export type Fact = z.infer<typeof factSchema>;

export const sentimentSchema = z.enum(['very_negative', 'negative', 'neutral', 'positive', 'very_positive']);
export type Sentiment = z.infer<typeof sentimentSchema>;

/** One row of session_moods: the mood a message left behind and why. */
export const moodSchema = z.object({
  id: idSchema,
  session_id: idSchema,
  message_id: idSchema.nullable(),
  mood: z.string(),
  /** 0 to 1. */
  intensity: z.number().min(0).max(1),
  /** What moved it, as a code: "life_event:bereavement", "emotion:joy", "interaction:insult", "sentiment:negative", "trigger:<id>", "time", "user", "model". */
  cause: z.string(),
  /** Whose mood: a companion's towards a user. Rows of before this was kept have empty ones. */
  user_id: z.string().default(''),
  personality: z.string().default(''),
  /** rules (the analysers), model (a second opinion), user (set by hand). */
  source: z.string().default('rules'),
  /** The face that shows it: one of the 28 labels of sprite packs. */
  expression: z.string().default('neutral'),
  /** The character's six parameters after this message, smoothed: where the next turn starts from. */
  parameters: z.record(z.string(), z.number()).default({}),
  created_at: timestampSchema,
});
export type Mood = z.infer<typeof moodSchema>;

/** One row of user_affinity: the relationship of a user and a companion, across sessions. Id is "user_id/personality". */
export const affinitySchema = z.object({
  id: z.string(),
  user_id: z.string(),
  personality: z.string(),
  /** 0 to 100. */
  points: z.number(),
  level: z.string(),
  /** The most points there ever were. */
  highest_points: z.number().default(0),
  /** When the user last wrote; null before the first word. */
  last_interaction_at: timestampSchema.nullable().default(null),
  /** Messages of the user that counted. */
  messages: z.number().int().default(0),
  /** What limits look at: what moved today (UTC day) and by which rule, with the time it last did. */
  counters: z.object({
    day: z.string(), gained: z.number(), lost: z.number(), rules: z.record(z.string(), z.object({ count: z.number().int(), moved: z.number(), last_at: timestampSchema })),
  }).default({ day: '', gained: 0, lost: 0, rules: {} }),
  /** Ids of milestones reached, with when. */
  milestones: z.record(z.string(), timestampSchema).default({}),
  created_at: timestampSchema,
  updated_at: timestampSchema,
});
export type Affinity = z.infer<typeof affinitySchema>;

export const affinityEventSchema = z.object({
  id: idSchema,
  user_id: z.string(),
  personality: z.string(),
  message_id: idSchema.nullable(),
  /** interaction, absence, return, level, milestone, manual, revert. */
  kind: z.string().default('interaction'),
  rule: z.string(),
  /** What it moved, after every limit. */
  delta: z.number(),
  /** What the rule asked for. */
  asked: z.number().default(0),
  reason: z.string(),
  /** Where the relationship stood afterwards. */
  points: z.number().default(0),
  level: z.string().default(''),
  /** The entry that this one takes back. */
  reverts: idSchema.nullable().default(null),
  created_at: timestampSchema,
});
export type AffinityEvent = z.infer<typeof affinityEventSchema>;

/**
 * How one recalled thing earned its place; each part is its share of `score`. `context`: the turns around it; `time`: it lies in, or speaks of, the time asked for;
 * `person`: it was said by, or names, whom the question names. (Traces of earlier versions lack those three.)
 */
export const scorePartsSchema = z.object({
  words: z.number(), meaning: z.number(), context: z.number().default(0), time: z.number().default(0), person: z.number().default(0), recency: z.number(), importance: z.number(),
});
export const recalledItemSchema = z.object({
  kind: z.enum(['message', 'fact', 'episode', 'document', 'lore']),
  id: idSchema,
  text: z.string(),
  speaker: speakerSchema.nullable(),
  /** Where it comes from, for the jump: null session for what has none. */
  session_id: idSchema.nullable(),
  message_id: idSchema.nullable(),
  created_at: timestampSchema,
  score: z.number(),
  parts: scorePartsSchema,
  /** Why it is here: found by the search, neighbour of a hit, pinned, fact about the user. */
  reason: z.enum(['hit', 'neighbour', 'pinned', 'about-user']),
  /** True when the prompt already held it (a recent turn, or recalled for an earlier one): it was not sent a second time. */
  is_in_prompt: z.boolean(),
  /** A value that holds no more, and from when to when it was known to; `text` says so too. */
  past: z.object({ from: timestampSchema, to: timestampSchema }).optional(),
});
export type RecalledItem = z.infer<typeof recalledItemSchema>;

export const tokenUsageSchema = z.object({
  prompt_tokens: z.number().int().min(0),
  completion_tokens: z.number().int().min(0),
  /** Prompt tokens the server really evaluated (the rest came from its cache); null where the server does not tell. */
  evaluated_prompt_tokens: z.number().int().min(0).nullable(),
});
export type TokenUsage = z.infer<typeof tokenUsageSchema>;

/** What the "Why this reply?" drawer shows. One per assistant message. */
export const traceSchema = z.object({
  id: idSchema,
  session_id: idSchema,
  user_message_id: idSchema,
  message_id: idSchema,
  recalled: z.array(recalledItemSchema),
  /** The character as compiled: its text and what each layer changed. */
  character: z.object({
    personality: z.string(), name: z.string(), level: z.string(), mood: z.string(), text: z.string(),
    /** What travelled with the user's words: mood and movement, as sentences. */
    note: z.string().default(''),
    /** The six parameters in force. */
    parameters: z.record(z.string(), z.number()).default({}),
    layers: z.array(z.object({
      layer: z.string(), changes: z.array(z.object({ parameter: z.string(), from: z.number(), to: z.number() })),
      /** Sentences this layer added. */
      added: z.array(z.string()).default([]),
    })),
  }),
  /** Estimated tokens per section of the prompt against the budget. */
  tokens: z.object({ prefix: z.number(), summary: z.number(), history: z.number(), recalled: z.number(), message: z.number(), budget: z.number() }),
  /** Hash of the frozen prefix: equal hashes mean the model's cache could serve it. */
  prefix_hash: z.string(),
  provider: z.object({ id: z.string(), model: z.string(), location: z.string(), is_local: z.boolean() }),
  usage: tokenUsageSchema.nullable(),
  /** Milliseconds per stage, in the order of the turn. */
  stages: z.array(z.object({ stage: z.string(), ms: z.number() })),
  /** Findings of the input and output guards, if any. */
  guard: z.array(z.string()),
  /** How many remembered things stayed on this machine because the provider is elsewhere. */
  withheld: z.number().int().min(0).default(0),
  created_at: timestampSchema,
});
export type Trace = z.infer<typeof traceSchema>;

export const jobStates = ['pending', 'running', 'done', 'failed'] as const;
/** One durable piece of background work. */
export const jobSchema = z.object({
  id: idSchema,
  kind: z.string(),
  /** Unique together with `kind`: adding the same work twice keeps one. */
  key: z.string(),
  payload: z.record(z.string(), z.unknown()),
  state: z.enum(jobStates),
  attempts: z.number().int().min(0),
  /** Not before this time. */
  run_at: timestampSchema,
  error: z.string().nullable(),
  created_at: timestampSchema,
  updated_at: timestampSchema,
});
export type Job = z.infer<typeof jobSchema>;

/** A set of vectors that may be compared: same model, same precision, same prefixes. */
export const embeddingSpaceSchema = z.object({
  /** Stable: made from model, revision, dimension, precision, prefixes and normalisation. */
  id: z.string(),
  model: z.string(),
  /** SHA-256 of the weights, or the provider's model name where weights are out of reach. */
  revision: z.string(),
  dimension: z.number().int().min(1).max(65536),
  precision: z.string(),
  query_prefix: z.string(),
  passage_prefix: z.string(),
  is_normalized: z.boolean(),
  created_at: timestampSchema,
});
export type EmbeddingSpace = z.infer<typeof embeddingSpaceSchema>;
