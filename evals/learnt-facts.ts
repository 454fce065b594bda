// The one place that knows how the rules are asked.
import { readFacts } from '../core/features/memory/facts/fact-rules.ts';
import type { LearntFact } from './matching.ts';

/** What the rules learn from a message sent at `sentAt` (milliseconds since 1970). */
export function learntFacts(text: string, sentAt: number): LearntFact[] {
  return readFacts(text, { sentAt }).map((fact) => ({ category: fact.category, key: fact.key, value: fact.value, ended: fact.is_ended ?? false, tags: fact.tags }));
}
