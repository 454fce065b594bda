// The lines of our own data sets, checked as they are read.
import * as z from 'zod';
import { factCategories } from '../core/contract/entities.ts';
import type { DataFile } from './data-files.ts';
import { UsageError } from './suite.ts';

const factLabel = z.object({
  category: z.enum(factCategories),
  key: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  /** The fact is over. */
  ended: z.literal(true).optional(),
  /** The day of a plan or event, "YYYY-MM-DD". */
  date: z.string().optional(),
});
export type FactLabel = z.infer<typeof factLabel>;

const language = z.enum(['es', 'en']);
const said = z.array(z.object({ speaker: z.enum(['user', 'assistant']), text: z.string() })).min(1);
export type Said = z.infer<typeof said>[number];

export const labelledMessage = z.object({ id: z.string(), language, text: z.string(), sent_at: z.iso.datetime(), facts: z.array(factLabel), allowed: z.array(factLabel).default([]) });
export type LabelledMessage = z.infer<typeof labelledMessage>;

export const graveWindow = z.object({ id: z.string(), language, messages: said, expect: z.object({ type: z.string(), importance_at_least: z.number(), tag: z.string() }) });
export const introduction = z.object({ id: z.string(), language, text: z.string(), facts: z.array(factLabel).min(1) });
export const renamedTopic = z.object({ id: z.string(), language, messages: said, query: z.string(), target: z.number().int().min(0) });

/** One record per line. Throws UsageError naming file and line when a line is not of the format. */
export function readLines<T>(file: DataFile, schema: z.ZodType<T>): T[] {
  return file.text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [schema.parse(JSON.parse(line))];
    } catch (error) {
      throw new UsageError(`${file.name}, line ${index + 1} is not of the format: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`);
    }
  });
}
