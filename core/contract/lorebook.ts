// A lorebook: knowledge that enters the prompt when its words are said. The V3 card form; keys nobody knows survive, as its specification asks.
import * as z from 'zod';

const text = z.string().max(100_000);
const keys = z.array(z.string().max(1000)).max(1000);

export const lorebookEntrySchema = z.looseObject({
  keys,
  content: text,
  extensions: z.record(z.string(), z.unknown()).default({}),
  enabled: z.boolean().default(true),
  /** Lower is inserted earlier. */
  insertion_order: z.number().default(100),
  case_sensitive: z.boolean().nullish(),
  use_regex: z.boolean().optional(),
  constant: z.boolean().optional(),
  name: z.string().max(1000).optional(),
  /** Lower is dropped first when the budget is short. */
  priority: z.number().optional(),
  id: z.union([z.number(), z.string().max(200)]).optional(),
  comment: text.optional(),
  /** True: one of `secondary_keys` is needed as well. */
  selective: z.boolean().optional(),
  secondary_keys: keys.optional(),
  position: z.enum(['before_char', 'after_char']).optional(),
});
export type LorebookEntry = z.infer<typeof lorebookEntrySchema>;

export const lorebookSchema = z.looseObject({
  name: z.string().max(1000).optional(),
  description: text.optional(),
  /** Messages looked at, counted from the latest. */
  scan_depth: z.number().int().min(0).max(1000).optional(),
  /** Tokens its entries may take together. */
  token_budget: z.number().int().min(0).max(100_000).optional(),
  recursive_scanning: z.boolean().optional(),
  extensions: z.record(z.string(), z.unknown()).default({}),
  entries: z.array(lorebookEntrySchema).max(10_000),
});
export type Lorebook = z.infer<typeof lorebookSchema>;
