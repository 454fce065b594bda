// Which of the nine categories a message belongs to.
import type { Fact } from '../../../contract/entities.ts';
import { categoryWords } from './category-words.ts';

type Category = Fact['category'];

/** What a life event is about besides having happened; the others are events. */
const eventCategories: Readonly<Record<string, Category>> = {
  illness: 'health', accident: 'health', new_job: 'work', job_loss: 'work', graduation: 'work', breakup: 'relationships', new_relationship: 'relationships', conflict: 'relationships',
};

/**
 * What was learnt from the message decides; then telling words, most of one category; then what the message means (`nearest`, from its vector, null
 * when nothing is near); then the life event it tells; else other.
 */
export function categoryOf(text: string, known: { facts: readonly Category[]; lifeEvent: string | null; nearest: Category | null }): Category {
  const learnt = mostFrequent(known.facts.filter((category) => category !== 'other'));
  if (learnt) return learnt;
  const told = categoryWords(text)[0];
  if (told) return told.category;
  if (known.nearest) return known.nearest;
  return known.lifeEvent === null ? 'other' : (eventCategories[known.lifeEvent] ?? 'events');
}

/** Of equally frequent ones the first. */
function mostFrequent(categories: readonly Category[]): Category | null {
  const counts = new Map<Category, number>();
  for (const category of categories) counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}
