// When a conversation outgrows its window: which turns leave the prompt, and how much of what was evaluated can stay although they left.
import type { ChatMessage } from './llm.ts';

/** Fewer equal tokens than this are not worth moving: they may be equal by chance. */
const leastKept = 32;

/**
 * The tokens of `kept` that must go so that those after them continue what both have in common: `kept` is head, gone, rest and `wanted` is head, rest, new.
 * Null where nothing is gained. The start is 1 or more: the first token always stays.
 */
export function findShift(kept: readonly number[], wanted: readonly number[]): { start: number; end: number } | null {
  let start = 0;
  while (start < kept.length && start < wanted.length && kept[start] === wanted[start]) start += 1;
  if (start === 0 || start === kept.length || wanted.length - start < leastKept) return null;
  let best = { length: 0, end: 0 };
  for (let end = start + 1; end < kept.length; end += 1) {
    if (kept.length - end <= best.length) break;
    let length = 0;
    while (end + length < kept.length && start + length < wanted.length && kept[end + length] === wanted[start + length]) length += 1;
    if (length > best.length) best = { length, end };
  }
  return best.length < leastKept ? null : { start, end: best.end };
}

export type TurnsThatFit = { messages: readonly ChatMessage[]; leftOut: number };

/**
 * Leaves out the oldest turns after the system texts, whole exchanges at a time, until the prompt fits. They leave in steps of about `step` tokens: what is left begins with
 * the same turn for many turns to come, so that it is evaluated once. The last message always stays; null when even it and the system texts are too long.
 * @param count tokens of a whole prompt
 * @param limit most tokens of the prompt
 */
export function fitTurns(messages: readonly ChatMessage[], count: (messages: readonly ChatMessage[]) => number, limit: number, step: number): TurnsThatFit | null {
  const total = count(messages);
  if (total <= limit) return { messages, leftOut: 0 };
  const system = messages.filter((message) => message.role === 'system');
  const turns = messages.filter((message) => message.role !== 'system');
  const goal = Math.ceil((total - limit) / step) * step;
  let start = 0;
  const next = () => {
    start += 1;
    while (start < turns.length && turns[start]!.role !== 'user') start += 1;
    return start < turns.length;
  };
  let fitting: TurnsThatFit | null = null;
  while (next()) {
    const shorter = [...system, ...turns.slice(start)];
    const tokens = count(shorter);
    if (tokens <= limit) fitting = { messages: shorter, leftOut: start };
    if (total - tokens >= goal) break;
  }
  return fitting;
}
