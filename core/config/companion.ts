// memory, character and features: what Luminora recalls, who it is, and what is switched on.
import * as z from 'zod';
import { line, whole } from './fields.ts';

export const memorySchema = z.looseObject({
  recall_limit: whole(0, 100).default(12).describe('Most memories brought into one reply'),
  recall_token_budget: whole(0, 100_000).default(800).describe('Most tokens of memories in one reply'),
  neighbours: whole(0, 10).default(1).describe('Messages before and after a found one that come along'),
  embed_timeout_ms: whole(10, 60_000).default(1500).describe('Longest wait for the vector of a message before recalling by words only'),
  summary_every: whole(4, 100).default(10).describe('Messages one summary stands for'),
  recent_messages: whole(4, 180).default(40).describe('Latest messages that go into the prompt word for word; older ones are replaced by summaries'),
  summary_token_budget: whole(0, 4000).default(400).describe('Most tokens of summaries in one prompt'),
  refinement: z.enum(['off', 'local', 'always']).default('local').describe('Let the language model look for facts and word episodes and summaries when nobody is talking: never, only a model on this machine, or any (a cloud model then reads your messages a second time)'),
  refine_after_seconds: whole(0, 86_400).default(60).describe('Quiet seconds before it begins'),
});

export const characterSchema = z.looseObject({
  personality: line(128).default('luna').describe('Companion that answers in new conversations'),
  language: z.enum(['auto', 'en', 'es']).default('auto').describe('Language of the replies; "auto" follows the user'),
  mood_opinion: z.enum(['off', 'local', 'always']).default('off').describe('Let the language model judge the mood again when nobody is talking: never, only a model on this machine, or any (a cloud model then reads your last message a second time)'),
});

export const featuresSchema = z.looseObject({
  semantic_search: z.boolean().default(true).describe('Find memories by meaning, not only by words'),
  fact_extraction: z.boolean().default(true).describe('Learn facts from what you write'),
  episodic_memory: z.boolean().default(true).describe('Keep what happened: moments, milestones, conflicts'),
  summaries: z.boolean().default(true).describe('Summarise what was said earlier, and put that into the prompt in its place'),
  classification: z.boolean().default(true).describe('Classify each message: what it is about, how important, which emotion, how private'),
  analytics: z.boolean().default(true).describe('Show figures of your conversations'),
  audit: z.boolean().default(true).describe('Look for what is wrong with what is remembered'),
  snapshots: z.boolean().default(true).describe('Write everything into one file, and take such files in'),
  imports: z.boolean().default(true).describe('Bring conversations from other programs'),
  mood: z.boolean().default(true).describe('Let the mood change with the conversation'),
  affinity: z.boolean().default(true).describe('Let the relationship grow'),
}).catchall(z.boolean());
