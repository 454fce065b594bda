// How a message feels, in five steps, by words alone: no model, microseconds.
import type { Sentiment } from '../../contract/entities.ts';
import { negations, sentimentLexicon } from './sentiment-lexicon.ts';

/** Sum of the weights of feeling words, turned by a negation shortly before. */
export function sentimentScore(text: string): number {
  const words = text.toLowerCase().match(/[\p{L}'’]+/gu) ?? [];
  let score = 0;
  words.forEach((word, index) => {
    const weight = sentimentLexicon.get(word);
    if (weight === undefined) return;
    const isNegated = words.slice(Math.max(0, index - 3), index).some((before) => negations.has(before.replace('’', "'")));
    score += isNegated ? -weight / 2 : weight;
  });
  return score;
}

export function sentimentOf(text: string): Sentiment {
  const score = sentimentScore(text);
  if (score >= 2) return 'very_positive';
  if (score > 0) return 'positive';
  if (score <= -2) return 'very_negative';
  if (score < 0) return 'negative';
  return 'neutral';
}
