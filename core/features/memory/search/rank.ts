// Adds the signs up and puts the candidates in order: pure.
import type { MessageWords } from '../../../providers/storage/storage.ts';
import { contextScores } from './context.ts';
import type { QueryPlan } from './query-plan.ts';
import { followNames } from './second-hop.ts';
import { isAsking, substance } from './substance.ts';
import { nearness, tellsWhen } from './times.ts';
import type { SearchWeights } from './weights.ts';

/** Shares of the score; `importance` is what the message is worth by itself: how much it tells, and what it was classified as. */
export type Parts = { words: number; meaning: number; context: number; time: number; person: number; recency: number; importance: number };
export type Ranked = { message: MessageWords; parts: Parts; score: number };

export type Candidate = { message: MessageWords; /** 0 to 1. */ meaning: number; /** 0 to 1. */ words: number };

/** Candidates looked at for the times they tell: reading them takes time. */
const mostRead = 100;
const monthMs = 30 * 86_400_000;

/** Best first; of equal ones the later. @param tells whether a message tells a time */
export function rank(candidates: readonly Candidate[], plan: QueryPlan, weights: SearchWeights, now: number, tells: (message: MessageWords) => boolean = (message) => tellsWhen(message.content, message.created_at)): Ranked[] {
  const person = (message: MessageWords): number => (plan.person === message.speaker ? weights.person : 0);
  const ownWords = (message: MessageWords): number => (!plan.isAnybodyNamed && message.speaker === 'user' ? weights.ownWords : 0);
  const contexts = contextScores(candidates.map(({ message, meaning, words }) => ({
    id: message.id, session_id: message.session_id, depth: message.depth, score: weights.meaning * meaning + weights.words * words + weights.personInContext * person(message),
  })));
  const ranked = candidates.map(({ message, meaning, words }): Ranked => withScore(message, {
    meaning: weights.meaning * meaning, words: weights.words * words, person: person(message) + ownWords(message), context: weights.context * contexts.get(message.id)!,
    time: weights.time * nearness(message.created_at, plan.periods),
    recency: weights.recency * 0.5 ** (Math.max(0, now - message.created_at) / monthMs),
    importance: weights.substance * substance(message.words.length) - (isAsking(message.content) ? weights.asking : 0),
  })).sort(byScore);
  const hops = weights.secondHop > 0 ? followNames(ranked.map(({ message }) => message), plan.known) : new Set<string>();
  if (hops.size === 0 && !plan.asksWhen) return ranked;
  const hopped = ranked.map((one) => (hops.has(one.message.id) ? withPart(one, 'context', weights.secondHop) : one)).sort(byScore);
  if (!plan.asksWhen) return hopped;
  return hopped.map((one, place) => (place < mostRead && tells(one.message) ? withPart(one, 'time', weights.tellsWhen) : one)).sort(byScore);
}

/** With something added to one part. */
export function withPart(ranked: Ranked, part: keyof Parts, value: number): Ranked {
  return withScore(ranked.message, { ...ranked.parts, [part]: ranked.parts[part] + value });
}

export function byScore(one: Ranked, other: Ranked): number {
  return other.score - one.score || (one.message.id < other.message.id ? 1 : -1);
}

function withScore(message: MessageWords, parts: Parts): Ranked {
  return { message, parts, score: parts.meaning + parts.words + parts.person + parts.context + parts.time + parts.recency + parts.importance };
}
