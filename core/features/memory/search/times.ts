// When: the times a question speaks of, and whether it asks for one.
import { LRUCache } from 'lru-cache';
import { findTimes } from '../../../inference/time-expressions/find-times.ts';
import type { TimeSpan } from '../../../inference/time-expressions/time-span.ts';
import { wordsOfSpan } from '../../../lib/day-words.ts';

const dayMs = 86_400_000;
/** People tell of a day within about two weeks. */
const toldWithinMs = 14 * dayMs;

const asking = [
  /\b(?:when|how long|how many (?:days|weeks|months|years)|(?:what|which) (?:day|date|week|month|year|time))\b.*\?/i,
  /^(?:since )?when (?:did|do|does|is|are|was|were|will|would|has|have|had|can|could)\b|^how long\b|^(?:what|which) (?:day|date|month|year)\b/i,
  /(?<!\p{L})(?:cuándo|cuánto (?:hace|tiempo)|hace cuánto|(?:qué|en qué) (?:día|fecha|semana|mes|año))(?!\p{L})|¿(?:desde |hasta )?cuando(?!\p{L})/iu,
];

/** True for a question whose answer is a time. "Cuando hablamos de..." and "when we talked about..." without a question mark ask for what was said. */
export function asksWhen(text: string): boolean {
  return asking.some((pattern) => pattern.test(text));
}

export type Period = Pick<TimeSpan, 'start' | 'end'>;

/** The periods a question speaks of, at most four. @param now milliseconds since the epoch */
export function periodsOf(text: string, options: { now: number; timeZone?: string }): Period[] {
  return findTimes(text, options).filter((span) => !span.is_recurring && span.precision !== 'decade').slice(0, 4).map(({ start, end }) => ({ start, end }));
}

/** The words of the index that what was said in these periods has. */
export function wordsOfPeriods(periods: readonly Period[]): string[] {
  return [...new Set(periods.flatMap(({ start, end }) => wordsOfSpan(start, end)))];
}

/** 1 for what was said in one of the periods, a half for what was said within two weeks after it. */
export function nearness(time: number, periods: readonly Period[]): number {
  let best = 0;
  for (const { start, end } of periods) {
    if (time >= start && time < end) return 1;
    if (time >= end && time < end + toldWithinMs) best = 0.5;
  }
  return best;
}

/** True when a message says when something happens or happened. @param now when it was written */
export function tellsWhen(text: string, now: number): boolean {
  return findTimes(text.slice(0, 2000), { now }).length > 0;
}

/** `tellsWhen` of messages, remembered by id for the next search: a message's text does not change. */
export function createTimeTeller(): (message: { id: string; content: string; created_at: number }) => boolean {
  const known = new LRUCache<string, boolean>({ max: 20_000 });
  return (message) => {
    let tells = known.get(message.id);
    if (tells === undefined) known.set(message.id, (tells = tellsWhen(message.content, message.created_at)));
    return tells;
  };
}
